// A payment that the payer's bank takes back, days after it was credited. No provider of ours tells of that on its wire, so
// nothing of the sandbox can: the engine is told as an adapter would tell it, on the demo's own database.
import { getRandomValues } from 'node:crypto';
import { BANKING_OPERATIONS } from '@diboas/banking';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { assert, createPooledRandom, type Id } from '@diboas/kernel';
import { createEngine, DEFAULT_PACE, type Movement, reversedBy } from '@diboas/orchestration';
import { createPostgresStore, openPool } from '@diboas/storage';

/** Answers the transaction that takes the money out of the balance again. */
export async function tellTakenBack(databaseUrl: string, transactionId: Id): Promise<Id> {
  const pool = openPool(databaseUrl, { max: 2 });
  try {
    const store = createPostgresStore(pool);
    const clock = { now: () => Date.now() };
    const engine = createEngine({
      ...{ store, clock, random: createPooledRandom(getRandomValues), pace: DEFAULT_PACE },
      providers: new Map(),
      operations: new Map(
        [...BANKING_OPERATIONS, ...INVESTING_OPERATIONS].map((operation) => [operation.name, operation]),
      ),
      returnUrl: () => 'https://example.com/',
    });
    const attempt = (await store.transaction(transactionId))?.attempts.at(-1);
    const taken = attempt?.movements.find(({ kind }) => kind === 'taken');
    assert(attempt && taken, 'what is taken back was taken before', { transactionId });
    const back: Movement = { ...taken, kind: 'taken_back', reason: 'R10' };
    const at = clock.now();
    await engine.send({
      ...{ type: 'webhook', transactionId, attemptId: attempt.id },
      observation: {
        ...{ reference: attempt.reference ?? '', stage: 'ended', end: 'done', milestone: 'taken back' },
        ...{ actionUrl: null, movements: [...attempt.movements, back] },
      },
      event: {
        ...{
          provider: attempt.provider,
          eventId: `demo-taken-back-${transactionId}`,
          type: 'demo.taken_back',
        },
        ...{ occurredAt: at, receivedAt: at, payload: '{}' },
      },
    });
    await engine.stop();
    const reversed = await store.transaction(transactionId);
    const reversal = reversed && reversedBy(reversed);
    assert(reversal, 'what was taken back has a transaction that takes it', { transactionId });
    return reversal;
  } finally {
    await pool.end();
  }
}
