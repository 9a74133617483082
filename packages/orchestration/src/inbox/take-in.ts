import {
  accept,
  bucketOf,
  type Clock,
  type Id,
  type Instant,
  isId,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import type { Engine } from '../engine/engine.ts';
import type { Provider, WalletAddress, WebhookReading } from '../provider/provider.ts';
import type { AuditEntry, AuditLog } from '../store/audit.ts';
import type { Quarantine } from '../store/quarantine.ts';
import { StoreUnavailableError } from '../store/unavailable.ts';
import { wholeReading } from './whole-reading.ts';

export interface InboxParts {
  readonly engine: Pick<Engine, 'send'>;
  readonly audit: AuditLog;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly createId: (customerId: string) => Id;
  /**
   * Told of an address where something may have come; absent where nobody watches any. False: it is none of ours. What it
   * rejects with passes through, so that the provider tells again.
   */
  readonly onAddress?: (address: WalletAddress) => Promise<boolean>;
}

/** What a provider sent with a good signature. */
export interface SignedEvent {
  readonly provider: Pick<Provider, 'id' | 'orderNamed'>;
  /** Null when the adapter cannot read it. */
  readonly reading: WebhookReading | null;
  readonly payload: string;
  readonly receivedAt: Instant;
  /** What names the bytes that came: the same ones are kept once. */
  readonly digest: string;
  /** Told what came of it, before that is put on record. */
  readonly onOutcome: (outcome: string) => void;
}

/**
 * Takes in one signed event. It is a yes only when what came of it is committed: applied, known already, parked, kept
 * to be read later, noted as none of ours, or one of our addresses is going to be looked at. Refused is only what no column
 * takes, and what names an order of which its provider says nothing now: that one sends it again, as after an error, which
 * passes through.
 */
export async function takeIn(
  parts: InboxParts,
  signed: SignedEvent,
): Promise<Outcome<null, 'unreadable' | 'unavailable'>> {
  const { payload, receivedAt, onOutcome } = signed;
  const { id: provider } = signed.provider;
  const note = async (outcome: string, { subject, detail }: Pick<AuditEntry, 'subject' | 'detail'>) => {
    onOutcome(outcome);
    await noteProvider(parts, provider, { act: `webhook_${outcome}`, subject, detail });
  };
  const read = signed.reading && (await wholeReading(signed.provider, signed.reading));
  if (read?.ok === false && read.refusal === 'unavailable') {
    onOutcome('unavailable');
    return refuse('unavailable');
  }
  const reading = read?.ok ? read.value : null;
  if (!reading || !isStorable(reading)) {
    await note('unreadable', { subject: provider, detail: {} });
    return await keep(parts, signed);
  }
  const { eventId, type, occurredAt, order, address } = reading;
  if (order === null) {
    if (address !== undefined && (await parts.onAddress?.(address))) {
      onOutcome('hint');
      return accept(null);
    }
    await note('not_ours', { subject: eventId, detail: { type } });
    return accept(null);
  }
  try {
    const event = { provider, eventId, type, occurredAt, receivedAt, payload };
    const reply = await parts.engine.send({ type: 'webhook', ...order, event });
    onOutcome(reply.kind);
    // A node of another version knows what to do with it: whoever sent it sends it again, and may reach that one.
    if (reply.kind === 'deferred') throw new StoreUnavailableError('this node does not know the operation');
    return accept(null);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    // It failed alone twice, and would again however often it came: its transaction is shown to a person, and the event
    // waits to be replayed once the fault of ours is mended.
    await note('failed', { subject: eventId, detail: { type } });
    return await keep(parts, signed);
  }
}

/**
 * Signed, so it is the provider's, and perhaps important: it is kept until the adapter can read it. The provider is
 * told yes, for sending it again would not help.
 */
async function keep(
  { quarantine }: InboxParts,
  { provider: { id: provider }, payload, receivedAt, digest }: SignedEvent,
): Promise<Outcome<null, 'unreadable'>> {
  // What is no text has no place in a text column, and no provider sends it.
  if (payload.includes('\0')) return refuse('unreadable');
  await quarantine.quarantine({
    ...{ provider, eventId: `unreadable-${digest}`, type: 'unreadable', payload },
    ...{ occurredAt: receivedAt, receivedAt },
  });
  return accept(null);
}

/** Later than any clock that is right, and a date that every column takes. */
const LAST_MOMENT = Date.UTC(2200, 0, 1);

/** Plain names that any column takes, and ids that carry a bucket. Adapters see to it; this is the last look. */
export function isStorable({ eventId, type, occurredAt, order }: WebhookReading): boolean {
  const plain = /^[\x20-\x7e]{1,255}$/;
  if (!plain.test(eventId) || !plain.test(type)) return false;
  if (!(occurredAt >= 0 && occurredAt <= LAST_MOMENT)) return false;
  return order === null || (isId(order.transactionId) && isId(order.attemptId));
}

/** Puts on record what a provider sent, or somebody in its name. */
export async function noteProvider(
  { audit, createId, clock }: Pick<InboxParts, 'audit' | 'createId' | 'clock'>,
  providerId: string,
  what: Pick<AuditEntry, 'act' | 'subject' | 'detail'>,
): Promise<void> {
  const entry = { id: createId(providerId), at: clock.now(), actor: providerId, ...what };
  await audit.append(bucketOf(providerId), [entry]);
}
