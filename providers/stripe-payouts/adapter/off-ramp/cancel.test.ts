import { assert } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import type { WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { answer, at, failure, NOW, payment, SUBMISSION } from './adapter-for-tests.ts';

const { key, transactionId, attemptId } = SUBMISSION;
const LOOKUP: Lookup = { key, transactionId, attemptId, reference: 'obp_1', startedAt: NOW };

const cancel = (acts: readonly WireAct[]) =>
  at(acts, async ({ cancel: ask }) => {
    assert(ask, 'a payment can be cancelled');
    return await ask(LOOKUP);
  });

describe('a cancel', () => {
  it('is under a key of its own, and what the payment says then is the answer', async () => {
    const canceled = answer(payment({ status: 'canceled' }));
    const { outcome, sent } = await cancel([canceled, canceled]);
    expect(outcome).toEqual({ kind: 'asked' });
    expect(sent[0]).toMatchObject({
      key: 'cancel-attempt-key',
      path: expect.stringMatching(/obp_1\/cancel$/),
    });
  });

  it.each([
    [
      'a payment that goes on is too late',
      [failure(400, { type: 'not_cancelable' }), answer(payment())],
      'too_late',
    ],
    [
      'what was cancelled before is asked',
      [failure(400, { type: 'already_canceled' }), answer(payment({ status: 'canceled' }))],
      'asked',
    ],
    ['an answer that was lost is unknown while it goes on', ['reset', answer(payment())], 'unknown'],
    [
      'an answer that was lost is asked once it shows',
      ['reset', answer(payment({ status: 'canceled' }))],
      'asked',
    ],
    ['a yes that does not show yet is unknown', [answer(payment()), answer(payment())], 'unknown'],
    ['a payment that nobody can read is unknown', [answer({}), answer({})], 'unknown'],
  ] as const)('of %s', async (_name, acts, kind) => {
    expect((await cancel(acts)).outcome.kind).toBe(kind);
  });
});
