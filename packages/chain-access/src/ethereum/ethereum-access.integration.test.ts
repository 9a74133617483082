import { money } from '@diboas/kernel';
import { type LocalEthereum, startEthereum } from '@diboas/local-chains';
import { confirm, estimateFee } from '@diboas/networks';
import { createWalletClient, getAddress, type Hex, http, keccak256 } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../open-chain.ts';
import type { ChainAccess } from '../shape/chain-access.ts';
import { startScriptedNode, startScriptedRpc } from '../testing/scripted-node.ts';

const ETHER = 10n ** 18n;
const USDC = 1_000_000n;

let chain: LocalEthereum;
let access: ChainAccess<'ethereum'>;

const accessTo = (usdc: string, timeoutMs = 20_000) =>
  openChain({
    ...{ network: 'ethereum', chain: 'test', url: chain.url, timeoutMs },
    assets: [
      { asset: 'ETH', decimals: 18, token: null },
      { asset: 'USDC', decimals: 6, token: usdc },
    ],
  });

beforeAll(async () => {
  chain = await startEthereum({ dataless: true, port: 0, seed: 'access', pace: 'by-hand' });
  access = accessTo(chain.usdc);
});

afterAll(() => chain.stop());

const fresh = () => privateKeyToAccount(generatePrivateKey()).address;

/** Somebody with 10 ether and 1,000 USDC. */
async function someone() {
  const account = privateKeyToAccount(generatePrivateKey());
  await chain.fund(account.address, 'ETH', 10n * ETHER);
  await chain.fund(account.address, 'USDC', 1_000n * USDC);
  return account;
}

type Someone = Awaited<ReturnType<typeof someone>>;

/** Signs what was made, as whoever keeps the key does. */
async function signed(account: Someone, of: { to: string; units: bigint; asset: 'ETH' | 'USDC' }, nonce = 0) {
  const ask = { from: account.address, to: of.to, money: money(of.asset, of.units) };
  const made = await access.unsigned({ ...ask, urgency: 'normal', coins: [], costMost: ETHER, mark: 'm' });
  if (!made.ok) throw new Error(made.refusal);
  const { unsigned, fee } = made.value;
  const bytes = await account.signTransaction({
    ...{ type: 'eip1559', chainId: chain.chainId, nonce, gas: fee.gasLimit },
    ...{ to: unsigned.to as Hex, value: unsigned.value, data: unsigned.data as Hex },
    ...{ maxFeePerGas: fee.maxFeePerGas, maxPriorityFeePerGas: fee.maxPriorityFeePerGas },
  });
  return { bytes, hash: keccak256(bytes), sent: { from: account.address, nonce: BigInt(nonce) }, fee };
}

