import { money } from '@diboas/kernel';
import { type LocalBitcoin, startBitcoin } from '@diboas/local-chains';
import { confirm } from '@diboas/networks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../open-chain.ts';
import type { ChainAccess } from '../shape/chain-access.ts';
import type { UnsignedAsk, UnsignedTransfer } from '../shape/transfer.ts';
import { type BitcoinPayer, payerWith, signWhole, somePayer } from '../testing/bitcoin-payer.ts';
import { finishBitcoin } from './transfer.ts';

const BTC = 100_000_000n;

let chain: LocalBitcoin;
let access: ChainAccess<'bitcoin'>;

beforeAll(async () => {
  chain = await startBitcoin({ dataless: true, port: 0, seed: 'access', pace: 'by-hand' });
  access = openChain({ network: 'bitcoin', chain: 'test', url: chain.url, timeoutMs: 20_000 });
});

afterAll(() => chain.stop());

const fresh = () => somePayer().address;
const someone = (...sums: readonly bigint[]) => payerWith(chain, sums);

async function asked(from: string, to: string, units: bigint, more: Partial<UnsignedAsk> = {}) {
  const coins = await access.coins(from);
  if (!coins.ok) throw new Error(coins.refusal);
  const base = { from, to, money: money('BTC', units), urgency: 'normal', costMost: BTC, mark: 'm' } as const;
  const ask = { ...base, coins: coins.value, ...more };
  const choose = await access.chooser(ask);
  if (!choose.ok) throw new Error(choose.refusal);
  return access.unsigned({ ...ask, coins: choose.value(ask.coins) ?? [] });
}

/** What is promised for it, by how much it is. */
async function chosen(from: string, units: bigint, costMost: bigint) {
  const coins = await access.coins(from);
  const sent = { from, to: fresh(), money: money('BTC', units), urgency: 'normal', mark: 'm' } as const;
  const choose = await access.chooser({ ...sent, costMost, coins: [] });
  if (!coins.ok || !choose.ok) throw new Error('the site answers');
  return choose.value(coins.value)?.map((coin) => coin.money.units);
}

/** Signs what was made, as whoever keeps the key does. */
function sign(payer: BitcoinPayer, { unsigned, hash }: UnsignedTransfer<'bitcoin'>) {
  const finished = signWhole(payer, unsigned.psbt);
  expect(finished.hash).toBe(hash);
  return finished;
}

async function signed(payer: BitcoinPayer, to: string, units: bigint, more: Partial<UnsignedAsk> = {}) {
  const made = await asked(payer.address, to, units, more);
  if (!made.ok) throw new Error(made.refusal);
  return { ...made.value, ...sign(payer, made.value) };
}

