import { createHmac } from 'node:crypto';
import { accept, type Instant, isId, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { eventName, exactText, happenedAt, parseJson, secretKey } from '@diboas/providers-kit';
import Stripe from 'stripe';
import { z } from 'zod';
import { observeSession, parseSession } from './session.ts';

/** Stripe's own window against replays. A signature from the future is fine: only the holder of the secret makes one. */
const TOLERANCE_SECONDS = 300;

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
  const text = exactText(raw.body);
  const header = raw.headers['stripe-signature'];
  if (text === null || !header) return refuse('forged');
  const { receivedAt } = raw;
  const fresh = { toleranceSeconds: TOLERANCE_SECONDS, at: receivedAt };
  if (secrets.some((secret) => isSigned({ text, header, secret, ...fresh })))
    return readEvent(text, receivedAt);
  return refuse(secrets.some((secret) => isSigned({ text, header, secret })) ? 'stale' : 'forged');
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

/** The SDK's own way to compute a signature begins with a bare text, which takes Node six times as long as a key object. */
class Hmacs extends Stripe.CryptoProvider {
  override computeHMACSignature(payload: string, secret: string): string {
    return createHmac('sha256', secretKey(secret)).update(payload, 'utf8').digest('hex');
  }
}
const hmacs = new Hmacs();

/**
 * Whether the header holds a good signature of the text; without a tolerance its age is not looked at. The SDK
 * says "wrong" and "too old" with one kind of error, so telling them apart takes two questions. Both go to the SDK
 * and none to a parser of ours, which might read another timestamp from an odd header than the one that was signed.
 * Some odd headers make it throw a plain error in place of its own. Anybody may send one, so whatever is thrown while a
 * signature is looked at means that there is no good one.
 */
function isSigned({
  text,
  header,
  secret,
  toleranceSeconds = 0,
  at = 0,
}: {
  text: string;
  header: string;
  secret: string;
  toleranceSeconds?: number;
  at?: number;
}): boolean {
  try {
    return (
      Stripe.webhooks.signature?.verifyHeader(text, header, secret, toleranceSeconds, hmacs, at) === true
    );
  } catch {
    return false;
  }
}