describe('a send on Ethereum', () => {
  it.each(['ETH', 'USDC'] as const)(
    'of %s waits, is in a block, and is final after 64 more',
    async (asset) => {
      const account = await someone();
      const to = fresh();
      const { bytes, hash, sent, fee } = await signed(account, { to, units: 7n, asset });
      expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
      expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
      expect(await access.find(hash, sent)).toEqual({ kind: 'waiting' });
      await chain.mine(1);
      const found = await access.find(hash, sent);
      if (found.kind !== 'in_block') throw new Error(found.kind);
      expect(found.arrivals).toEqual([
        { name: asset === 'ETH' ? 'coin' : '0', to, money: money(asset, 7n), from: account.address },
      ]);
      expect(found.strange).toEqual([]);
      expect(found.cost.units).toBeGreaterThan(0n);
      expect(found.cost.units).toBeLessThanOrEqual(fee.most);
      expect(confirm('ethereum', 'usual', found.facts)).toMatchObject({ seen: 1, isFinal: false });
      await chain.mine(64);
      const later = await access.find(hash, sent);
      if (later.kind !== 'in_block') throw new Error(later.kind);
      expect(confirm('ethereum', 'usual', later.facts)).toMatchObject({ isEnough: true, isFinal: true });
      expect(await access.holdings(to)).toMatchObject({
        ok: true,
        value: [{ asset: 'ETH' }, { asset: 'USDC' }],
      });
    },
  );

  it('M55 has the fee that the node counts for it', async () => {
    const account = await someone();
    const ask = {
      from: account.address,
      to: fresh(),
      money: money('ETH', 1n),
      urgency: 'fast',
      coins: [],
    } as const;
    const facts = await access.feeFacts(ask);
    if (!facts.ok) throw new Error(facts.refusal);
    expect(estimateFee('ethereum', 'fast', facts.value)).toMatchObject({ gasLimit: 21_000n });
    expect(await access.unsigned({ ...ask, costMost: 1n, mark: 'm' })).toEqual({
      ok: false,
      refusal: 'too_dear',
    });
  });

  it('of the same bytes again is there already, before and after its block', async () => {
    const { bytes, hash } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'ETH' });
    await access.broadcast(bytes);
    expect(await access.broadcast(bytes)).toEqual({ kind: 'already', hash });
    await chain.mine(1);
    expect(await access.broadcast(bytes)).toEqual({ kind: 'already', hash });
  });

  it('that is reverted costs its fee and moves nothing', async () => {
    const account = await someone();
    const { bytes, hash, sent } = await signed(account, { to: fresh(), units: 5n, asset: 'USDC' });
    await chain.blacklist(account.address, true);
    await access.broadcast(bytes);
    await chain.mine(1);
    const found = await access.find(hash, sent);
    expect(found).toMatchObject({ kind: 'failed', cost: { asset: 'ETH' } });
    expect(found.kind === 'failed' && found.cost.units > 0n).toBe(true);
  });

  it.each([1, 3, 6])('is told again as waiting after %i blocks were undone', async (depth) => {
    const { bytes, hash, sent } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'USDC' });
    await access.broadcast(bytes);
    await chain.mine(depth);
    await chain.reorganise({ depth, transactions: 'return' });
    expect((await access.find(hash, sent)).kind).toBe('waiting');
    await chain.mine(1);
    expect((await access.find(hash, sent)).kind).toBe('in_block');
  });

  it('is replaced once another is final, and not before', async () => {
    const account = await someone();
    const gone = await signed(account, { to: fresh(), units: 1n, asset: 'ETH' });
    await access.broadcast(gone.bytes);
    await chain.mine(1);
    await chain.reorganise({ depth: 1, transactions: 'drop' });
    expect(await access.find(gone.hash, gone.sent)).toEqual({ kind: 'not_found' });
    const other = await signed(account, { to: fresh(), units: 2n, asset: 'ETH' });
    await access.broadcast(other.bytes);
    await chain.mine(1);
    expect(await access.find(gone.hash, gone.sent)).toEqual({ kind: 'not_found' });
    await chain.mine(64);
    expect(await access.find(gone.hash, gone.sent)).toEqual({ kind: 'replaced', by: null });
    expect(await access.find(gone.hash, null)).toEqual({ kind: 'not_found' });
  });

  it('that nodes have forgotten is not found, and can be sent again', async () => {
    const { bytes, hash, sent } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'ETH' });
    await access.broadcast(bytes);
    expect(await chain.drop(hash)).toBe(true);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
  });

  it('whose answer is lost is unknown, and found', async () => {
    const { bytes, hash, sent } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'ETH' });
    chain.answers('eth_sendRawTransaction', { kind: 'lose', times: 1 });
    expect((await access.broadcast(bytes)).kind).toBe('unknown');
    expect((await access.find(hash, sent)).kind).toBe('waiting');
    expect(await access.broadcast(bytes)).toEqual({ kind: 'already', hash });
  });

  it.each(['0x1234', 'nonsense', '0x02c0'])('of %s is none', async (bytes) => {
    expect(await access.broadcast(bytes)).toMatchObject({ kind: 'refused', isFinal: true });
  });

  it('is unknown where the node fails, and nothing is told that was not answered', async () => {
    chain.answers('eth_getTransactionReceipt', { kind: 'fail', times: 1 });
    const found = await access.find(`0x${'1'.repeat(64)}`, null);
    expect(found.kind).toBe('unknown');
    chain.answers('eth_getLogs', { kind: 'fail', times: 1 });
    expect(await access.incoming(fresh(), { since: null, madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
    chain.answers('eth_chainId', { kind: 'fail', times: 1 });
    chain.answers('eth_getCode', { kind: 'lose', times: 1 });
    expect(await access.isContract(fresh())).toEqual({ ok: false, refusal: 'unavailable' });
  });
});

describe('what comes in on Ethereum', () => {
  /** All that there is, however many looks it takes. */
  const look = async (address: string, since: string | null, through = access) => {
    const madeAt = Date.now();
    const transactions = [];
    let [looks, until, hasMore] = [0, since, true];
    for (; hasMore; looks += 1) {
      const seen = await through.incoming(address, { since: until, madeAt });
      if (!seen.ok) throw new Error(seen.refusal);
      transactions.push(...seen.value.transactions);
      ({ until, hasMore } = seen.value);
    }
    return { transactions, until, looks };
  };

  it('is seen from its block on, again until that is final, and then no more', async () => {
    const to = fresh();
    const coin = await chain.fund(to, 'ETH', 3n);
    const token = await chain.fund(to, 'USDC', 5n);
    const first = await look(to, null);
    expect(new Map(first.transactions.map((one) => [one.hash, one.arrivals[0]?.money]))).toEqual(
      new Map([
        [coin, money('ETH', 3n)],
        [token, money('USDC', 5n)],
      ]),
    );
    expect((await look(to, first.until)).transactions).toHaveLength(2);
    await chain.mine(70);
    const later = await look(to, first.until);
    expect(later.transactions).toHaveLength(2);
    expect((await look(to, later.until)).transactions).toEqual([]);
  });

  it.each([1, 6])('is not there when %i blocks were undone, and there when it comes again', async (depth) => {
    const account = await someone();
    const to = fresh();
    const { until } = await look(to, null);
    const { bytes, hash } = await signed(account, { to, units: 1n, asset: 'ETH' });
    await access.broadcast(bytes);
    await chain.mine(depth);
    expect((await look(to, until)).transactions.map((one) => one.hash)).toEqual([hash]);
    await chain.reorganise({ depth, transactions: 'return' });
    expect((await look(to, until)).transactions).toEqual([]);
    await chain.mine(1);
    expect((await look(to, until)).transactions.map((one) => one.hash)).toEqual([hash]);
  });

  it('long before the first look is seen, and looks go on until they have come to the newest block', async () => {
    const to = fresh();
    const early = await chain.fund(to, 'USDC', 5n);
    await chain.mine(450);
    const late = await chain.fund(to, 'ETH', 3n);
    const { transactions, looks } = await look(to, null);
    expect(new Set(transactions.map(({ hash }) => hash))).toEqual(new Set([early, late]));
    expect(looks).toBeGreaterThan(2);
  });

  it('of a token that is not ours is told as strange', async () => {
    const to = fresh();
    await chain.fund(to, 'USDC', 5n);
    const [found] = (await look(to, null, accessTo(fresh()))).transactions;
    expect(found).toMatchObject({
      arrivals: [],
      strange: [{ to, token: getAddress(chain.usdc) }],
    });
  });

  it('is looked for from no cursor but one of ours', async () => {
    expect(await access.incoming(fresh(), { since: 'yesterday', madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
  });
});

describe('what is handed to an endpoint apart', () => {
  const withSubmit = (submitUrl: string) =>
    openChain({ network: 'ethereum', chain: 'test', url: chain.url, submitUrl, timeoutMs: 2_000 });

  it('M55 goes there alone, and is found once a block has it', async () => {
    const { bytes, hash, sent } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'ETH' });
    const handed: unknown[] = [];
    const relay = await startScriptedRpc({
      eth_sendRawTransaction: ([raw]) => {
        handed.push(raw);
        return hash;
      },
    });
    const apart = withSubmit(relay.url);
    expect(await apart.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    expect(handed).toEqual([bytes]);
    expect(await apart.find(hash, sent)).toEqual({ kind: 'not_found' });
    // Whoever builds the next block puts it there.
    await access.broadcast(bytes);
    await chain.mine(1);
    expect((await apart.find(hash, sent)).kind).toBe('in_block');
    expect((await apart.broadcast(bytes)).kind).toBe('taken');
  });

  it.each([
    ['does not answer', () => startScriptedNode(() => null), { kind: 'unknown' }],
    ['refuses it', () => startScriptedRpc({}), { kind: 'refused', isFinal: false }],
  ] as const)('never goes to the public node where that one %s', async (_, start, answer) => {
    const { bytes, hash, sent } = await signed(await someone(), { to: fresh(), units: 1n, asset: 'ETH' });
    const { url } = await start();
    expect(await withSubmit(url).broadcast(bytes)).toMatchObject(answer);
    await chain.mine(1);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
  });
});

describe('an address on Ethereum', () => {
  it('is a contract where code lies, and not where a key has lent its power', async () => {
    expect(await access.isContract(chain.usdc)).toEqual({ ok: true, value: true });
    expect(await access.isContract(fresh())).toEqual({ ok: true, value: false });
    const account = await someone();
    const wallet = createWalletClient({ account, chain: foundry, transport: http(chain.url) });
    // Whoever sends the transaction lends by it, so that it is the next nonce that is lent with.
    const { chainId } = chain;
    const lent = await account.signAuthorization({ contractAddress: chain.usdc, chainId, nonce: 1 });
    await wallet.sendTransaction({ to: fresh(), nonce: 0, gas: 100_000n, authorizationList: [lent] });
    await chain.mine(1);
    expect(await access.isContract(account.address)).toEqual({ ok: true, value: false });
  });
});
