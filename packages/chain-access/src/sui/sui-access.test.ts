import { money } from '@diboas/kernel';
import { type LocalSui, startSui } from '@diboas/local-chains';
import { confirm } from '@diboas/networks';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../open-chain.ts';
import type { ChainAccess } from '../shape/chain-access.ts';
import type { UnsignedAsk } from '../shape/transfer.ts';
import { finishSui, suiSigningDigest } from './transfer.ts';

const SUI = 1_000_000_000n;

let chain: LocalSui;
let access: ChainAccess<'sui'>;

const accessTo = (usdc: string) =>
  openChain({
    ...{ network: 'sui', chain: 'test', url: chain.url, timeoutMs: 20_000 },
    assets: [
      { asset: 'SUI', decimals: 9, token: null },
      { asset: 'USDC', decimals: 6, token: usdc },
    ],
  });

beforeAll(async () => {
  chain = await startSui({ dataless: true, port: 0, seed: 'access', pace: 'by-hand' });
  access = accessTo(chain.usdcType);
});

afterAll(() => chain.stop());

const fresh = () => Ed25519Keypair.generate().toSuiAddress();

/** Somebody with these coins. */
async function someone(...coins: readonly (readonly ['SUI' | 'USDC', bigint])[]) {
  const keypair = Ed25519Keypair.generate();
  const address = keypair.toSuiAddress();
  for (const [asset, units] of coins) await chain.fund(address, asset, units);
  return { keypair, address };
}

type Someone = Awaited<ReturnType<typeof someone>>;

async function asked(
  from: string,
  to: string,
  of: readonly ['SUI' | 'USDC', bigint],
  more: Partial<UnsignedAsk> = {},
) {
  const coins = await access.coins(from);
  if (!coins.ok) throw new Error(coins.refusal);
  const ask = { from, to, money: money(...of), urgency: 'normal', coins: coins.value } as const;
  return access.unsigned({ ...ask, costMost: SUI, mark: 'm', ...more });
}

/** Signs what was made, as whoever keeps the key does: the digest alone. */
async function signed({ keypair, address }: Someone, to: string, of: readonly ['SUI' | 'USDC', bigint]) {
  const made = await asked(address, to, of);
  if (!made.ok) throw new Error(made.refusal);
  const { transaction } = made.value.unsigned;
  const { hash } = made.value;
  if (hash === null) throw new Error('the hash hangs on no signature');
  return {
    ...made.value,
    hash,
    bytes: finishSui({ transaction, ...(await signatureOf(keypair, transaction)) }),
  };
}

async function signatureOf(keypair: Ed25519Keypair, transaction: string) {
  const signature = bytesToHex(await keypair.sign(hexToBytes(suiSigningDigest(transaction))));
  return { signature, publicKey: bytesToHex(keypair.getPublicKey().toRawBytes()) };
}