describe('a send on Bitcoin', () => {
  it('waits, is in a block, and is final under six, for what its change leaves', async () => {
    const payer = await someone(BTC, 3n * BTC, 2n * BTC);
    const to = fresh();
    const { bytes, hash, sent, fee, spends } = await signed(payer, to, 4n * BTC);
    expect(spends.map((coin) => coin.money.units)).toEqual([3n * BTC, 2n * BTC]);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    expect(await access.find(hash, sent)).toEqual({ kind: 'waiting' });
    await chain.mine(1);
    const found = await access.find(hash, sent);
    if (found.kind !== 'in_block') throw new Error(found.kind);
    expect(found.cost).toEqual(money('BTC', fee.expected));
    const from = payer.address;
    expect(found.arrivals).toEqual([
      { name: '0', to, money: money('BTC', 4n * BTC), from },
      { name: '1', to: from, money: money('BTC', BTC - fee.expected), from },
    ]);
    expect(confirm('bitcoin', 'large', found.facts)).toMatchObject({ seen: 1, isFinal: false });
    await chain.mine(5);
    const later = await access.find(hash, sent);
    if (later.kind !== 'in_block') throw new Error(later.kind);
    expect(confirm('bitcoin', 'large', later.facts)).toMatchObject({ isEnough: true, isFinal: true });
    expect(await access.holdings(to)).toEqual({ ok: true, value: [money('BTC', 4n * BTC)] });
  });

  it('leaves change that would be dust to the miner, within the most that was said', async () => {
    const payer = await someone(BTC);
    const first = await asked(payer.address, fresh(), BTC - 100_000n);
    if (!first.ok) throw new Error(first.refusal);
    const { expected } = first.value.fee;
    const { bytes, hash, fee } = await signed(payer, fresh(), BTC - expected - 200n);
    await access.broadcast(bytes);
    await chain.mine(1);
    const found = await access.find(hash, null);
    if (found.kind !== 'in_block') throw new Error(found.kind);
    expect(found.arrivals).toHaveLength(1);
    expect(found.cost).toEqual(money('BTC', expected + 200n));
    expect(found.cost.units).toBeLessThanOrEqual(fee.most);
  });

  it('is not made of too little, of dust, of what waits, or for more than it may cost', async () => {
    const { address } = await someone(BTC);
    const to = fresh();
    expect(await asked(address, to, BTC)).toEqual({ ok: false, refusal: 'too_little' });
    expect(await asked(address, to, 293n)).toEqual({ ok: false, refusal: 'too_small' });
    expect(await asked(address, to, BTC / 2n, { costMost: 10n })).toEqual({ ok: false, refusal: 'too_dear' });
    const payer = await someone(BTC);
    const sent = await signed(payer, address, BTC / 2n);
    await access.broadcast(sent.bytes);
    expect(await asked(payer.address, to, BTC / 4n)).toEqual({ ok: false, refusal: 'too_little' });
    expect(await asked(address, to, BTC / 4n, { coins: [] })).toEqual({ ok: false, refusal: 'too_little' });
  });

  it('has the fee facts of the coins that would pay for it, whatever is sent', async () => {
    const { address } = await someone(BTC);
    const coins = await access.coins(address);
    if (!coins.ok) throw new Error(coins.refusal);
    const ask = { from: address, to: fresh(), money: money('BTC', 1_000n), coins: coins.value } as const;
    expect(await access.feeFacts({ ...ask, urgency: 'fast' })).toMatchObject({
      ok: true,
      value: { inputs: ['p2wpkh'], outputs: ['p2wpkh'], change: 'p2wpkh', rates: { least: 1_000n } },
    });
  });

  it('M57 of coins that leave nothing keeps one more by, of which a version pays that takes its place', async () => {
    const payer = await someone(60_000n, 40_250n, 9_000n, 7_000n);
    const made = await signed(payer, fresh(), 100_000n, { costMost: 8_000n });
    expect(await chosen(payer.address, 100_000n, 8_000n)).toEqual([60_000n, 40_250n, 9_000n]);
    // What comes back of these could pay all that it may cost.
    expect(await chosen(payer.address, 50_000n, 8_000n)).toEqual([60_000n]);
    expect(made.spends.map((coin) => coin.money.units)).toEqual([60_000n, 40_250n]);
    await access.broadcast(made.bytes);
    const promised = await access.coins(payer.address);
    if (!promised.ok) throw new Error(promised.refusal);
    const spare = promised.value.filter((coin) => coin.money.units === 9_000n);
    const more = { replaces: made.hash, urgency: 'fast', costMost: 8_000n } as const;
    const first = { coins: [], ...more, mark: 'm', from: payer.address, money: money('BTC', 100_000n) };
    expect(await access.unsigned({ ...first, to: fresh() })).toEqual({ ok: false, refusal: 'too_little' });
    const second = await access.unsigned({ ...first, coins: spare, to: fresh() });
    if (!second.ok) throw new Error(second.refusal);
    expect(second.value.sent?.inputs).toEqual([...(made.sent?.inputs ?? []), spare[0]?.name]);
    expect((await access.broadcast(sign(payer, second.value).bytes)).kind).toBe('taken');
    expect(await access.find(made.hash, made.sent)).toEqual({ kind: 'not_found' });
  });

  it('of the same bytes again is there already', async () => {
    const { bytes, hash } = await signed(await someone(BTC), fresh(), 1_000n);
    await access.broadcast(bytes);
    expect(['taken', 'already']).toContain((await access.broadcast(bytes)).kind);
    await chain.mine(1);
    expect(await access.broadcast(bytes)).toEqual({ kind: 'already', hash });
  });

  it.each([1, 3, 6])('is told again as waiting after %i blocks were undone', async (depth) => {
    const { bytes, hash, sent } = await signed(await someone(BTC), fresh(), 1_000n);
    await access.broadcast(bytes);
    await chain.mine(depth);
    await chain.reorganise({ depth, transactions: 'return' });
    expect(await access.find(hash, sent)).toEqual({ kind: 'waiting' });
    await chain.mine(1);
    expect((await access.find(hash, sent)).kind).toBe('in_block');
  });

  it('is replaced by another that spends the same once that has six blocks, and not before', async () => {
    const payer = await someone(BTC);
    const gone = await signed(payer, fresh(), 1_000n);
    const other = await signed(payer, fresh(), 2_000n);
    await access.broadcast(gone.bytes);
    await chain.mine(1);
    await chain.reorganise({ depth: 1, transactions: 'drop', instead: [other.bytes] });
    await chain.mine(3);
    expect(await access.find(gone.hash, gone.sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(gone.bytes)).toMatchObject({ kind: 'refused', isFinal: false });
    await chain.mine(3);
    expect(await access.find(gone.hash, gone.sent)).toEqual({ kind: 'replaced', by: other.hash });
    expect(await access.find(gone.hash, null)).toEqual({ kind: 'not_found' });
  });

  it('that nodes have forgotten is not found, and can be sent again', async () => {
    const { bytes, hash, sent } = await signed(await someone(BTC), fresh(), 1_000n);
    await access.broadcast(bytes);
    expect(await chain.drop(hash)).toBe(true);
    expect(await access.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
  });

  it('whose answer is lost is unknown, and found; of a node that fails nothing is told', async () => {
    const { bytes, hash } = await signed(await someone(BTC), fresh(), 1_000n);
    chain.answers('POST /tx', { kind: 'lose', times: 1 });
    expect((await access.broadcast(bytes)).kind).toBe('unknown');
    expect(await access.find(hash, null)).toEqual({ kind: 'waiting' });
    chain.answers('GET /tx/:txid', { kind: 'fail', times: 1 });
    expect((await access.find(hash, null)).kind).toBe('unknown');
    chain.answers('GET /address/:address/utxo', { kind: 'fail', times: 1 });
    expect(await access.coins(fresh())).toEqual({ ok: false, refusal: 'unavailable' });
  });

  it.each(['00', 'nonsense', ''])('of "%s" is none', async (bytes) => {
    expect(await access.broadcast(bytes)).toMatchObject({ kind: 'refused', isFinal: true });
    expect(finishBitcoin(bytes)).toBeNull();
  });
});

describe('what comes in on Bitcoin', () => {
  const look = async (address: string, since: string | null) => {
    const seen = await access.incoming(address, { since, madeAt: Date.now() });
    if (!seen.ok) throw new Error(seen.refusal);
    return seen.value;
  };

  it('is seen as it waits, and until six blocks are on it, and then no more; dust too', async () => {
    const payer = await someone(BTC);
    const to = fresh();
    const { bytes, hash } = await signed(payer, to, 1_000n);
    await access.broadcast(bytes);
    const [waiting] = (await look(to, null)).transactions;
    expect(waiting).toEqual({
      ...{ hash, strange: [] },
      arrivals: [{ name: '0', to, money: money('BTC', 1_000n), from: payer.address }],
    });
    await chain.mine(1);
    const dust = await chain.fund(to, 'BTC', 1n);
    const first = await look(to, null);
    expect(first.transactions.map((one) => one.hash)).toEqual([hash, dust]);
    await chain.mine(6);
    const later = await look(to, first.until);
    expect(later.transactions).toHaveLength(2);
    expect((await look(to, later.until)).transactions).toEqual([]);
  });

  it('is no change of what the address sent itself', async () => {
    const payer = await someone(BTC);
    const { bytes, hash } = await signed(payer, fresh(), 1_000n);
    await access.broadcast(bytes);
    await chain.mine(1);
    const { transactions } = await look(payer.address, null);
    expect(transactions).toHaveLength(1);
    expect(transactions.map((one) => one.hash)).not.toContain(hash);
  });

  it.each([1, 6])('is not there when %i blocks were undone and another took its coin', async (depth) => {
    const payer = await someone(BTC);
    const to = fresh();
    const { bytes, hash } = await signed(payer, to, 1_000n);
    const other = await signed(payer, fresh(), 2_000n);
    await access.broadcast(bytes);
    await chain.mine(depth);
    const { transactions, until } = await look(to, null);
    expect(transactions.map((one) => one.hash)).toEqual([hash]);
    await chain.reorganise({ depth, transactions: 'drop', instead: [other.bytes] });
    expect((await look(to, until)).transactions).toEqual([]);
  });

  it('is read over several pages, and from no cursor but one of ours', async () => {
    const to = fresh();
    for (let count = 0; count < 27; count += 1) await chain.fund(to, 'BTC', 1_000n);
    expect((await look(to, null)).transactions).toHaveLength(27);
    expect(await access.incoming(to, { since: 'yesterday', madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
  });
});
