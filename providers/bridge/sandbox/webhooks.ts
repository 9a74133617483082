/** Bridge's events and their signature. */
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type Transfer, type TransferState, transferObject } from './transfer.ts';

/** `t=<milliseconds>,v0=<base64>`: RSA with SHA-256 over the SHA-256 of time, dot and body. */
export function bridgeSignature(key: KeyObject, body: string, now: Instant): string {
  const digest = createHash('sha256').update(`${now}.${body}`).digest();
  return `t=${now},v0=${sign('RSA-SHA256', digest, key).toString('base64')}`;
}

/** @param signingKey in PKCS #8, as base64 */
export function createBridgeSigner(signingKey: string): WebhookSigner {
  const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
  const headersWith = (signature: string) => ({
    'content-type': 'application/json',
    'x-webhook-signature': signature,
  });
  return {
    headers: ({ body }, now) => headersWith(bridgeSignature(key, body, now)),
    // The lie worth telling: it was paid out, under an event id that was never seen, signed by nobody's key.
    forge({ body: told }, now) {
      const event = JSON.parse(told);
      const transfer = { ...event.event_object, state: 'payment_processed' };
      const body = JSON.stringify({ ...event, event_id: `${event.event_id}_forged`, event_object: transfer });
      const noise = Array.from({ length: 8 }, (_, index) =>
        createHash('sha256').update(`${index} ${body}`).digest(),
      );
      return { body, headers: headersWith(`t=${now},v0=${Buffer.concat(noise).toString('base64')}`) };
    },
  };
}

/** What became of a transfer. One that was deleted is told of as it was, by another kind of event, as Bridge's sample shows. */
export function transferEvent(
  transfer: Transfer,
  { eventId, before, now }: { eventId: string; before: TransferState; now: Instant },
): OutgoingEvent {
  const isDeleted = transfer.phase === 'canceled';
  const type = isDeleted ? 'transfer.deleted' : 'transfer.updated.status_transitioned';
  const told = { ...transferObject(transfer), ...(isDeleted ? { state: before } : {}) };
  return {
    ...{ id: eventId, provider: 'bridge', type, reference: transfer.id, status: transfer.phase },
    body: JSON.stringify({
      ...{ api_version: 'v0', event_id: eventId, event_category: 'transfer', event_type: type },
      ...{ event_object_id: transfer.id, event_object_status: isDeleted ? null : transfer.phase },
      event_object: told,
      event_object_changes: { state: [before, transfer.phase] },
      event_created_at: formatInstant(now),
    }),
  };
}
