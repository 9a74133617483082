import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import {
  eventName,
  exactText,
  happenedAt,
  isSignedByAny,
  isStale,
  parseJson,
  sentHeader,
  signatureFields,
} from '@diboas/providers-kit';
import { z } from 'zod';
import type { PayoutConnection } from '../wire/connection.ts';
import { observePayment, type PaymentContext } from './payment.ts';
import { marksOf } from './payment-metadata.ts';
import { PAYMENTS_PATH } from './payout.ts';

const HEADER = 'stripe-signature';

/** Stripe's own window against replays. A signature from the future is fine: only the holder of the secret makes one. */
const TOLERANCE_SECONDS = 300;

const PAYMENT = 'v2.money_management.outbound_payment';

const notificationSchema = z.object({
  object: z.literal('v2.core.event'),
  id: eventName,
  type: eventName,
  created: z.iso.datetime({ offset: true }),
  related_object: z.object({ id: eventName, type: z.string() }).nullish(),
});

/**
 * Reads a thin event: it names what it is about, and not how that stands, which is asked for then. Whether it is signed, by any
 * of the `secrets`, and young enough is the SDK's word; what it refuses is told apart here, and believed in no case.
 */
export function readPayoutWebhook(
  connection: Pick<PayoutConnection, 'readNotification'>,
  raw: RawWebhook,
  secrets: readonly string[],
): Outcome<WebhookReading, WebhookRefusal> {
  const text = exactText(raw.body);
  const header = sentHeader(raw, HEADER);
  if (text === null || !header) return refuse('forged');
  const { receivedAt } = raw;
  const signed = { header, toleranceSeconds: TOLERANCE_SECONDS, receivedAt };
  for (const secret of secrets) {
    try {
      return readNotification(connection.readNotification(text, { ...signed, secret }), receivedAt);
    } catch {
      // Not signed by this one, too old, or no event: the next secret may have signed it.
    }
  }
  return refuse(whyRefused(raw, { header, secrets }));
}

/** Some odd headers make the SDK throw whatever it likes, so what it throws says nothing. */
function whyRefused(
  { body, receivedAt }: RawWebhook,
  { header, secrets }: { header: string; secrets: readonly string[] },
): WebhookRefusal {
  const [time = '', ...times] = signatureFields(header, 't');
  if (!/^[0-9]{1,12}$/.test(time) || times.length > 0) return 'forged';
  const given = signatureFields(header, 'v1');
  if (!isSignedByAny(secrets, { pieces: [`${time}.`, body], given })) return 'forged';
  return isStale({ signedAt: Number(time) * SECOND_MS, receivedAt }) ? 'stale' : 'unreadable';
}

/** Reads an event that was verified when it came. */
export function rereadPayoutWebhook({
  body,
  receivedAt,
}: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  return readNotification(parseJson(exactText(body) ?? ''), receivedAt);
}

function readNotification(told: unknown, receivedAt: Instant): Outcome<WebhookReading, 'unreadable'> {
  const event = notificationSchema.safeParse(told);
  if (!event.success) return refuse('unreadable');
  const { id: eventId, type, created, related_object: about } = event.data;
  const occurredAt = happenedAt(Date.parse(created), { receivedAt });
  const named = about?.type === PAYMENT ? { named: about.id } : {};
  return accept({ eventId, type, occurredAt, order: null, ...named });
}

/** Whose the payment is that an event named, and how it stands by now. */
export async function paymentNamed(
  connection: PayoutConnection,
  name: string,
  context: PaymentContext,
): Promise<Outcome<WebhookReading['order'], 'unavailable' | 'unreadable'>> {
  let body: unknown;
  try {
    body = await connection.get(`${PAYMENTS_PATH}/${encodeURIComponent(name)}`);
  } catch {
    // Whatever it was, also a no of Stripe's to what it has just named itself: it proves nothing, and is told of again.
    return refuse('unavailable');
  }
  const marks = marksOf(body);
  if (marks === null) return accept(null);
  if (marks === 'malformed') return refuse('unreadable');
  const { transactionId, attemptId } = marks;
  const observation = observePayment(body, { ...context, attemptId });
  return observation.ok
    ? accept({ transactionId, attemptId, observation: observation.value })
    : refuse('unreadable');
}
