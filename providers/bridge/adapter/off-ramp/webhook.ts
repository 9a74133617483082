import type { KeyObject } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import { eventName, exactText, happenedAt, isStale, parseJson } from '@diboas/providers-kit';
import { z } from 'zod';
import { SIGNATURE_AGE_MAX_MS, signedAt } from '../wire/signature.ts';
import type { BridgeWallet } from './payout.ts';
import { idsOf, observeTransfer, ourReference } from './transfer.ts';

const eventSchema = z.object({
  event_id: eventName,
  event_category: eventName,
  event_type: eventName,
  event_object: z.unknown(),
  event_created_at: z.iso.datetime({ offset: true }),
});

/** Reads an event after checking who signed it, with any of these keys, and when. */
export function readBridgeWebhook(
  raw: RawWebhook,
  keys: readonly KeyObject[],
  wallet: BridgeWallet,
): Outcome<WebhookReading, WebhookRefusal> {
  const at = signedAt(raw, keys);
  if (at === null) return refuse('forged');
  const { receivedAt } = raw;
  if (isStale({ signedAt: at, receivedAt, ageMaxMs: SIGNATURE_AGE_MAX_MS })) return refuse('stale');
  return readEvent(raw.body, { receivedAt, wallet });
}

/** Reads an event that was verified when it came. */
export function rereadBridgeWebhook(
  { body, receivedAt }: KeptWebhook,
  wallet: BridgeWallet,
): Outcome<WebhookReading, 'unreadable'> {
  return readEvent(body, { receivedAt, wallet });
}

function readEvent(
  body: Uint8Array,
  { receivedAt, wallet }: { receivedAt: Instant; wallet: BridgeWallet },
): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  const { event_id: eventId, event_category: category, event_type: type, event_object: told } = event.data;
  // A deleted transfer is told of as it was before.
  const transfer = isDeletion(type) ? asCanceled(told) : told;
  const order = category === 'transfer' ? orderOf(transfer, wallet) : accept(null);
  if (!order.ok) return order;
  const occurredAt = happenedAt(Date.parse(event.data.event_created_at), { receivedAt });
  return accept({ eventId, type, occurredAt, order: order.value });
}

/** Bridge's pages write the kind of an event with its category before it, and without. */
function isDeletion(type: string): boolean {
  return ['deleted', 'canceled'].includes(type.replace(/^transfer\./, ''));
}

function asCanceled(transfer: unknown): unknown {
  return typeof transfer === 'object' && transfer !== null ? { ...transfer, state: 'canceled' } : transfer;
}

/** A transfer of ours that nobody can read makes its event unreadable, so that a person sees it and nothing is guessed. */
function orderOf(transfer: unknown, wallet: BridgeWallet): Outcome<WebhookReading['order'], 'unreadable'> {
  const ids = idsOf(transfer);
  if (ids === null) return accept(null);
  if (ids === 'malformed') return refuse('unreadable');
  const observation = observeTransfer(transfer, { reference: ourReference(ids), wallet });
  return observation.ok ? accept({ ...ids, observation: observation.value }) : refuse('unreadable');
}
