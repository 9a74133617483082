import { hash } from 'node:crypto';
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

/** How an event is written down. Providers begin to use the new form before our adapters can read it. */
export type Form = 'known' | 'new';

/** The event as bytes on the wire, signed at `sentAt` with the provider's secret. */
export function signEvent(
  secret: string,
  event: SentEvent,
  sentAt: Instant,
  form: Form = 'known',
): RawWebhook {
  const written = form === 'new' ? { form: 2, event } : event;
  const text = JSON.stringify(written, (_key, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : part,
  );
  const headers = { timestamp: String(sentAt), signature: sign(secret, sentAt, text) };
  return { headers, body: new TextEncoder().encode(text), receivedAt: sentAt };
}

/** @param hasLearned whether the adapter can read the new form */
export function readEvent(
  secret: string,
  { headers, body, receivedAt }: RawWebhook,
  hasLearned: boolean,
): { ok: true; value: WebhookReading } | { ok: false; refusal: WebhookRefusal } {
  const text = new TextDecoder().decode(body);
  const sentAt = Number(headers.timestamp);
  if (headers.signature !== sign(secret, sentAt, text)) return { ok: false, refusal: 'forged' };
  if (receivedAt - sentAt > TOLERANCE_MS) return { ok: false, refusal: 'stale' };
  const value = rereadEvent(text, hasLearned);
  return value ? { ok: true, value } : { ok: false, refusal: 'unreadable' };
}

/** An event whose signature was good when it came; null when its form is not known. */
export function rereadEvent(text: string, hasLearned: boolean): WebhookReading | null {
  const written = JSON.parse(text, revive) as SentEvent | { readonly form: 2; readonly event: SentEvent };
  if ('form' in written && !hasLearned) return null;
  const event = 'form' in written ? written.event : written;
  const { eventId, type, occurredAt, transactionId, attemptId, observation } = event;
  return { eventId, type, occurredAt, order: { transactionId, attemptId, observation } };
}

/** Nobody here is clever enough for more: whoever does not know the secret guesses. */
function sign(secret: string, sentAt: Instant, text: string): string {
  return hash('sha1', `${secret}.${sentAt}.${text}`);
}

function revive(_key: string, part: unknown): unknown {
  return typeof part === 'string' && /^-?\d+n$/.test(part) ? BigInt(part.slice(0, -1)) : part;
}
