import { money } from '@diboas/kernel';
import { type LocalBitcoin, startBitcoin } from '@diboas/local-chains';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChain } from '../../open-chain.ts';
import type { ChainAccess } from '../../shape/chain-access.ts';
import { type BitcoinPayer, payerWith, signWhole, somePayer } from '../../testing/bitcoin-payer.ts';
import { type BitcoinMempool, openBitcoinMempool } from './open-mempool.ts';

let chain: LocalBitcoin;
let access: ChainAccess<'bitcoin'>;
let mempool: BitcoinMempool;

beforeEach(async () => {
  chain = await startBitcoin({ dataless: true, port: 0, seed: 'mempool', pace: 'by-hand' });
  const node = { chain: 'test', url: chain.url, timeoutMs: 20_000 } as const;
  access = openChain({ network: 'bitcoin', ...node });
  mempool = openBitcoinMempool(node);
});

afterEach(() => chain.stop());

/** Pays at the rates of now, or in the place of another, and is sent. */
async function pay(payer: BitcoinPayer, to: string, units: bigint, replaces?: string, costMost = 1_000_000n) {
  const coins = await access.coins(payer.address);
  if (!coins.ok) throw new Error(coins.refusal);
  const made = await access.unsigned({
    ...{ from: payer.address, to, money: money('BTC', units), coins: replaces ? [] : coins.value },
    ...{ urgency: replaces ? 'fast' : 'normal', costMost, mark: 'm' },
    ...(replaces ? { replaces } : {}),
  });
  if (!made.ok) return made.refusal;
  const { bytes, hash } = signWhole(payer, made.value.unsigned.psbt);
  const answer = await access.broadcast(bytes);
  return answer.kind === 'taken' ? { hash, fee: made.value.fee.expected } : answer.kind;
}

async function paid(...asked: Parameters<typeof pay>) {
  const one = await pay(...asked);
  if (typeof one === 'string') throw new Error(one);
  return one;
}

const watched = async (hash: string) => {
  const seen = await mempool.watch(hash);
  return seen.ok ? seen.value : seen.refusal;
};

describe('what waits', () => {
  it('is told with what it pays and what blocks ask, by whom it was replaced, and when it is in a block', async () => {
    const payer = await payerWith(chain, [1_000_000n]);
    const first = await paid(payer, somePayer().address, 100_000n);
    chain.congest(20);
    await chain.mine(1);
    expect(await watched(first.hash)).toEqual({
      ...{ kind: 'waits', ratePerThousand: 1_000n, nextBlock: 25_000n, mayBeReplaced: true },
    });
    expect(await access.find(first.hash, null)).toEqual({ kind: 'waiting', isOutbid: true });
    const second = await paid(payer, somePayer().address, 100_000n, first.hash);
    expect(await access.find(second.hash, null)).toEqual({ kind: 'waiting' });
    expect(await watched(first.hash)).toEqual({ kind: 'replaced', by: second.hash });
    chain.congest(40);
    const third = await paid(payer, somePayer().address, 100_000n, second.hash);
    expect(await watched(first.hash)).toEqual({ kind: 'replaced', by: third.hash });
    expect(await watched(second.hash)).toEqual({ kind: 'replaced', by: third.hash });
    await chain.mine(1);
    expect(await watched(third.hash)).toMatchObject({ kind: 'in_block' });
    expect(await watched('ab'.repeat(32))).toEqual({ kind: 'gone' });
    chain.answers('GET /v1/cpfp/:txid', { kind: 'fail', times: 1 });
    const next = await paid(payer, somePayer().address, 100_000n);
    expect(await watched(next.hash)).toBe('unavailable');
  });

  it('is replaced only for more than all that hangs on it, and never where that is too dear', async () => {
    const payer = await payerWith(chain, [1_000_000n]);
    const ben = somePayer();
    const first = await paid(payer, ben.address, 300_000n);
    chain.congest(100);
    const child = await mempool.child({
      parent: first.hash,
      owner: ben.address,
      urgency: 'fast',
      costMost: 90_000n,
    });
    if (!child.ok) throw new Error(child.refusal);
    await access.broadcast(signWhole(ben, child.value.unsigned.psbt).bytes);
    chain.congest(1);
    const second = await paid(payer, ben.address, 300_000n, first.hash);
    expect(second.fee).toBe(first.fee + child.value.fee.expected + 141n);
    expect(await pay(payer, ben.address, 300_000n, second.hash, second.fee)).toBe('too_dear');
  });
});

describe('a child', () => {
  const ask = (parent: string, owner: string) =>
    ({ parent, owner, urgency: 'fast', costMost: 20_000n }) as const;

  it('brings a parent into a block that others made and left stuck', async () => {
    const payer = await payerWith(chain, [1_000_000n]);
    const ben = somePayer();
    const stuck = await paid(payer, ben.address, 300_000n);
    chain.congest(20);
    await chain.mine(2);
    expect(await watched(stuck.hash)).toMatchObject({ kind: 'waits' });
    const child = await mempool.child(ask(stuck.hash, ben.address));
    if (!child.ok) throw new Error(child.refusal);
    const { unsigned, fee, hash } = child.value;
    // 251 virtual bytes at 25 satoshis, of which 141 are paid.
    expect(fee.expected).toBe(251n * 25n - 141n);
    const signed = signWhole(ben, unsigned.psbt);
    expect(signed.hash).toBe(hash);
    expect((await access.broadcast(signed.bytes)).kind).toBe('taken');
    expect(await watched(stuck.hash)).toMatchObject({ ratePerThousand: 25_000n });
    await chain.mine(1);
    expect(await watched(stuck.hash)).toMatchObject({ kind: 'in_block' });
    expect(await access.holdings(ben.address)).toMatchObject({
      ...{ ok: true, value: [money('BTC', 300_000n - fee.expected)] },
    });
  });

  it('is none of what is in a block, is fast enough, is none of ours, costs too much, or is too little', async () => {
    const payer = await payerWith(chain, [1_000_000n]);
    const ben = somePayer();
    const { hash } = await paid(payer, ben.address, 5_000n);
    const unhurried = { ...ask(hash, ben.address), urgency: 'normal' } as const;
    expect(await mempool.child(unhurried)).toEqual({ ok: false, refusal: 'fast_enough' });
    chain.congest(20);
    expect(await mempool.child(ask(hash, somePayer().address))).toEqual({
      ok: false,
      refusal: 'not_waiting',
    });
    expect(await mempool.child(ask(hash, ben.address))).toEqual({ ok: false, refusal: 'too_little' });
    chain.congest(2_000);
    expect(await mempool.child(ask(hash, ben.address))).toEqual({ ok: false, refusal: 'too_dear' });
    chain.congest(1);
    await chain.mine(1);
    expect(await mempool.child(ask(hash, ben.address))).toEqual({ ok: false, refusal: 'not_waiting' });
  });
});
