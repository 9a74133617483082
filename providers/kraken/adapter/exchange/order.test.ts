import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { observeOrder, readOrder, type ToldTrade } from './order.ts';

const KEY = '01930000-0000-7000-8000-000000000001';
const OURS = { key: KEY, usdcNetwork: 'solana' } as const;

function order(changes: object = {}) {
  const body = {
    ...{
      status: 'closed',
      cl_ord_id: KEY,
      reason: null,
      expiretm: 0,
      closetm: 1_763_874_001.5,
      oflags: 'fciq',
    },
    descr: { pair: 'XBTUSDC', type: 'buy', price: '100000.00' },
    ...{ vol: '0.03000000', vol_exec: '0.03000000', trades: ['T1', 'T2', 'T3'] },
    ...changes,
  };
  const read = readOrder('O1', body);
  if (!read.ok) throw new Error(read.refusal);
  return read.value;
}

/** Thirds of a dollar's last digit, so that each by itself would be rounded. */
function trades(changes: Partial<ToldTrade> = {}): ToldTrade[] {
  return [1, 2, 3].map((number) => ({
    ...{ id: `T${number}`, ordertxid: 'O1', time: 1_763_874_000 + number, trade_id: number },
    ...{ vol: '0.01000000', cost: '1000.00000033', fee: '4.00000000' },
    ...changes,
  }));
}

const seen = (changes: object = {}, told = trades()) => observeOrder(order(changes), told, OURS);

describe('an order', () => {
  it('has a movement each way for each trade, which come to the whole rounded once, for the person', () => {
    const observation = seen();
    expect(observation).toMatchObject({ ok: true, value: { stage: 'ended', end: 'done' } });
    if (!observation.ok) return;
    const units = (kind: string) =>
      observation.value.movements.filter((one) => one.kind === kind).map(({ money: { units: one } }) => one);
    // 3012.00000099 in all.
    expect(units('taken')).toEqual([1_004_000_000n, 1_004_000_000n, 1_004_000_000n]);
    expect(units('given')).toEqual([1_000_000n, 1_000_000n, 1_000_000n]);
  });

  it('of a sale gives up to the next unit, once', () => {
    const sale = { descr: { pair: 'XBTUSDC', type: 'sell', price: '100000.00' } };
    const observation = seen(sale);
    const given = observation.ok ? observation.value.movements.filter(({ kind }) => kind === 'given') : [];
    expect(given.map((one) => one.money)).toEqual(
      [996_000_001n, 996_000_000n, 996_000_000n].map((one) => money('USDC', one)),
    );
  });

  it('tells the same whatever order its trades come in, and only more as more are told', () => {
    const whole = seen();
    expect(seen({}, trades().toReversed())).toEqual(whole);
    const part = seen({ status: 'open', vol_exec: '0.02000000' }, trades().slice(0, 2));
    expect(part).toMatchObject({ ok: true, value: { stage: 'working', end: null } });
    if (part.ok && whole.ok) expect(part.value.movements).toEqual(whole.value.movements.slice(0, 4));
  });

  it.each([
    ['that may not rest ends because the price went away', { expiretm: 0 }, 'price_changed'],
    [
      'that was asked to stop is cancelled',
      { expiretm: 2_000_000_000, reason: 'User requested' },
      'cancelled',
    ],
    ['of which the time is over lapses', { expiretm: 2_000_000_000, reason: 'Order expired' }, 'lapsed'],
    ['that ended at its time lapses, whatever is said of it', { expiretm: 1_763_874_001 }, 'lapsed'],
    ['that ended by itself is another matter', { expiretm: 2_000_000_000, reason: 'Margin call' }, 'other'],
  ])('%s', (_words, changes, end) => {
    // Kraken says closed of what was filled in part, and canceled elsewhere of the same.
    for (const status of ['closed', 'canceled'])
      expect(seen({ ...changes, status, vol_exec: '0.02000000' }, trades().slice(0, 2))).toMatchObject({
        ok: true,
        value: { stage: 'ended', end, milestone: 'trade_complete' },
      });
  });

  it.each([
    ['of another attempt', { cl_ord_id: '01930000-0000-7000-8000-000000000002' }],
    ['with a status of tomorrow', { status: 'settling' }],
    ['of another pair', { descr: { pair: 'XXBTZUSD', type: 'buy', price: '1' } }],
    ['that pays its fee in the coin', { oflags: 'fcib' }],
    ['with a figure that is none', { vol_exec: '3e-2' }],
    ['of which not all trades are told', { vol_exec: '0.04000000' }],
  ])('%s says nothing certain', (_words, changes) => {
    expect(seen(changes).ok).toBe(false);
  });

  it('with a trade that cannot be read says nothing certain', () => {
    for (const odd of [{ cost: '-1' }, { fee: '' }, { vol: '0.0100000000000000000001' }])
      expect(seen({}, trades(odd)).ok).toBe(false);
  });
});
