import { createHmac, timingSafeEqual } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
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
import { hintedAddress, sending } from '@diboas/providers-kit/wallet';
import { z } from 'zod';
import { readOrderName } from './order-name.ts';

const eventSchema = z.object({ type: eventName });
const depositSchema = z.object({ caip2: z.string(), recipient: keptText.min(1) });
const transactionSchema = z.object({
  transaction_id: keptText.min(1),
  reference_id: keptText.nullish(),
});

/** Events of what a network has, by Privy's word: what comes of it is for a look-up to tell. */
const ON_ITS_WAY: ReadonlySet<string> = new Set(
  ['broadcasted', 'still_pending', 'confirmed', 'finalized', 'execution_reverted'].map(
    (status) => `transaction.${status}`,
  ),
);

export interface WebhookParts {
  /** Each `whsec_` and a key in base64. Any of them may have signed. */
  readonly secrets: readonly string[];
  readonly chain: NetworkChain;
}

/**
 * Reads an event after checking who signed it, as Svix does it for Privy ("Verifying Webhooks Manually" of Svix). What it says
 * of a transaction is only that Privy has it; one of a deposit is a hint to look at an address.
 */
export function readPrivyWebhook(
  raw: RawWebhook,
  { secrets, chain }: WebhookParts,
): Outcome<WebhookReading, WebhookRefusal> {
  const signed = checkSignature(raw, secrets);
  if (signed === null) return refuse('forged');
  const { eventId, signedAt } = signed;
  const { body, receivedAt } = raw;
  if (isStale({ signedAt, receivedAt })) return refuse('stale');
  return readEvent({ body, eventId, occurredAt: happenedAt(signedAt, { receivedAt }) }, chain);
}

/** Reads an event that was verified when it came. */
export function rereadPrivyWebhook(
  { body, eventId, receivedAt }: KeptWebhook,
  chain: NetworkChain,
): Outcome<WebhookReading, 'unreadable'> {
  return readEvent({ body, eventId, occurredAt: receivedAt }, chain);
}

interface Signed {
  readonly eventId: string;
  readonly signedAt: Instant;
}

function checkSignature(raw: RawWebhook, secrets: readonly string[]): Signed | null {
  const [eventId, timestamp] = [sentHeader(raw, 'svix-id') ?? '', sentHeader(raw, 'svix-timestamp') ?? ''];
  if (!eventName.safeParse(eventId).success || !/^[1-9]\d{0,11}$/.test(timestamp)) return null;
  const given = (sentHeader(raw, 'svix-signature') ?? '')
    .split(' ')
    .flatMap((one) => (/^v1,[A-Za-z0-9+/]{43}=$/.test(one) ? [Buffer.from(one.slice(3), 'base64')] : []));
  const isGood = secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(`${eventId}.${timestamp}.`).update(raw.body).digest();
    return given.some((one) => timingSafeEqual(one, expected));
  });
  return isGood ? { eventId, signedAt: Number(timestamp) * SECOND_MS } : null;
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
  const said = parseJson(exactText(body) ?? '');
  const event = eventSchema.safeParse(said);
  if (!event.success) return refuse('unreadable');
  const { type } = event.data;
  const base = { eventId, type, occurredAt };
  if (type === 'wallet.funds_deposited') {
    const { data } = depositSchema.safeParse(said);
    const address = data && hintedAddress({ caip2: data.caip2, address: data.recipient }, chain);
    return accept({ ...base, order: null, ...(address ? { address } : {}) });
  }
  if (!ON_ITS_WAY.has(type)) return accept({ ...base, order: null });
  const transaction = transactionSchema.safeParse(said);
  if (!transaction.success) return refuse('unreadable');
  const { transaction_id, reference_id } = transaction.data;
  const ids = readOrderName(reference_id ?? '');
  return accept({ ...base, order: ids && { ...ids, observation: sending(transaction_id) } });
}
