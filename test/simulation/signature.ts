import { createHmac } from 'node:crypto';
import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Observation, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';

/** What a provider's event says, before it is signed. */
export interface SentEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly transactionId: string;
  readonly attemptId: string;
  readonly observation: Observation;
}

/** Older than this by the receiver's clock is refused, as the real providers' libraries do. */
const TOLERANCE_MS = 5 * MINUTE_MS;

/** The event as bytes on the wire, signed at `sentAt` with the provider's secret. */
export function signEvent(secret: string, event: SentEvent, sentAt: Instant): RawWebhook {
  const text = JSON.stringify(event, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  const headers = { timestamp: String(sentAt), signature: sign(secret, sentAt, text) };
  return { headers, body: new TextEncoder().encode(text), receivedAt: sentAt };
}

export function readEvent(
  secret: string,
  { headers, body, receivedAt }: RawWebhook,
): { ok: true; value: WebhookReading } | { ok: false; refusal: WebhookRefusal } {
  const text = new TextDecoder().decode(body);
  const sentAt = Number(headers.timestamp);
  if (headers.signature !== sign(secret, sentAt, text)) return { ok: false, refusal: 'forged' };
  if (receivedAt - sentAt > TOLERANCE_MS) return { ok: false, refusal: 'stale' };
  const event = JSON.parse(text, revive) as SentEvent;
  const { eventId, type, occurredAt, transactionId, attemptId, observation } = event;
  return { ok: true, value: { eventId, type, occurredAt, order: { transactionId, attemptId, observation } } };
}

function sign(secret: string, sentAt: Instant, text: string): string {
  return createHmac('sha256', secret).update(`${sentAt}.${text}`).digest('hex');
}

function revive(_key: string, part: unknown): unknown {
  return typeof part === 'string' && /^-?\d+n$/.test(part) ? BigInt(part.slice(0, -1)) : part;
}
