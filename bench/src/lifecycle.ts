import { type Engine, type Input, isFinal, type Terms, type TransactionReader } from '@diboas/orchestration';
import { clock, observationOf } from './workload.ts';

/** The webhook that a provider would send at this stage. */
export function webhookInput(terms: Terms, attemptId: string, stage: 'processing' | 'succeeded'): Input {
  const now = clock.now();
  const payload = JSON.stringify({ id: `evt_${stage}_${terms.id}`, type: 'crypto.onramp_session.updated' });
  const event = {
    provider: 'instant',
    eventId: `evt_${stage}_${terms.id}`,
    type: 'crypto.onramp_session.updated',
    occurredAt: now,
    receivedAt: now,
    payload,
  };
  const observation = observationOf(terms, stage);
  return { type: 'webhook', transactionId: terms.id, attemptId, observation, event };
}

/**
 * One whole life: confirm, be accepted (the engine brings that answer in by itself), payment confirmed, delivered.
 * Four commits' worth of inputs.
 */
export async function runLifecycle(engine: Engine, terms: Terms): Promise<void> {
  const totalSeen = terms.price.total;
  const key = `bench-${terms.id}`;
  const reply = await engine.send({ type: 'initiate', terms, key, fingerprint: terms.id, totalSeen });
  if (reply.kind !== 'applied') throw new Error(`a lifecycle did not start: ${reply.kind}`);
  const attemptId = reply.transaction.attempts[0]?.id ?? '';
  await engine.send(webhookInput(terms, attemptId, 'processing'));
  const last = await engine.send(webhookInput(terms, attemptId, 'succeeded'));
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
