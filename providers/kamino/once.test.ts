// What is made for a start or a part of a stop is made once, and takes shares of its own position and no others.
import { assert, money } from '@diboas/kernel';
import {
  createStrategyScene,
  endOf,
  preparedFor,
  questionOf,
  type StrategyWorld,
  sumsOf,
} from '@diboas/providers-kit/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { kamino } from './provider.ts';
import { withRoom } from './testing/suites.ts';

let world: StrategyWorld;
beforeAll(async () => {
  world = await withRoom.openWorld(kamino);
});
beforeEach(() => world.calm());
afterAll(() => world?.close());

const [TRIED] = withRoom.strategies;

function scene() {
  return createStrategyScene(withRoom, world);
}

/** Of a position as it is told, in millionths of what was put in. */
async function worthIn(
  desk: Awaited<ReturnType<StrategyWorld['open']>>,
  terms: Parameters<typeof desk.value>[0],
) {
  const told = await desk.value(terms);
  assert(told.ok, 'it is there', { told });
  return (told.value.value.units * 1_000_000n) / TRIED.put.units;
}

it('a stop of all that lies at our address takes no more than was there of its own, whatever comes meanwhile', async () => {
  const desk = await scene().desk();
  // Nothing of anybody else's is there: Kamino writes the word for all shares.
  const first = await scene().putIn(desk, TRIED);
  const stop = await scene().agreedStop(desk, first);
  const memo = await preparedFor(desk, stop);
  const second = await scene().putIn(desk, TRIED);
  await desk.submit({ ...stop, memo });
  const over = await endOf(desk, questionOf(stop, [memo], world), { world });
  expect(over).toMatchObject({ end: 'done' });
  expect(sumsOf(over).given < (TRIED.put.units * 11n) / 10n, `${sumsOf(over).given}`).toBe(true);
  expect(await worthIn(desk, second.terms)).toBeGreaterThan(999_990n);
});

it('is the same to the last byte whoever makes it, and as long as that may be carried out nothing else is made', async () => {
  const [desk, other] = [await scene().desk(), await scene().desk()];
  const start = await scene().agreedStart(desk, TRIED);
  const made = await preparedFor(desk, start);
  await world.mine(5);
  expect(await preparedFor(other, start)).toEqual(made);
  // So much that it is out of what the vault has at hand as long as it was not lent, and of what its market has on top then.
  const put = await scene().putIn(desk, { ...TRIED, put: money('USDC', 3_000_000_000_000n) });
  const stop = await scene().agreedStop(desk, put);
  const out = await preparedFor(desk, stop);
  await world.refill(TRIED.id);
  expect(await other.prepare?.(stop)).toMatchObject({ kind: 'retryable' });
  await world.makeImpossible(out);
  expect(await desk.lookup(questionOf(stop, [out], world))).toEqual({ kind: 'not_found', isExpired: true });
  expect(await other.prepare?.(stop), 'what is over stays so').toMatchObject({ kind: 'retryable' });
  const again = await scene().agreedStop(desk, put);
  const memo = await preparedFor(desk, again);
  await desk.submit({ ...again, memo });
  const over = await endOf(desk, questionOf(again, [memo], world), { world });
  expect(over).toMatchObject({ end: 'done' });
  expect(sumsOf(over).given).toBeGreaterThanOrEqual(again.deliver.units);
});

it('two that are alike in all are both put in, each once', async () => {
  const desk = await scene().desk();
  const both = [await scene().agreedStart(desk, TRIED), await scene().agreedStart(desk, TRIED)];
  const memos = [];
  for (const start of both) memos.push(await preparedFor(desk, start));
  expect(new Set(memos.flatMap(({ names }) => names)).size).toBe(2);
  for (const [index, start] of both.entries()) {
    const memo = memos[index];
    assert(memo, 'each was prepared');
    await desk.submit({ ...start, memo });
  }
  for (const [index, start] of both.entries()) {
    const over = await endOf(desk, questionOf(start, memos.slice(index, index + 1), world), { world });
    expect(over).toMatchObject({ end: 'done' });
  }
});

it('what is at hand is less by the time it is taken out: what was paid is a part, and the rest is made', async () => {
  const desk = await scene().desk();
  const put = await scene().putIn(desk, TRIED);
  const stop = await scene().agreedStop(desk, put);
  const memo = await preparedFor(desk, stop);
  await world.drain(TRIED.id, TRIED.put.units / 4n);
  await desk.submit({ ...stop, memo });
  await world.mine(5);
  await world.refill(TRIED.id);
  const early = await desk.replacement?.prepare({ ...stop, memo });
  expect(early, 'what was voted for may be undone yet').toMatchObject({ kind: 'retryable' });
  await world.settle();
  const part = await desk.lookup(questionOf(stop, [memo], world));
  assert(part.kind === 'found', 'it is found', { part });
  expect(part.observation).toMatchObject({ stage: 'working', rest: true });
  const { taken, given } = sumsOf(part.observation);
  expect([taken < stop.pay.units / 3n, given]).toEqual([true, TRIED.put.units / 4n]);
  const next = await desk.replacement?.prepare({ ...stop, memo });
  assert(next?.kind === 'prepared', 'the rest is made', { next });
  await desk.submit({ ...stop, memo: next.memo });
  const over = await endOf(desk, questionOf(stop, [memo, next.memo], world), { world });
  expect(sumsOf(over).taken).toBe(stop.pay.units);
});

it('so little as the program would refuse has no price, and what there is no room for neither', async () => {
  const desk = await scene().desk();
  const asked = (units: bigint) => desk.quote(scene().startWish({ id: TRIED.id, put: money('USDC', units) }));
  // At what is told as the least the program refuses: it counts what comes of it.
  expect(await asked(100_000n)).toEqual({ ok: false, refusal: 'amount_too_small' });
  expect((await asked(100_004n)).ok).toBe(true);
  await world.bar(TRIED.id, 'capped');
  expect(await asked(600_000_000n)).toEqual({ ok: false, refusal: 'amount_too_large' });
  expect((await asked(100_000_000n)).ok).toBe(true);
});

it('what was signed before there was a bound is put in as far as there is room, and is told as that', async () => {
  const desk = await scene().desk();
  const start = await scene().agreedStart(desk, TRIED);
  const memo = await preparedFor(desk, start);
  await world.bar(TRIED.id, 'capped');
  await desk.submit({ ...start, memo });
  const over = await endOf(desk, questionOf(start, [memo], world), { world });
  const { taken, given } = sumsOf(over);
  expect([over.end, taken]).toEqual(['done', given]);
  expect(taken > 499_000_000n && taken < 501_000_000n, `${taken}`).toBe(true);
});
