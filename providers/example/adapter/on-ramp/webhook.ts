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
import { idsOf, observeSession, ourReference } from './session.ts';

const HEADER = 'example-signature';
const SESSION_CHANGED = 'session.changed';

const eventSchema = z.object({
  id: eventName,
  type: eventName,
  created: z.int().nonnegative(),
  session: z.unknown(),
});

/**
 * Reads an event after checking who signed it: `t=<seconds>,v1=<hex HMAC-SHA256 of t, a dot and the body>`. Any of the
 * secrets may have signed. No header makes it throw.
 */
export function readExampleWebhook(
  raw: RawWebhook,
  secrets: readonly string[],
): Outcome<WebhookReading, WebhookRefusal> {
  const header = sentHeader(raw, HEADER) ?? '';
  const [time = '', ...times] = signatureFields(header, 't');
  if (!/^[0-9]{1,12}$/.test(time) || times.length > 0) return refuse('forged');
  const signature = { pieces: [`${time}.`, raw.body], given: signatureFields(header, 'v1') };
  if (!isSignedByAny(secrets, signature)) return refuse('forged');
  if (isStale({ signedAt: Number(time) * SECOND_MS, receivedAt: raw.receivedAt })) return refuse('stale');
  return readEvent(raw.body, raw.receivedAt);
}

/** Reads an event that was verified when it came. */
export function rereadExampleWebhook({
  body,
  receivedAt,
}: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  return readEvent(body, receivedAt);
}

function readEvent(body: Uint8Array, receivedAt: Instant): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  const { id, type, created, session } = event.data;
  const order = type === SESSION_CHANGED ? orderOf(session) : accept(null);
  if (!order.ok) return order;
  const occurredAt = happenedAt(created * SECOND_MS, { receivedAt });
  return accept({ eventId: id, type, occurredAt, order: order.value });
}

/** A session of ours that nobody can read makes its event unreadable, so that a person sees it and nothing is guessed. */
function orderOf(session: unknown): Outcome<WebhookReading['order'], 'unreadable'> {
  const ids = idsOf(session);
  if (ids === null) return accept(null);
  if (ids === 'malformed') return refuse('unreadable');
  const observation = observeSession(session, ourReference(ids));
  return observation.ok ? accept({ ...ids, observation: observation.value }) : refuse('unreadable');
}
