import { createHash } from 'node:crypto';
import { accept, bucketOf, type Clock, isId, type Outcome, refuse } from '@diboas/kernel';
import {
  type AuditEntry,
  type AuditLog,
  type Engine,
  type Provider,
  type Quarantine,
  StoreUnavailableError,
  type WebhookReading,
} from '@diboas/orchestration';
import { type HttpRefusal, tooMany } from '../refusals/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface WebhookParts {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly engine: Engine;
  readonly audit: AuditLog;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly createId: (customerId: string) => string;
  readonly metrics: Metrics;
}

export interface ReceivedWebhook {
  readonly providerId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Counts one that is not signed, and answers whether its sender has sent too many of them. */
  readonly isFlood: () => Promise<boolean>;
  /** Puts on record that a provider's name was used without a good signature: by number, when there are many. */
  readonly noteStranger: (providerId: string, act: string) => Promise<void>;
}

/**
 * Takes in one webhook, and answers yes only when what came of it is committed: applied, known already, parked,
 * or noted as none of ours. What is not signed is counted and its number audited, and nothing of its content
 * is kept, for anybody may send one and the audit is kept for ever. An error passes through, so that the
 * provider sends it again.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  { providerId, headers, body, isFlood, noteStranger }: ReceivedWebhook,
): Promise<Outcome<null, HttpRefusal>> {
  const provider = parts.providers.get(providerId);
  if (!provider) return refuse({ code: 'not_found', detail: 'there is no such provider' });
  const receivedAt = parts.clock.now();
  const reading = provider.readWebhook({ headers, body, receivedAt });
  if (!reading.ok) {
    const act = `webhook_${reading.refusal}`;
    if (reading.refusal === 'unreadable') {
      await note(parts, provider, { act, subject: provider.id });
      return keep(parts, provider, { body, receivedAt });
    }
    const flood = await isFlood();
    parts.metrics.webhooks.inc({ provider: provider.id, outcome: flood ? 'flood' : reading.refusal });
    await noteStranger(provider.id, act);
    if (flood) return refuse(tooMany(60));
    return refuse({ code: 'invalid_signature', detail: reading.refusal });
  }
  const { eventId, type, occurredAt, order } = reading.value;
  if (!isStorable(reading.value)) {
    await note(parts, provider, { act: 'webhook_unreadable', subject: provider.id });
    return keep(parts, provider, { body, receivedAt });
  }
  if (order === null) {
    await note(parts, provider, { act: 'webhook_not_ours', subject: eventId, detail: { type } });
    return accept(null);
  }
  const event = { provider: provider.id, eventId, type, occurredAt, receivedAt };
  try {
    const reply = await parts.engine.send({
      type: 'webhook',
      ...order,
      event: { ...event, payload: body.toString('utf8') },
    });
    parts.metrics.webhooks.inc({ provider: provider.id, outcome: reply.kind });
    return accept(null);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    // It failed alone twice, and would again however often it came: its transaction is shown to a person, and the event
    // waits to be replayed once the fault of ours is mended.
    await note(parts, provider, { act: 'webhook_failed', subject: eventId, detail: { type } });
    return keep(parts, provider, { body, receivedAt });
  }
}

/**
 * Signed, so it is the provider's, and perhaps important: it is kept until the adapter can read it. The provider is
 * told yes, for sending it again would not help.
 */
async function keep(
  { quarantine }: WebhookParts,
  { id: provider }: Provider,
  { body, receivedAt }: { body: Buffer; receivedAt: number },
): Promise<Outcome<null, HttpRefusal>> {
  const payload = body.toString('utf8');
  // What is no text has no place in a text column, and no provider sends it.
  if (payload.includes('\0')) return refuse({ code: 'invalid_request', detail: 'unreadable event' });
  const eventId = `unreadable-${createHash('sha256').update(body).digest('hex')}`;
  await quarantine.quarantine({
    ...{ provider, eventId, type: 'unreadable', payload },
    ...{ occurredAt: receivedAt, receivedAt },
  });
  return accept(null);
}

/** Later than any clock that is right, and a date that every column takes. */
const LAST_MOMENT = Date.UTC(2200, 0, 1);

/** Plain names that any column takes, and ids that carry a bucket. Adapters see to it; this is the last look. */
export function isStorable({ eventId, type, occurredAt, order }: WebhookReading): boolean {
  const plain = /^[\x20-\x7e]{1,255}$/;
  if (!plain.test(eventId) || !plain.test(type)) return false;
  if (!(occurredAt >= 0 && occurredAt <= LAST_MOMENT)) return false;
  return order === null || (isId(order.transactionId) && isId(order.attemptId));
}

async function note(
  parts: WebhookParts,
  provider: Provider,
  { act, subject, detail = {} }: Pick<AuditEntry, 'act' | 'subject'> & { detail?: AuditEntry['detail'] },
): Promise<void> {
  parts.metrics.webhooks.inc({ provider: provider.id, outcome: act.replace('webhook_', '') });
  await appendNote(parts, provider.id, { act, subject, detail });
}

/** Puts on record what a provider sent, or somebody in its name. */
export async function appendNote(
  { audit, createId, clock }: Pick<WebhookParts, 'audit' | 'createId' | 'clock'>,
  providerId: string,
  what: Pick<AuditEntry, 'act' | 'subject' | 'detail'>,
): Promise<void> {
  const entry = { id: createId(providerId), at: clock.now(), actor: providerId, ...what };
  await audit.append(bucketOf(providerId), [entry]);
}
