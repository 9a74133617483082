import { accept, type Instant, isId, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { eventName, exactText, happenedAt, parseJson } from '@diboas/providers-kit';
import { z } from 'zod';
import { signedText } from '../wire/signature.ts';
import { observeSession, parseSession } from './session.ts';

/** Stripe documents the first name; integrations in the field have also been sent the second. */
const SESSION_EVENTS: ReadonlySet<string> = new Set([
  'crypto.onramp_session.updated',
  'crypto.onramp_session_updated',
]);

const eventSchema = z.object({
  id: eventName,
  type: eventName,
  created: z.int().nonnegative(),
  data: z.object({ object: z.unknown() }),
});

/**
 * Reads an event after checking who signed it (docs.stripe.com/webhooks/signature). A session whose status or
 * amounts nobody can read makes its event `unreadable`, so that a person sees it and nothing is guessed. Any of the
 * `secrets` may have signed it.
 */
export function readStripeWebhook(
  raw: RawWebhook,
  secrets: readonly string[],
): Outcome<WebhookReading, WebhookRefusal> {
  const text = signedText(raw, secrets);
  return text.ok ? readEvent(text.value, raw.receivedAt) : text;
}

/** Reads an event that was verified when it came. */
export function rereadStripeWebhook({
  body,
  receivedAt,
}: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  const text = exactText(body);
  return text === null ? refuse('unreadable') : readEvent(text, receivedAt);
}

function readEvent(text: string, receivedAt: Instant): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(text));
  if (!event.success) return refuse('unreadable');
  const { id, type, created, data } = event.data;
  const order = SESSION_EVENTS.has(type) ? orderOf(data.object) : accept(null);
  if (!order.ok) return order;
  const occurredAt = happenedAt(created * SECOND_MS, { receivedAt });
  return accept({ eventId: id, type, occurredAt, order: order.value });
}

function orderOf(object: unknown): Outcome<WebhookReading['order'], 'unreadable'> {
  const session = parseSession(object);
  if (!session.ok) return refuse('unreadable');
  const transactionId = session.value.metadata?.diboas_transaction_id;
  const attemptId = session.value.metadata?.diboas_attempt_id;
  // Somebody else's session on the same Stripe account.
  if (transactionId === undefined && attemptId === undefined) return accept(null);
  if (!isId(transactionId) || !isId(attemptId)) return refuse('unreadable');
  const observation = observeSession(session.value);
  if (!observation.ok) return refuse('unreadable');
  return accept({ transactionId, attemptId, observation: observation.value });
}
