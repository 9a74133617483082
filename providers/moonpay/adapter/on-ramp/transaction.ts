import { accept, type Money, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import type { Delivery, Observation } from '@diboas/orchestration';
import { assetInLowerCase, isWordOf, keptText, onrampMovements, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import { goodsOf } from './goods.ts';

/** Every status of a purchase that MoonPay documents (dev.moonpay.com/api-reference/widget/getbuytransaction). */
export type TransactionStatus =
  | 'waitingPayment'
  | 'waitingAuthorization'
  | 'pending'
  | 'completed'
  | 'failed';

/** What each status means to us. A forgotten one does not compile. */
export const TRANSACTION_STATUSES: Readonly<
  Record<TransactionStatus, Pick<Observation, 'stage' | 'end' | 'milestone'>>
> = {
  waitingPayment: { stage: 'open', end: null, milestone: 'order_open' },
  waitingAuthorization: { stage: 'open', end: null, milestone: 'order_open' },
  pending: { stage: 'working', end: null, milestone: 'payment_pending' },
  completed: { stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
  failed: { stage: 'ended', end: 'declined', milestone: 'failed' },
};

/** The parts of a transaction that we use, with its numbers as text. Webhooks carry the same object. */
const transactionSchema = z.object({
  id: keptText.min(1),
  status: keptText,
  externalTransactionId: keptText.min(1),
  baseCurrency: z.object({ code: keptText }),
  currency: z.object({ code: keptText }),
  baseCurrencyAmount: keptText.nullish(),
  feeAmount: keptText.nullish(),
  extraFeeAmount: keptText.nullish(),
  networkFeeAmount: keptText.nullish(),
  quoteCurrencyAmount: keptText.nullish(),
  walletAddress: keptText.nullish(),
  cryptoTransactionId: keptText.nullish(),
  stages: z.array(z.object({ stage: keptText, status: keptText })).nullish(),
});
type Transaction = z.infer<typeof transactionSchema>;

/** What a purchase says about the order with this reference, or in words, for operators, why it says nothing certain. */
export function observeTransaction(body: unknown, reference: string): Outcome<Observation, string> {
  const read = transactionSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse(`not a transaction: ${fields}`);
  }
  const transaction = read.data;
  const { id, status } = transaction;
  if (transaction.externalTransactionId !== reference)
    return refuse(`transaction ${id} is not of ${reference}`);
  if (!isWordOf(TRANSACTION_STATUSES, status))
    return refuse(`transaction ${id} has a status nobody knows: ${status}`);
  const { stage, end, milestone } = TRANSACTION_STATUSES[status];
  const isPaid = end === 'done' || (stage === 'working' && hasPaid(transaction));
  const charged = isPaid ? chargeOf(transaction) : null;
  const delivered = end === 'done' ? deliveryOf(transaction) : null;
  if (charged === 'unreadable' || delivered === 'unreadable')
    return refuse(`the figures of transaction ${id} cannot be read exactly`);
  const movements = onrampMovements({ id, charged, delivered });
  // The link is ours: MoonPay does not repeat it.
  const told = isPaid && stage === 'working' ? 'payment_confirmed' : milestone;
  return accept({ reference, stage, end, milestone: told, actionUrl: null, movements });
}

/** A purchase is pending from the moment that it was ordered. That its payment went through is the third of its stages. */
function hasPaid({ stages }: Transaction): boolean {
  return (
    stages?.some(({ stage, status }) => stage === 'stage_three_processing' && status === 'success') ?? false
  );
}

/** All that was taken: the amount and every fee, which MoonPay tells one by one. */
function chargeOf(transaction: Transaction): Money | 'unreadable' {
  const { baseCurrencyAmount, feeAmount, extraFeeAmount, networkFeeAmount } = transaction;
  const asset = assetInLowerCase(transaction.baseCurrency.code);
  if (asset === null) return 'unreadable';
  const parts = [baseCurrencyAmount, feeAmount, extraFeeAmount, networkFeeAmount].map((text) =>
    text ? readAmount(asset, text) : null,
  );
  const sum = parts.flatMap((part) => part ?? []);
  return sum.length === parts.length ? sumMoney(asset, sum) : 'unreadable';
}

/** What was handed over. Without an amount, something that we know and an address it is no delivery. */
function deliveryOf(transaction: Transaction): Delivery | 'unreadable' {
  const { quoteCurrencyAmount, walletAddress, cryptoTransactionId } = transaction;
  const goods = goodsOf(transaction.currency.code);
  const money = goods && quoteCurrencyAmount ? readAmount(goods.asset, quoteCurrencyAmount) : null;
  if (!goods || !money || money.units === 0n || !walletAddress) return 'unreadable';
  return {
    ...{ money, network: goods.network, destination: walletAddress },
    networkReference: cryptoTransactionId || null,
  };
}
