/**
 * Coinbase's events and their signature, the Hook0 scheme: https://docs.cdp.coinbase.com/webhooks/verify-signatures.
 * The body holds no id of the event; that is in the header X-Event-Id, which is signed along.
 */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type CoinbaseSession, type SessionPhase, STATUS_OF, transactionObject } from './session.ts';

const EVENT_OF: Readonly<Record<SessionPhase, string>> = {
  offered: 'onramp.transaction.created',
  created: 'onramp.transaction.created',
  awaiting_payment: 'onramp.transaction.updated',
  in_progress: 'onramp.transaction.updated',
  success: 'onramp.transaction.success',
  failed: 'onramp.transaction.failed',
};

/** `t=<seconds>,v0=<over time and body>,h=<header names>,v1=<over time, names, values and body>`. */
export function hook0Signature(
  secret: string,
  { body, headers, now }: { body: string; headers: readonly (readonly [string, string])[]; now: Instant },
): string {
  const time = Math.floor(now / 1_000);
  const names = headers.map(([name]) => name).join(' ');
  const values = headers.map(([, value]) => value).join('.');
  const hmac = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  const v1 = hmac(`${time}.${names}.${values}.${body}`);
  return `t=${time},v0=${hmac(`${time}.${body}`)},h=${names},v1=${v1}`;
}

export function createCoinbaseSigner(secret: string): WebhookSigner {
  const headers = (key: string, event: Pick<OutgoingEvent, 'id' | 'type' | 'body'>, now: Instant) => {
    const signed = [
      ['content-type', 'application/json'],
      ['x-event-id', event.id],
      ['x-event-type', event.type],
    ] as const;
    return {
      ...Object.fromEntries(signed),
      'X-Hook0-Signature': hook0Signature(key, { body: event.body, headers: signed, now }),
    };
  };
  return {
    headers: (event, now) => headers(secret, event, now),
    // The lie worth telling: the purchase is done, under an event id that was never seen.
    forge(event, now) {
      const said = { ...JSON.parse(event.body), status: STATUS_OF.success, eventType: EVENT_OF.success };
      const forged = { id: `${event.id}-forged`, type: EVENT_OF.success, body: JSON.stringify(said) };
      return { body: forged.body, headers: headers(`not ${secret}`, forged, now) };
    },
  };
}

export function transactionEvent(session: CoinbaseSession, eventId: string): OutgoingEvent {
  const type = EVENT_OF[session.phase];
  return {
    id: eventId,
    provider: 'coinbase',
    type,
    reference: session.partnerUserRef ?? session.transactionId,
    status: STATUS_OF[session.phase] ?? session.phase,
    body: JSON.stringify({ eventType: type, ...transactionObject(session) }),
  };
}
