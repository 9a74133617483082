/** Privy's deliveries, which go by Svix: https://docs.privy.io/api-reference/webhooks/overview, https://docs.svix.com/receiving/verifying-payloads/how-manual. */
import { createHash, createHmac } from 'node:crypto';
import { type Instant, SECOND_MS } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import type { BalanceChange } from '@diboas/sandbox-kit/chains';
import { type PrivyTransaction, statusOf } from './transactions.ts';

/** @param secret `whsec_` and the key in base64 */
export function createPrivySigner(secret: string): WebhookSigner {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const headers = ({ id, body }: Pick<OutgoingEvent, 'id' | 'body'>, now: Instant, by: Uint8Array) => {
    const timestamp = String(Math.floor(now / SECOND_MS));
    const signature = createHmac('sha256', by).update(`${id}.${timestamp}.${body}`).digest('base64');
    return {
      'Content-Type': 'application/json',
      'Svix-Id': id,
      'Svix-Timestamp': timestamp,
      'Svix-Signature': `v1,${signature}`,
    };
  };
  const stranger = createHash('sha256').update(key).digest();
  return {
    headers: (event, now) => headers(event, now, key),
    // The lie worth telling: what failed was confirmed, under an event id that was never seen.
    forge(event, now) {
      const said = JSON.parse(event.body);
      const body = JSON.stringify({ ...said, type: 'transaction.confirmed' });
      return { body, headers: headers({ id: `${event.id}-forged`, body }, now, stranger) };
    },
  };
}

/** Null as long as nothing is told: what has only begun. */
export function transactionEvent(transaction: PrivyTransaction, eventId: string): OutgoingEvent | null {
  const { id, about, signed } = transaction;
  const status = statusOf(transaction);
  if (status === 'pending') return null;
  const type = `transaction.${status}`;
  const body = {
    ...{ type, wallet_id: about.walletId, transaction_id: id, caip2: about.caip2 },
    ...{ transaction_hash: signed?.hash ?? '' },
    ...(about.referenceId === null ? {} : { reference_id: about.referenceId }),
  };
  return { id: eventId, provider: 'privy', type, reference: id, status, body: JSON.stringify(body) };
}

/** Of what came in; what went out has another event, which is not here. */
export function depositEvent(
  { caip2, txHash, address, which, asset, block }: BalanceChange,
  { eventId, walletId }: { readonly eventId: string; readonly walletId: string },
): OutgoingEvent {
  const type = 'wallet.funds_deposited';
  const token = asset.caip19.split(':').at(-1) ?? '';
  const body = {
    ...{ type, wallet_id: walletId, caip2, transaction_hash: txHash },
    idempotency_key: createHash('sha256').update([caip2, txHash, address, which].join(' ')).digest('hex'),
    asset: which === 'coin' ? { type: 'native-token', address: null } : { type: 'erc20', address: token },
    ...{ amount: asset.amount, sender: '', recipient: address, block: { number: block.number } },
  };
  return {
    id: eventId,
    provider: 'privy',
    type,
    reference: txHash,
    status: 'deposit',
    body: JSON.stringify(body),
  };
}
