import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import {
  eventName,
  exactText,
  happenedAt,
  isSignedByAny,
  isStale,
  parseJsonKeepingNumbers,
  sentHeader,
  signatureFields,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { parseReference } from './reference.ts';
import { observeTransaction } from './transaction.ts';

const HEADER = 'moonpay-signature-v2';

/** What is told of purchases; MoonPay tells of sales, swaps and identity checks too. */
const BUY_EVENTS: ReadonlySet<string> = new Set([
  'transaction_created',
  'transaction_updated',
  'transaction_failed',
]);

const eventSchema = z.object({ type: eventName, data: z.unknown() });
const ofWhomSchema = z.object({ externalTransactionId: z.string().nullish() });

/**
 * Reads an event after checking who signed it: `t=<seconds>,s=<hex HMAC-SHA256 of t, a dot and the body>`, by the webhook
 * key of the account (dev.moonpay.com/api-reference/widget/webhooks/signature). The older header without `-V2` is not looked
 * at. An event has no id: the same bytes are the same event. No header makes it throw.
 */
export function readMoonpayWebhook(
  raw: RawWebhook,
  keys: readonly string[],
): Outcome<WebhookReading, WebhookRefusal> {
  const header = sentHeader(raw, HEADER) ?? '';
  const [time = '', ...times] = signatureFields(header, 't');
  if (!/^[0-9]{1,12}$/.test(time) || times.length > 0) return refuse('forged');
  const signature = { pieces: [`${time}.`, raw.body], given: signatureFields(header, 's') };
  if (!isSignedByAny(keys, signature)) return refuse('forged');
  const signedAt = Number(time) * SECOND_MS;
  if (isStale({ signedAt, receivedAt: raw.receivedAt })) return refuse('stale');
  const occurredAt = happenedAt(signedAt, { receivedAt: raw.receivedAt });
  return readEvent({ body: raw.body, eventId: `body-${sha256(raw.body)}`, occurredAt });
}

/** Reads an event that was verified when it came. Its headers are gone, so it is dated by when it was received. */
export function rereadMoonpayWebhook({
  body,
  eventId,
  receivedAt,
}: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  return readEvent({ body, eventId, occurredAt: receivedAt });
}

function readEvent({
  body,
  eventId,
  occurredAt,
}: {
  readonly body: Uint8Array;
  readonly eventId: string;
  readonly occurredAt: Instant;
}): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJsonKeepingNumbers(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  const { type, data } = event.data;
  const order = BUY_EVENTS.has(type) ? orderOf(data) : accept(null);
  return order.ok ? accept({ eventId, type, occurredAt, order: order.value }) : order;
}

/** A purchase of ours that nobody can read makes its event unreadable, so that a person sees it and nothing is guessed. */
function orderOf(data: unknown): Outcome<WebhookReading['order'], 'unreadable'> {
  const ofWhom = ofWhomSchema.safeParse(data);
  if (!ofWhom.success) return refuse('unreadable');
  const reference = ofWhom.data.externalTransactionId ?? '';
  const ids = parseReference(reference);
  if (ids === null) return accept(null);
  if (ids === 'malformed') return refuse('unreadable');
  const observation = observeTransaction(data, reference);
  return observation.ok ? accept({ ...ids, observation: observation.value }) : refuse('unreadable');
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