describe('a send on Sui', () => {
  it.each([
    [
      'SUI',
      [
        ['SUI', 2n * SUI],
        ['SUI', 3n * SUI],
      ],
    ],
    [
      'USDC',
      [
        ['SUI', SUI],
        ['USDC', 3n],
        ['USDC', 4n],
      ],
    ],
  ] as const)('of %s is final with its checkpoint, for less than its budget', async (asset, coins) => {
    const payer = await someone(...coins);
    const to = fresh();
    const units = asset === 'SUI' ? 4n * SUI : 6n;
    const { bytes, hash, sent, fee, spends } = await signed(payer, to, [asset, units]);
    expect(spends).toHaveLength(asset === 'SUI' ? 2 : 3);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    expect(await access.find(hash, sent)).toEqual({ kind: 'waiting' });
    await chain.mine(1);
    const found = await access.find(hash, sent);
    if (found.kind !== 'in_block') throw new Error(found.kind);
    const arrival = { name: `${to}/${asset}`, to, money: money(asset, units), from: payer.address };
    expect(found.arrivals).toEqual([arrival]);
    expect(found.cost.units).toBeGreaterThan(0n);
    expect(found.cost.units).toBeLessThanOrEqual(fee.most);
    expect(confirm('sui', 'large', found.facts)).toMatchObject({ isFinal: true });
    const held = await access.holdings(to);
    expect(held.ok && held.value.find((one) => one.asset === asset)).toEqual(money(asset, units));
    const left = await access.holdings(payer.address);
    const before = coins.reduce((sum, [one, amount]) => (one === 'SUI' ? sum + amount : sum), 0n);
    const paid = asset === 'SUI' ? units + found.cost.units : found.cost.units;
    expect(left.ok && left.value[0]).toEqual(money('SUI', before - paid));
  });

  it('is not made of too little, nor for more than it may cost', async () => {
    const { address } = await someone(['SUI', SUI], ['USDC', 5n]);
    // Too little for a trial is enough for the transfer itself.
    const poor = await someone(['SUI', 9_000_000n], ['USDC', 5n]);
    expect((await asked(poor.address, fresh(), ['USDC', 5n])).ok).toBe(true);
    expect(await asked(address, fresh(), ['SUI', SUI])).toEqual({ ok: false, refusal: 'too_little' });
    expect(await asked(address, fresh(), ['USDC', 6n])).toEqual({ ok: false, refusal: 'too_little' });
    const dear = await asked(address, fresh(), ['USDC', 5n], { costMost: 1n });
    expect(dear).toEqual({ ok: false, refusal: 'too_dear' });
  });

  it('of the same bytes again is executed once', async () => {
    const to = fresh();
    const { bytes, hash } = await signed(await someone(['SUI', SUI]), to, ['SUI', 5n]);
    await access.broadcast(bytes);
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    await chain.mine(1);
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    expect((await access.holdings(to)).ok).toBe(true);
    expect(await access.holdings(to)).toMatchObject({ value: [money('SUI', 5n), money('USDC', 0n)] });
  });

  it('of an object that is at another version by now is refused, and not for good', async () => {
    const payer = await someone(['SUI', SUI]);
    const [first, second] = [
      await signed(payer, fresh(), ['SUI', 1n]),
      await signed(payer, fresh(), ['SUI', 2n]),
    ];
    await access.broadcast(first.bytes);
    await chain.mine(1);
    expect(await access.broadcast(second.bytes)).toMatchObject({ kind: 'refused', isFinal: false });
    expect(await access.find(second.hash, second.sent)).toEqual({ kind: 'not_found' });
  });

  it('that waits when its last epoch ends has expired, and not before', async () => {
    const { bytes, hash, sent } = await signed(await someone(['SUI', SUI]), fresh(), ['SUI', 1n]);
    await chain.stall();
    expect((await access.broadcast(bytes)).kind).toBe('unknown');
    chain.endEpoch();
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    chain.endEpoch();
    await chain.resume();
    expect(await access.find(hash, sent)).toEqual({ kind: 'expired' });
    expect(await access.find(hash, null)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toMatchObject({ kind: 'refused', isFinal: false });
  });

  it('whose answer is lost is unknown, and found; of a node that fails nothing is told', async () => {
    const { bytes, hash } = await signed(await someone(['SUI', SUI]), fresh(), ['SUI', 1n]);
    chain.answers('ExecuteTransaction', { kind: 'lose', times: 1 });
    expect((await access.broadcast(bytes)).kind).toBe('unknown');
    await chain.mine(1);
    expect((await access.find(hash, null)).kind).toBe('in_block');
    chain.answers('GetTransaction', { kind: 'fail', times: 1 });
    expect((await access.find(hash, null)).kind).toBe('unknown');
    chain.answers('ListTransactions', { kind: 'fail', times: 1 });
    expect(await access.incoming(fresh(), { since: null, madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
  });

  it('of wrong bytes is none, nor is one that somebody else signed', async () => {
    const payer = await someone(['SUI', SUI]);
    const { bytes, unsigned } = await signed(payer, fresh(), ['SUI', 1n]);
    const { transaction } = unsigned;
    const other = Ed25519Keypair.generate();
    const signature = bytesToHex(await other.sign(hexToBytes(suiSigningDigest(transaction))));
    const publicKey = bytesToHex(other.getPublicKey().toRawBytes());
    const forged = finishSui({ transaction, signature, publicKey });
    for (const wrong of ['', 'nonsense', bytes.replace(/\.A/, '.B'), `${bytes.split('.')[0]}`, forged])
      expect(await access.broadcast(wrong)).toMatchObject({ kind: 'refused', isFinal: true });
  });
});

describe('M58 what another pays the network for on Sui', () => {
  async function sponsored(payer: Someone, sponsor: Someone, of: readonly ['SUI' | 'USDC', bigint]) {
    const coins = await access.coins(sponsor.address);
    if (!coins.ok) throw new Error(coins.refusal);
    const pays = { sponsor: { address: sponsor.address, coins: coins.value } };
    const to = fresh();
    const made = await asked(payer.address, to, of, pays);
    if (!made.ok) throw new Error(made.refusal);
    const { transaction } = made.value.unsigned;
    const [own, theirs] = [payer, sponsor].map(({ keypair }) => signatureOf(keypair, transaction));
    if (own === undefined || theirs === undefined) throw new Error('two sign');
    return { ...made.value, to, transaction, own: await own, theirs: await theirs };
  }

  it.each(['SUI', 'USDC'] as const)(
    'moves %s whole and costs who sends nothing, once both have signed',
    async (asset) => {
      const [payer, sponsor] = [await someone([asset, 50n]), await someone(['SUI', SUI])];
      const { to, transaction, own, theirs, hash, fee } = await sponsored(payer, sponsor, [asset, 50n]);
      for (const signed of [finishSui({ transaction, ...own }), finishSui({ transaction, ...theirs })])
        expect(await access.broadcast(signed)).toMatchObject({ kind: 'refused', isFinal: true });
      const bytes = finishSui({ transaction, ...own, sponsor: theirs });
      expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
      await chain.mine(1);
      const found = await access.find(hash ?? '', null);
      if (found.kind !== 'in_block') throw new Error(found.kind);
      expect(found.cost.units).toBeLessThanOrEqual(fee.most);
      const heldBy = async (address: string) => {
        const held = await access.holdings(address);
        return held.ok ? held.value.find((one) => one.asset === asset)?.units : held.refusal;
      };
      expect([await heldBy(to), await heldBy(payer.address)]).toEqual([50n, 0n]);
      expect(await access.holdings(sponsor.address)).toMatchObject({
        value: [money('SUI', SUI - found.cost.units), {}],
      });
    },
  );

  it('is refused, and nothing moves, where an object of either is at another version by now', async () => {
    const [payer, sponsor] = [await someone(['USDC', 50n]), await someone(['SUI', SUI])];
    const { to, transaction, own, theirs, hash } = await sponsored(payer, sponsor, ['USDC', 50n]);
    const other = await signed(sponsor, fresh(), ['SUI', 5n]);
    await access.broadcast(other.bytes);
    await chain.mine(1);
    const stale = finishSui({ transaction, ...own, sponsor: theirs });
    expect(await access.broadcast(stale)).toMatchObject({ kind: 'refused', isFinal: false });
    await chain.mine(1);
    expect(await access.find(hash ?? '', null)).toEqual({ kind: 'not_found' });
    expect(await access.holdings(to)).toMatchObject({ value: [money('SUI', 0n), money('USDC', 0n)] });
  });

  it('is not made where the sponsor has too little', async () => {
    const [payer, sponsor] = [await someone(['USDC', 50n], ['SUI', SUI]), await someone(['SUI', 5n])];
    const coins = await access.coins(sponsor.address);
    const pays = { sponsor: { address: sponsor.address, coins: coins.ok ? coins.value : [] } };
    expect(await asked(payer.address, fresh(), ['USDC', 5n], pays)).toEqual({
      ok: false,
      refusal: 'too_little',
    });
  });
});

describe('what comes in on Sui', () => {
  const look = async (address: string, since: string | null, through = access) => {
    const seen = await through.incoming(address, { since, madeAt: Date.now() });
    if (!seen.ok) throw new Error(seen.refusal);
    return seen.value;
  };

  it('M58 is seen once, when a checkpoint holds it, and nothing that the address sent itself', async () => {
    const payer = await someone(['SUI', SUI]);
    const to = fresh();
    expect((await look(to, null)).transactions).toEqual([]);
    const { bytes, hash } = await signed(payer, to, ['SUI', 7n]);
    await access.broadcast(bytes);
    expect((await look(to, null)).transactions).toEqual([]);
    await chain.mine(1);
    const first = await look(to, null);
    const arrival = { name: `${to}/SUI`, to, money: money('SUI', 7n), from: payer.address };
    expect(first.transactions).toEqual([{ hash, arrivals: [arrival], strange: [] }]);
    expect((await look(to, first.until)).transactions).toEqual([]);
    const again = await chain.fund(to, 'USDC', 5n);
    await chain.mine(1);
    expect((await look(to, first.until)).transactions.map((one) => one.hash)).toEqual([again]);
    expect((await look(payer.address, null)).transactions.map((one) => one.hash)).not.toContain(hash);
  });

  it('of a token that is not ours is told as strange', async () => {
    const to = fresh();
    await chain.fund(to, 'USDC', 5n);
    await chain.mine(1);
    const { transactions } = await look(to, null, accessTo(`0x${'a'.repeat(64)}::usdc::USDC`));
    expect(transactions).toMatchObject([{ arrivals: [], strange: [{ to, token: chain.usdcType }] }]);
  });

  it('is looked for from no cursor but one of ours', async () => {
    expect(await access.incoming(fresh(), { since: 'yesterday', madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
  });
});

describe('an address on Sui', () => {
  it('is an object where one has it', async () => {
    const { address } = await someone(['SUI', SUI]);
    const coins = await access.coins(address);
    const [object = ''] = (coins.ok ? coins.value[0]?.name : '')?.split('@') ?? [];
    expect(await access.isContract(object)).toEqual({ ok: true, value: true });
    expect(await access.isContract(address)).toEqual({ ok: true, value: false });
  });
});
