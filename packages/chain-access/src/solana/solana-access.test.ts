import { money } from '@diboas/kernel';
import { type LocalSolana, startSolana } from '@diboas/local-chains';
import { confirm } from '@diboas/networks';
import {
  appendTransactionMessageInstruction,
  compileTransaction,
  createSolanaRpc,
  createTransactionMessage,
  generateKeyPairSigner,
  getBase16Decoder,
  getTransactionEncoder,
  type KeyPairSigner,
  setTransactionMessageComputeUnitPrice,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../open-chain.ts';
import type { ChainAccess } from '../shape/chain-access.ts';
import type { UnsignedAsk } from '../shape/transfer.ts';
import { signSolana } from '../testing/solana-payer.ts';

const SOL = 1_000_000_000n;
const USDC = 1_000_000n;
/** What an account for a token must hold, and one for coins. */
const TOKEN_RENT = 2_039_280n;
const COIN_RENT = 890_880n;

let marks = 0;
const nextMark = () => `m${++marks}`;
let chain: LocalSolana;
let access: ChainAccess<'solana'>;

const accessTo = (usdc: string) =>
  openChain({
    ...{ network: 'solana', chain: 'live', url: chain.url, timeoutMs: 20_000 },
    assets: [
      { asset: 'SOL', decimals: 9, token: null },
      { asset: 'USDC', decimals: 6, token: usdc },
    ],
  });

beforeAll(async () => {
  chain = await startSolana({ dataless: true, port: 0, seed: 'access', pace: 'by-hand' });
  access = accessTo(chain.usdcMint);
});

afterAll(() => chain.stop());

const fresh = async () => (await generateKeyPairSigner()).address;

/** Somebody with 10 SOL and 1,000 USDC. */
async function someone(): Promise<KeyPairSigner> {
  const signer = await generateKeyPairSigner();
  await chain.fund(signer.address, 'SOL', 10n * SOL);
  await chain.fund(signer.address, 'USDC', 1_000n * USDC);
  return signer;
}

const asked = (from: string, of: { to: string; units: bigint; asset: 'SOL' | 'USDC' }): UnsignedAsk => ({
  ...{ from, to: of.to, money: money(of.asset, of.units) },
  ...{ urgency: 'normal', coins: [], costMost: SOL, mark: nextMark() },
});

/** Signs what was made, as whoever keeps the key does. */
async function signed(signer: KeyPairSigner, of: { to: string; units: bigint; asset: 'SOL' | 'USDC' }) {
  const made = await access.unsigned(asked(signer.address, of));
  if (!made.ok) throw new Error(made.refusal);
  const { unsigned, fee, sent } = made.value;
  return { ...(await signSolana(signer, unsigned.transaction)), fee, sent };
}

/** Blocks in which somebody paid so much for each unit, in millionths of a lamport. */
async function payAtPrices(signer: KeyPairSigner, prices: readonly bigint[]) {
  const rpc = createSolanaRpc(chain.url);
  for (const price of prices) {
    const { value: lifetime } = await rpc.getLatestBlockhash({ commitment: 'processed' }).send();
    const message = setTransactionMessageComputeUnitPrice(
      price,
      setTransactionMessageLifetimeUsingBlockhash(
        lifetime,
        setTransactionMessageFeePayer(signer.address, createTransactionMessage({ version: 0 })),
      ),
    );
    const transfer = getTransferSolInstruction({ source: signer, destination: signer.address, amount: 1n });
    const made = compileTransaction(appendTransactionMessageInstruction(transfer, message));
    const { bytes } = await signSolana(
      signer,
      getBase16Decoder().decode(getTransactionEncoder().encode(made)),
    );
    expect((await access.broadcast(bytes)).kind).toBe('taken');
    await chain.mine(1);
  }
}

describe('a send on Solana', () => {
  it('M56 of coins is in a block, then final, for the fee that was said', async () => {
    const signer = await someone();
    const to = await fresh();
    const { bytes, hash, fee, sent } = await signed(signer, { to, units: SOL, asset: 'SOL' });
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    await chain.mine(1);
    expect(await access.find(hash, sent)).toEqual({ kind: 'waiting' });
    await chain.mine(1);
    const found = await access.find(hash, sent);
    if (found.kind !== 'in_block') throw new Error(found.kind);
    expect(found.arrivals).toEqual([{ name: to, to, money: money('SOL', SOL), from: signer.address }]);
    expect(found.cost).toEqual(money('SOL', fee.most));
    expect(confirm('solana', 'usual', found.facts)).toMatchObject({ isFinal: false });
    await chain.mine(31);
    const later = await access.find(hash, sent);
    if (later.kind !== 'in_block') throw new Error(later.kind);
    expect(confirm('solana', 'usual', later.facts)).toMatchObject({ isFinal: true });
  });

  it('M56 of a token makes the account that it needs, once, and says what stays in it', async () => {
    const signer = await someone();
    const to = await fresh();
    const first = await signed(signer, { to, units: 5n, asset: 'USDC' });
    expect(first.fee.rent).toBe(TOKEN_RENT);
    await access.broadcast(first.bytes);
    await chain.mine(2);
    const found = await access.find(first.hash, first.sent);
    if (found.kind !== 'in_block') throw new Error(found.kind);
    expect(found.arrivals).toMatchObject([{ to, money: money('USDC', 5n), from: signer.address }]);
    expect(found.cost).toEqual(money('SOL', first.fee.most));
    const second = await signed(signer, { to, units: 6n, asset: 'USDC' });
    expect(second.fee.rent).toBe(0n);
    await access.broadcast(second.bytes);
    await chain.mine(2);
    expect(await access.holdings(to)).toEqual({ ok: true, value: [money('SOL', 0n), money('USDC', 11n)] });
  });

  it('M56 pays for the compute units that it needs and a fifth more, at what others paid of late by how urgent it is', async () => {
    const signer = await someone();
    const quoted = await access.feeFacts(
      asked(signer.address, { to: await fresh(), units: 5n, asset: 'USDC' }),
    );
    expect(quoted).toMatchObject({ value: { newTokenAccounts: 1n, lamportsPerByte: 6_960n } });
    await payAtPrices(signer, [1_000_000n, 2_000_000n, 3_000_000n, 9_000_000n]);
    const madeAt = async (urgency: UnsignedAsk['urgency']) => {
      const of = { to: signer.address, units: 5n, asset: 'SOL' } as const;
      const made = await access.unsigned({ ...asked(signer.address, of), urgency });
      if (!made.ok) throw new Error(made.refusal);
      return made.value;
    };
    const [slow, normal, fast] = [await madeAt('slow'), await madeAt('normal'), await madeAt('fast')];
    expect([slow, normal, fast].map(({ fee }) => fee.microLamportsPerUnit)).toEqual([
      ...[1_000_000n, 2_000_000n, 9_000_000n],
    ]);
    // Nine lamports a unit; a quote counts with 20,000 of them.
    const units = (fast.fee.most - 5_000n) / 9n;
    expect(units).toBeGreaterThan(500n);
    expect(units).toBeLessThan(15_000n);
    const { bytes, hash } = await signSolana(signer, fast.unsigned.transaction);
    await access.broadcast(bytes);
    await chain.mine(2);
    expect(await access.find(hash, null)).toMatchObject({
      kind: 'in_block',
      cost: money('SOL', fast.fee.most),
    });
  });

  it('is not signed where the node would not carry it out', async () => {
    const poor = await generateKeyPairSigner();
    await chain.fund(poor.address, 'SOL', 2n * COIN_RENT);
    const ask = asked(poor.address, { to: await fresh(), units: 3n * COIN_RENT, asset: 'SOL' });
    expect(await access.unsigned(ask)).toEqual({ ok: false, refusal: 'unavailable' });
  });

  it('is another one beside one of the same amount to the same address', async () => {
    const signer = await someone();
    const of = { to: await fresh(), units: SOL, asset: 'SOL' } as const;
    const [one, other] = [await signed(signer, of), await signed(signer, of)];
    expect(one.hash).not.toBe(other.hash);
    await access.broadcast(one.bytes);
    await access.broadcast(other.bytes);
    await chain.mine(2);
    expect(await access.holdings(of.to)).toMatchObject({ value: [money('SOL', 2n * SOL), {}] });
  });

  it('of less than an account must hold goes to nobody who has none', async () => {
    const { address } = await someone();
    const to = await fresh();
    const ask = asked(address, { to, units: COIN_RENT - 1n, asset: 'SOL' });
    expect(await access.unsigned(ask)).toEqual({ ok: false, refusal: 'too_small' });
    await chain.fund(to, 'SOL', COIN_RENT);
    await chain.mine(1);
    expect((await access.unsigned(ask)).ok).toBe(true);
    expect(await access.unsigned({ ...ask, costMost: 4_999n })).toEqual({ ok: false, refusal: 'too_dear' });
  });

  it('that fails in its block costs its fee and moves nothing', async () => {
    const signer = await someone();
    const rest = 10n * SOL - 2n * 5_000n;
    const [one, other] = [await fresh(), await fresh()];
    const taken = await signed(signer, { to: one, units: rest - COIN_RENT, asset: 'SOL' });
    const failing = await signed(signer, { to: other, units: 5n * SOL, asset: 'SOL' });
    await access.broadcast(taken.bytes);
    await access.broadcast(failing.bytes);
    await chain.mine(2);
    expect((await access.find(taken.hash, null)).kind).toBe('in_block');
    expect(await access.find(failing.hash, null)).toMatchObject({
      kind: 'failed',
      cost: money('SOL', 5_000n),
    });
  });

  it.each([1, 3, 6])('is gone and back after %i blocks were undone', async (depth) => {
    const { bytes, hash, sent } = await signed(await someone(), {
      to: await fresh(),
      units: 1n,
      asset: 'USDC',
    });
    await access.broadcast(bytes);
    await chain.mine(depth);
    await chain.reorganise({ depth, transactions: 'return' });
    expect((await access.find(hash, sent)).kind).toBe('not_found');
    await chain.mine(2);
    expect((await access.find(hash, sent)).kind).toBe('in_block');
  });

  it('expires when a final block is past its last height, and not before', async () => {
    const { bytes, hash, sent } = await signed(await someone(), {
      to: await fresh(),
      units: SOL,
      asset: 'SOL',
    });
    await access.broadcast(bytes);
    expect(await chain.drop(hash)).toBe(true);
    await chain.mine(151);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toMatchObject({ kind: 'refused', isFinal: false });
    await chain.mine(31);
    expect(await access.find(hash, sent)).toEqual({ kind: 'expired' });
    expect(await access.find(hash, null)).toEqual({ kind: 'not_found' });
  });

  it('whose answer is lost is unknown, found, and taken once', async () => {
    const { bytes, hash } = await signed(await someone(), { to: await fresh(), units: SOL, asset: 'SOL' });
    chain.answers('sendTransaction', { kind: 'lose', times: 1 });
    expect((await access.broadcast(bytes)).kind).toBe('unknown');
    await chain.mine(2);
    expect((await access.find(hash, null)).kind).toBe('in_block');
    expect(await access.broadcast(bytes)).toEqual({ kind: 'already', hash });
  });

  it('of wrong bytes is none, and a false signature is refused for good', async () => {
    const signer = await someone();
    const { bytes } = await signed(signer, { to: await fresh(), units: SOL, asset: 'SOL' });
    const false_ = Buffer.from(bytes, 'base64');
    false_[5] = (false_[5] ?? 0) ^ 1;
    for (const wrong of ['AAAA', 'not base64!', false_.toString('base64')])
      expect(await access.broadcast(wrong)).toMatchObject({ kind: 'refused', isFinal: true });
  });

  it('is unknown where the node fails', async () => {
    const { bytes, hash } = await signed(await someone(), { to: await fresh(), units: SOL, asset: 'SOL' });
    await access.broadcast(bytes);
    await chain.mine(2);
    chain.answers('getTransaction', { kind: 'fail', times: 1 });
    expect((await access.find(hash, null)).kind).toBe('unknown');
    chain.answers('getAccountInfo', { kind: 'lose', times: 1 });
    expect(await access.isContract(chain.usdcMint)).toEqual({ ok: false, refusal: 'unavailable' });
  });
});

describe('what comes in on Solana', () => {
  const look = async (address: string, since: string | null, through = access) => {
    const seen = await through.incoming(address, { since, madeAt: Date.now() });
    if (!seen.ok) throw new Error(seen.refusal);
    return seen.value;
  };

  it('is seen once two thirds have voted, until it is final, and then no more', async () => {
    const to = await fresh();
    const coin = await chain.fund(to, 'SOL', SOL);
    const token = await chain.fund(to, 'USDC', 5n);
    await chain.mine(1);
    const first = await look(to, null);
    const told = new Map(first.transactions.map((one) => [one.hash, one.arrivals.map((it) => it.money)]));
    expect(told).toEqual(
      new Map([
        [coin, [money('SOL', SOL)]],
        [token, [money('USDC', 5n)]],
      ]),
    );
    await chain.mine(31);
    const later = await look(to, first.until);
    expect(later.transactions).toHaveLength(2);
    expect((await look(to, later.until)).transactions).toEqual([]);
    const again = await chain.fund(to, 'USDC', 6n);
    await chain.mine(1);
    expect((await look(to, later.until)).transactions.map((one) => one.hash)).toEqual([again]);
  });

  it.each([1, 6])('is not there when %i blocks were undone, and there when it comes again', async (depth) => {
    const signer = await someone();
    const to = await fresh();
    const { bytes, hash } = await signed(signer, { to, units: SOL, asset: 'SOL' });
    await access.broadcast(bytes);
    await chain.mine(depth + 1);
    expect((await look(to, null)).transactions.map((one) => one.hash)).toEqual([hash]);
    await chain.reorganise({ depth: depth + 1, transactions: 'return' });
    expect((await look(to, null)).transactions).toEqual([]);
    await chain.mine(2);
    expect((await look(to, null)).transactions.map((one) => one.hash)).toEqual([hash]);
  });

  it('of a token that is not ours is told as strange', async () => {
    const to = await fresh();
    await chain.fund(to, 'USDC', 5n);
    await chain.mine(1);
    const { transactions } = await look(to, null, accessTo(await fresh()));
    expect(transactions).toMatchObject([{ arrivals: [], strange: [{ to, token: chain.usdcMint }] }]);
  });

  it('is looked for from no cursor but one of ours', async () => {
    for (const cursor of ['yesterday', '{"a":1}', '[]'])
      expect(await access.incoming(await fresh(), { since: cursor, madeAt: Date.now() })).toEqual({
        ok: false,
        refusal: 'unavailable',
      });
  });

  it('goes to a program where a program has the account', async () => {
    expect(await access.isContract(chain.usdcMint)).toEqual({ ok: true, value: true });
    expect(await access.isContract(await fresh())).toEqual({ ok: true, value: false });
  });
});
