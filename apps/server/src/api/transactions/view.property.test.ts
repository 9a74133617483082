import { parseMoney } from '@diboas/kernel';
import type { LookupAnswer, SubmitAnswer } from '@diboas/orchestration';
import { type MoneyView, transactionView as schema, type TransactionView } from '@diboas/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSmallWorld, type SmallWorld, sampleObservation, VIEWED } from '../../testing/small-world.ts';
import { showTransaction } from './view.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

const stage = fc.constantFrom('open', 'working', 'done', 'failed');

const submitAnswer: fc.Arbitrary<SubmitAnswer> = fc.oneof(
  stage.map((one) => ({ kind: 'accepted' as const, observation: sampleObservation(one) })),
  fc.constant({ kind: 'rejected' as const, code: 'declined' as const, elsewhere: false, detail: 'no' }),
  fc.constant({ kind: 'retryable' as const, cause: 'rate_limited' as const, detail: 'busy', waitMs: null }),
  fc.constant({ kind: 'unknown' as const, detail: 'no answer' }),
);

const lookupAnswer: fc.Arbitrary<LookupAnswer> = fc.oneof(
  stage.map((one) => ({ kind: 'found' as const, observation: sampleObservation(one) })),
  fc.constant({ kind: 'not_found' as const }),
  fc.constant({ kind: 'unknown' as const, detail: 'no answer' }),
);

/** What a provider may tell by itself. That it took something back is never an answer to a send. */
const told = fc.constantFrom('open', 'working', 'done', 'failed', 'taken_back');

/** Anything that may happen to a transaction: news, time, and changes of how the provider answers. */
const move = fc.oneof(
  fc.record({ type: fc.constant('tell' as const), stage: told, exact: fc.boolean() }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 100_000_000 }) }),
  fc.record({ type: fc.constant('submit' as const), answer: submitAnswer }),
  fc.record({ type: fc.constant('lookup' as const), answer: lookupAnswer }),
);
type Move = typeof move extends fc.Arbitrary<infer One> ? One : never;

async function make(world: SmallWorld, id: string, one: Move): Promise<void> {
  if (one.type === 'tell') await world.tell(id, sampleObservation(one.stage, one.exact ? undefined : 5n));
  if (one.type === 'submit') world.answers.submit = one.answer;
  if (one.type === 'lookup') world.answers.lookup = one.answer;
  if (one.type === 'wait') {
    world.clock.at += one.ms;
    await world.engine.runDue();
  }
  await world.engine.idle();
}

function centsOf({ asset, amount }: MoneyView): bigint {
  const parsed = parseMoney(asset, amount);
  return parsed.ok ? parsed.value.units : -1n;
}

/** What must hold between two looks at one transaction, whatever happened in between. */
function expectNoUndoing(before: TransactionView, after: TransactionView): void {
  for (const step of before.steps.filter(({ state }) => state === 'done')) {
    expect(after.steps).toContainEqual(step);
  }
  expect(after.history.slice(0, before.history.length)).toEqual(before.history);
  expect(after.version).toBeGreaterThanOrEqual(before.version);
  if (before.state === 'completed') expect(['completed', 'reversed']).toContain(after.state);
  if (before.state === 'reversed') expect(after.state).toBe('reversed');
}

function expectSound(view: TransactionView): void {
  expect(schema.parse(view)).toEqual(view);
  const parts = [view.pay.amount, ...view.pay.fees.map((fee) => fee.amount)].map(centsOf);
  expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(centsOf(view.pay.total));
  expect(view.steps.length).toBeGreaterThanOrEqual(3);
  expect(view.steps.length).toBeLessThanOrEqual(5);
  expect(new Set(view.steps.map(({ key }) => key)).size).toBe(view.steps.length);
  expect(view.steps.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1);
  const moved = ['completed', 'returned', 'reversed', 'taken_back'].includes(view.state);
  expect(view.receipt !== null).toBe(moved);
  expect(view.action !== null).toBe(view.state === 'awaiting_you');
  if (view.state === 'completed') expect(view.receipt?.delivered).not.toBeNull();
  if (view.receipt) {
    const { charged, returned, paid } = view.receipt;
    expect(centsOf(charged) - centsOf(returned)).toBe(centsOf(paid));
    expect(centsOf(view.receipt.charged)).toBeLessThanOrEqual(centsOf(view.receipt.quoted));
    expect(centsOf(view.receipt.quoted) + centsOf(view.receipt.difference)).toBe(
      centsOf(view.receipt.charged),
    );
  }
  const other = view.receipt?.takenBack ?? view.receipt?.cameBack;
  expect(other?.transaction ?? null).toBe(view.reversedBy ?? view.reverses);
  if (view.compensation) {
    expect(view.receipt?.delivered ?? null).toBeNull();
    if (!view.ended) expect(view.compensation.next).not.toBe('start_again');
  }
  const statuses = view.history.map(({ status }) => status);
  expect(new Set(statuses).size).toBe(statuses.length);
}

describe('the view of a transaction', () => {
  it('R10 R11 has three to five steps, never undoes a done one, and adds up, along any life', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        submitAnswer,
        fc.array(move, { maxLength: 15 }),
        async (seed, first, moves) => {
          const world = createSmallWorld(seed);
          world.answers.submit = first;
          const { id } = await world.confirm(CUSTOMER);
          await world.engine.idle();
          const look = async (one = id) =>
            showTransaction(await world.read(one), { ...VIEWED, now: world.clock.now() });
          let before = await look();
          expectSound(before);
          for (const one of moves) {
            await make(world, id, one);
            const after = await look();
            expectSound(after);
            expectNoUndoing(before, after);
            before = after;
            if (after.reversedBy !== null) expectSound(await look(after.reversedBy));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
