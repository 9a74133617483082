/**
 * Turnkey's deliveries and their signature: https://docs.turnkey.com/features/webhooks/overview. Signed are the fields of the
 * signature's own contract and the body; the headers beside them are for routing.
 */
import { createHash } from 'node:crypto';
import { type Instant, SECOND_MS } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner, WireAnswer } from '@diboas/sandbox-kit';
import type { BalanceChange, SendStage } from '@diboas/sandbox-kit/chains';
import { ed25519 } from '@noble/curves/ed25519.js';
import { jsonAnswer } from './errors.ts';
import type { TurnkeySend } from './execute.ts';

export const JWKS_PATH = '/public/v1/discovery/webhooks/jwks';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

export function signingKeyOf(privateKey: Uint8Array): SigningKey {
  const publicKey = ed25519.getPublicKey(privateKey);
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return { id, privateKey, publicKey };
}

/** The public halves, for everybody: RFC 7517. */
export function jwksAnswer({ id, publicKey }: SigningKey): WireAnswer {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = { kid: id, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', x };
  const contract = { turnkey_signature_algorithm: 'ed25519', turnkey_signature_version: 'v1' };
  return jsonAnswer(200, { keys: [{ ...key, ...contract }] });
}

export function createTurnkeySigner(key: SigningKey, organizationId: string): WebhookSigner {
  const headers = (
    by: SigningKey,
    { id, type, body }: Pick<OutgoingEvent, 'id' | 'type' | 'body'>,
    now: Instant,
  ) => {
    const signed = `v1.ed25519.${by.id}.${now}.${id}.${body}`;
    return {
      'Content-Type': 'application/json',
      'X-Turnkey-Organization-Id': organizationId,
      'X-Turnkey-Event-Type': type,
      'X-Turnkey-Timestamp': String(now),
      'X-Turnkey-Webhook-Version': '1',
      'X-Turnkey-Event-Id': id,
      'X-Turnkey-Signature-Key-Id': by.id,
      'X-Turnkey-Signature-Algorithm': 'ed25519',
      'X-Turnkey-Signature-Version': 'v1',
      'X-Turnkey-Signature': Buffer.from(ed25519.sign(Buffer.from(signed), by.privateKey)).toString('hex'),
    };
  };
  const stranger = { ...signingKeyOf(createHash('sha256').update(key.privateKey).digest()), id: key.id };
  return {
    headers: (event, now) => headers(key, event, now),
    // The lie worth telling: what was sent is in a block, under an event id that was never seen.
    forge(event, now) {
      const said = JSON.parse(event.body);
      const body = JSON.stringify(
        said.msg?.status ? { ...said, msg: { ...said.msg, status: 'INCLUDED' } } : said,
      );
      const forged = { id: `${event.id}-forged`, type: event.type, body };
      return { body, headers: headers(stranger, forged, now) };
    },
  };
}

export interface EventParts {
  readonly eventId: string;
  readonly organizationId: string;
  readonly now: Instant;
}

/** The whole activity, whenever its status changes. */
export function activityEvent(
  activity: { readonly id: string; readonly status: string },
  { eventId }: EventParts,
): OutgoingEvent {
  return {
    ...{ id: eventId, provider: 'turnkey', type: 'ACTIVITY_UPDATES' },
    ...{ reference: activity.id, status: activity.status, body: JSON.stringify(activity) },
  };
}

/** How Turnkey calls how far a send is. */
export const SEND_STATUSES: Readonly<Record<SendStage, string>> = {
  ...{ begun: 'INITIALIZED', sent: 'BROADCASTING', in_block: 'INCLUDED', failed: 'FAILED' },
};

/** The words that Turnkey documents: nothing is sent of what has only begun. */
export function sendEvent(send: TurnkeySend, { eventId, organizationId, now }: EventParts): OutgoingEvent {
  const { id, stage, network, signed, failure } = send;
  const { activityId, caip2 } = send.about;
  const status = SEND_STATUSES[stage];
  const msg = {
    ...{ sendTransactionStatusId: id, activityId, status, caip2 },
    idempotencyKey: keyOf(id, status),
    timestamp: Math.floor(now / SECOND_MS),
    ...(stage === 'in_block' ? { txHash: signed?.hash } : {}),
    ...(failure === null ? {} : { error: errorOf(network, failure) }),
  };
  const body = { type: 'transaction:status', ...organizations(organizationId), msg };
  return {
    ...{ id: eventId, provider: 'turnkey', type: 'SEND_TRANSACTION_STATUS_UPDATES' },
    ...{ reference: activityId, status, body: JSON.stringify(body) },
  };
}

export function errorOf(network: TurnkeySend['network'], message: string): object {
  return network === 'ethereum'
    ? { message, eth: { revertChain: [] } }
    : { message, solana: { source: 'broadcast', transactionErrorJson: '', logs: [] } };
}

/** `confirmed`: seen in a block for the first time. The block may be undone all the same. */
export function balanceEvent(change: BalanceChange, { eventId, organizationId }: EventParts): OutgoingEvent {
  const { operation, caip2, txHash, address, asset, block, which } = change;
  const idempotencyKey = keyOf(caip2, txHash, address, operation, asset.caip19, which);
  const msg = { operation, caip2, txHash, address, idempotencyKey, asset, block };
  const body = { type: 'balances:confirmed', ...organizations(organizationId), msg };
  return {
    ...{ id: eventId, provider: 'turnkey', type: 'BALANCE_CONFIRMED_UPDATES' },
    ...{ reference: txHash, status: operation, body: JSON.stringify(body) },
  };
}

function organizations(organizationId: string) {
  return { organizationId, parentOrganizationId: organizationId };
}

/** The same for the same news, whenever it is told. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex');
}
