import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { eventName, exactText, happenedAt, isStale, parseJson } from '@diboas/providers-kit';
import { z } from 'zod';
import { checkSignature } from '../wire/signature.ts';
import { parseReference, type ReferenceMode } from './reference.ts';
import { observeTransaction } from './transaction.ts';

const eventSchema = z.object({ eventType: eventName, partnerUserRef: z.string().nullish() });

/**
 * Reads an event after checking who signed it. A transaction of ours whose status or amounts nobody can read makes
 * its event `unreadable`, so that a person sees it and nothing is guessed. Any of the `secrets` may have signed it.
 */
export function readCoinbaseWebhook(
  raw: RawWebhook,
  secrets: readonly string[],
  mode: ReferenceMode,
): Outcome<WebhookReading, WebhookRefusal> {
  const signature = checkSignature(raw, secrets);
  if (signature === null) return refuse('forged');
  const { receivedAt } = raw;
  const signedAt = signature.seconds * SECOND_MS;
  if (isStale({ signedAt, receivedAt })) return refuse('stale');
  const occurredAt = happenedAt(signedAt, { receivedAt });
  // Only a signed header names the event; without one, the same bytes are the same event.
  const named = eventName.safeParse(signature.headers.get('x-event-id'));
  const eventId = named.success ? named.data : `body-${sha256(raw.body)}`;
  return readEvent({ body: raw.body, eventId, occurredAt }, mode);
}

/** Reads an event that was verified when it came. Its headers are gone, so it is dated by when it was received. */
export function rereadCoinbaseWebhook(
  { body, eventId, receivedAt }: KeptWebhook,
  mode: ReferenceMode,
): Outcome<WebhookReading, 'unreadable'> {
  return readEvent({ body, eventId, occurredAt: receivedAt }, mode);
}

interface VerifiedEvent {
  readonly body: Uint8Array;
  readonly eventId: string;
  readonly occurredAt: Instant;
}

function readEvent(
  { body: bytes, eventId, occurredAt }: VerifiedEvent,
  mode: ReferenceMode,
): Outcome<WebhookReading, 'unreadable'> {
  const body = parseJson(exactText(bytes) ?? '');
  const event = eventSchema.safeParse(body);
  if (!event.success) return refuse('unreadable');
  const { eventType: type, partnerUserRef } = event.data;
  const order = type.startsWith('onramp.') ? orderOf(body, partnerUserRef ?? '', mode) : accept(null);
  if (!order.ok) return order;
  return accept({ eventId, type, occurredAt, order: order.value });
}

function orderOf(
  body: unknown,
  reference: string,
  mode: ReferenceMode,
): Outcome<WebhookReading['order'], 'unreadable'> {
  const ids = parseReference(reference, mode);
  // Somebody else's purchase on the same Coinbase project.
  if (ids === null) return accept(null);
  if (ids === 'malformed') return refuse('unreadable');
  const observation = observeTransaction(body, reference);
  if (!observation.ok) return refuse('unreadable');
  return accept({ ...ids, observation: observation.value });
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
