import { verify } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { eventName, exactText, happenedAt, isStale, parseJson, sentHeader } from '@diboas/providers-kit';
import { z } from 'zod';
import type { WebhookKeys } from '../wire/webhook-keys.ts';

const eventSchema = z.object({ type: eventName.optional() });

/**
 * Reads an event after checking who signed it: Turnkey, "Verify webhook signatures". None of its events names an order of
 * ours, since nothing of ours is in what Turnkey is asked for: each is recorded, and orders are looked up.
 */
export function readTurnkeyWebhook(
  raw: RawWebhook,
  keys: WebhookKeys,
): Outcome<WebhookReading, WebhookRefusal> {
  const signed = checkSignature(raw, keys);
  if (signed === null) return refuse('forged');
  const { eventId, signedAt } = signed;
  const { body, receivedAt } = raw;
  if (isStale({ signedAt, receivedAt })) return refuse('stale');
  return readEvent({ body, eventId, occurredAt: happenedAt(signedAt, { receivedAt }) });
}

/** Reads an event that was verified when it came. */
export function rereadTurnkeyWebhook({
  body,
  eventId,
  receivedAt,
}: KeptWebhook): Outcome<WebhookReading, 'unreadable'> {
  return readEvent({ body, eventId, occurredAt: receivedAt });
}

interface Signed {
  readonly eventId: string;
  readonly signedAt: Instant;
}

function checkSignature(raw: RawWebhook, keys: WebhookKeys): Signed | null {
  const header = (name: string) => sentHeader(raw, `x-turnkey-${name}`) ?? '';
  const [version, algorithm] = [header('signature-version'), header('signature-algorithm')];
  const [keyId, timestamp, eventId] = [header('signature-key-id'), header('timestamp'), header('event-id')];
  const signature = header('signature');
  const isWhole =
    version === 'v1' &&
    algorithm === 'ed25519' &&
    /^\d{1,15}$/.test(timestamp) &&
    eventName.safeParse(eventId).success &&
    /^[0-9a-f]{128}$/i.test(signature);
  if (!isWhole) return null;
  const key = keys.of(keyId);
  if (key === null) return null;
  const begin = Buffer.from(`${version}.${algorithm}.${keyId}.${timestamp}.${eventId}.`, 'utf8');
  const isGood = verify(null, Buffer.concat([begin, raw.body]), key, Buffer.from(signature, 'hex'));
  return isGood ? { eventId, signedAt: Number(timestamp) } : null;
}

interface VerifiedEvent {
  readonly body: Uint8Array;
  readonly eventId: string;
  readonly occurredAt: Instant;
}

function readEvent({ body, eventId, occurredAt }: VerifiedEvent): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  return accept({ eventId, type: event.data.type ?? 'unnamed', occurredAt, order: null });
}
