import { type Input, isFinal, type Terms, type TransactionReader } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { type BenchEngine, clock } from './workload.ts';

/** The webhook that a provider would send once it has delivered. */
function deliveredWebhook(terms: Terms, attemptId: string): Input {
  const now = clock.now();
  const eventId = `evt_succeeded_${terms.id}`;
  const type = 'crypto.onramp_session.updated';
  const payload = JSON.stringify({ id: eventId, type });
  const event = { provider: 'instant', eventId, type, occurredAt: now, receivedAt: now, payload };
  const observation = tellOf(terms, 'done');
  return { type: 'webhook', transactionId: terms.id, attemptId, observation, event };
}

/**
 * One whole life: validate, reserve and send; be accepted; wait for the signal; settle. That is three commits' worth
 * of inputs: the confirmation, the provider's answer (which the engine brings in by itself) and the webhook. The
 * signal comes only after the answer is committed, or it would overtake the answer and save its commit.
 */
export async function runLifecycle(engine: BenchEngine, terms: Terms): Promise<void> {
  const totalSeen = terms.price.total;
  const key = `bench-${terms.id}`;
  const accepted = engine.accepted(terms.id);
  const reply = await engine.send({ type: 'initiate', terms, key, fingerprint: terms.id, totalSeen });
  if (reply.kind !== 'applied') throw new Error(`a lifecycle did not start: ${reply.kind}`);
  await accepted;
  const attemptId = reply.transaction.attempts[0]?.id ?? '';
  const last = await engine.send(deliveredWebhook(terms, attemptId));
  if (last.kind !== 'applied' || last.transaction.status !== 'COMPLETED') {
    throw new Error(`a lifecycle did not complete: ${last.kind}`);
  }
}

/** Checks after the clock has stopped that every life really ended. */
export async function assertCompleted(store: TransactionReader, terms: readonly Terms[]): Promise<void> {
  for (const { id } of terms) {
    const transaction = await store.transaction(id);
    if (!transaction || !isFinal(transaction.status)) throw new Error(`${id} did not end`);
  }
}
