import { accept, isAsset, isNetwork, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { Delivery, Observation, RejectionCode } from '@diboas/orchestration';
import { isWordOf, keptText, onrampMovements, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';

const PREFIX = 'ONRAMP_TRANSACTION_STATUS_';

/** Every status of a transaction that Coinbase documents, without their common beginning and without UNSPECIFIED. */
export type TransactionStatus =
  | 'CREATED'
  | 'AWAITING_AUTH'
  | 'AWAITING_PAYMENT'
  | 'IN_PROGRESS'
  | 'SUCCESS'
  | 'FAILED';

/** What each status means to us. UNSPECIFIED is not among them: it says that nobody knows, so nothing is guessed. */
export const TRANSACTION_STATUSES: Readonly<
  Record<TransactionStatus, Pick<Observation, 'stage' | 'milestone'>>
> = {
  CREATED: { stage: 'open', milestone: 'order_open' },
  AWAITING_AUTH: { stage: 'open', milestone: 'order_open' },
  AWAITING_PAYMENT: { stage: 'open', milestone: 'order_open' },
  IN_PROGRESS: { stage: 'working', milestone: 'payment_confirmed' },
  SUCCESS: { stage: 'ended', milestone: 'crypto_delivered' },
  FAILED: { stage: 'ended', milestone: 'failed' },
};

/** Why a transaction tells us nothing certain. The detail is for operators. */
export interface TransactionDoubt {
  readonly code: 'malformed' | 'unknown_status' | 'unreadable_amount' | 'not_ours';
  readonly detail: string;
}

const amountSchema = z.object({ value: keptText, currency: keptText }).nullish();

/** The parts of a transaction that we use. Webhooks carry the same object with an `eventType`. */
const transactionSchema = z.object({
  transactionId: keptText.nullish(),
  status: keptText,
  partnerUserRef: keptText.min(1),
  paymentTotal: amountSchema,
  purchaseAmount: amountSchema,
  purchaseNetwork: keptText.nullish(),
  walletAddress: keptText.nullish(),
  txHash: keptText.nullish(),
  failureReason: keptText.nullish(),
});
type Transaction = z.infer<typeof transactionSchema>;

/** What a transaction says about the order with this reference. Any other says nothing. */
export function observeTransaction(body: unknown, reference: string): Outcome<Observation, TransactionDoubt> {
  const read = transactionSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse({ code: 'malformed', detail: `not an onramp transaction: ${fields}` });
  }
  const transaction = read.data;
  const id = transaction.transactionId || 'without an id';
  if (transaction.partnerUserRef !== reference) {
    return refuse({ code: 'not_ours', detail: `transaction ${id} is not of ${reference}` });
  }
  const status = statusOf(transaction.status);
  if (status === null) {
    const detail = `transaction ${id} has a status nobody knows: ${transaction.status}`;
    return refuse({ code: 'unknown_status', detail });
  }
  const { stage, milestone } = TRANSACTION_STATUSES[status];
  const isDone = status === 'SUCCESS';
  const paid = stage === 'working' || isDone;
  const charged = paid ? amountOf(transaction.paymentTotal) : null;
  const delivered = isDone ? deliveryOf(transaction) : null;
  if (charged === 'unreadable' || delivered === 'unreadable') {
    const what = charged === 'unreadable' ? 'charge' : 'delivery';
    const detail = `the ${what} of transaction ${id} cannot be read exactly`;
    return refuse({ code: 'unreadable_amount', detail });
  }
  const end = isDone ? 'done' : stage === 'ended' ? failureOf(transaction.failureReason) : null;
  // One link may be used again, and each use is a purchase with an id of its own.
  const movements = onrampMovements({ id: transaction.transactionId || reference, charged, delivered });
  // The link is known only to whoever made the session: Coinbase does not repeat it.
  return accept({ reference, stage, end, milestone, actionUrl: null, movements });
}

function statusOf(text: string): TransactionStatus | null {
  const status = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  return isWordOf(TRANSACTION_STATUSES, status) ? status : null;
}

/** Null when Coinbase has not said. */
function amountOf(amount: Transaction['paymentTotal']): Money | null | 'unreadable' {
  if (!amount) return null;
  if (!isAsset(amount.currency)) return 'unreadable';
  return readAmount(amount.currency, amount.value) ?? 'unreadable';
}

/** What was handed over. Without an amount, a network we know and an address it is not a delivery. */
function deliveryOf(transaction: Transaction): Delivery | 'unreadable' {
  const { purchaseNetwork, walletAddress, txHash } = transaction;
  const money = amountOf(transaction.purchaseAmount);
  if (money === null || money === 'unreadable' || money.units === 0n || !walletAddress) return 'unreadable';
  if (!isNetwork(purchaseNetwork) || purchaseNetwork === 'fiat') return 'unreadable';
  // A hash that is not there is written "0x" or "".
  const networkReference = !txHash || txHash === '0x' ? null : txHash;
  return { money, network: purchaseNetwork, destination: walletAddress, networkReference };
}

/** A send that failed is Coinbase's own trouble; everything else is a payment that did not go through. */
function failureOf(reason: string | null | undefined): RejectionCode {
  return reason === 'FAILURE_REASON_SEND_FAILED' ? 'other' : 'declined';
}
