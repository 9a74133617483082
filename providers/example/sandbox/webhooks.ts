/** Example's events and their signature. */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type ExampleSession, sessionObject } from './session.ts';

const SESSION_CHANGED = 'session.changed';

/** `t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<body>")>`. */
export function exampleSignature(secret: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

export function createExampleSigner(secret: string): WebhookSigner {
  const headers = (key: string, body: string, now: Instant) => ({
    'content-type': 'application/json',
    'example-signature': exampleSignature(key, body, now),
  });
  return {
    headers: ({ body }, now) => headers(secret, body, now),
    // The lie worth telling: the crypto was sent, under an event id that was never seen.
    forge({ body: told }, now) {
      const event = JSON.parse(told);
      const session = { ...event.session, status: 'sent' };
      const body = JSON.stringify({ ...event, id: `${event.id}_forged`, session });
      return { body, headers: headers(`not ${secret}`, body, now) };
    },
  };
}

export function sessionEvent(
  session: ExampleSession,
  { eventId, now, publicUrl }: { eventId: string; now: Instant; publicUrl: string },
): OutgoingEvent {
  const created = Math.floor(now / 1_000);
  const told = sessionObject(session, publicUrl);
  return {
    ...{ id: eventId, provider: 'example', type: SESSION_CHANGED },
    ...{ reference: session.id, status: session.phase },
    body: JSON.stringify({ id: eventId, type: SESSION_CHANGED, created, session: told }),
  };
}
