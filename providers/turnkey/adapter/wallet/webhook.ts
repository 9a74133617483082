import { verify } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { KeptWebhook, RawWebhook, WebhookReading, WebhookRefusal } from '@diboas/orchestration';
import {
  eventName,
  exactText,
  happenedAt,
  isStale,
  keptText,
  parseJson,
  sentHeader,
} from '@diboas/providers-kit';
import { hintedAddress } from '@diboas/providers-kit/wallet';
import { z } from 'zod';
import type { WebhookKeys } from '../wire/webhook-keys.ts';

/** An event about an activity is the activity itself, without `msg`. */
const eventSchema = z.object({ type: eventName.optional(), msg: z.unknown().optional() });
const balanceSchema = z.object({ caip2: z.string(), address: keptText.min(1) });

/**
 * Reads an event after checking who signed it: Turnkey, "Verify webhook signatures". None of its events names an order of
 * ours, since nothing of ours is in what Turnkey is asked for: each is recorded, and orders are looked up. One of a balance
 * names an address, which is a hint to look there.
 */
export function readTurnkeyWebhook(
  raw: RawWebhook,
  { keys, chain }: { readonly keys: WebhookKeys; readonly chain: NetworkChain },
): Outcome<WebhookReading, WebhookRefusal> {
  const signed = checkSignature(raw, keys);
  if (signed === null) return refuse('forged');
  const { eventId, signedAt } = signed;
  const { body, receivedAt } = raw;
  if (isStale({ signedAt, receivedAt })) return refuse('stale');
  return readEvent({ body, eventId, occurredAt: happenedAt(signedAt, { receivedAt }) }, chain);
}

/** Reads an event that was verified when it came. */
export function rereadTurnkeyWebhook(
  { body, eventId, receivedAt }: KeptWebhook,
  chain: NetworkChain,
): Outcome<WebhookReading, 'unreadable'> {
  return readEvent({ body, eventId, occurredAt: receivedAt }, chain);
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

function readEvent(
  { body, eventId, occurredAt }: VerifiedEvent,
  chain: NetworkChain,
): Outcome<WebhookReading, 'unreadable'> {
  const event = eventSchema.safeParse(parseJson(exactText(body) ?? ''));
  if (!event.success) return refuse('unreadable');
  const { type = 'unnamed', msg } = event.data;
  const hint = type.startsWith('balances:') ? balanceSchema.safeParse(msg).data : undefined;
  const address = hint === undefined ? null : hintedAddress(hint, chain);
  return accept({ eventId, type, occurredAt, order: null, ...(address === null ? {} : { address }) });
}
