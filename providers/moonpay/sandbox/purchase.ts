/** A purchase as the sandbox remembers it, and the transaction that MoonPay shows of it. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import { currencyOf } from './assets.ts';
import type { LinkParams } from './link.ts';

/** `visited`: somebody opened the link and has bought nothing yet; MoonPay knows no transaction. */
export type PurchasePhase = 'visited' | 'waiting' | 'pending' | 'completed' | 'failed';

export interface Purchase extends LinkParams {
  /** The id of the transaction once there is one. */
  readonly id: string;
  /** The secret part of the page's address. */
  readonly token: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly plan: OrderPlan;
  readonly phase: PurchasePhase;
  readonly failureReason: string | null;
  /** What was really sent; known only at the end. */
  readonly delivered: string | null;
  readonly hash: string | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

/** Whether it is paid by a bank, which takes days. */
export function isByBank({ method }: Pick<Purchase, 'method'>): boolean {
  return method === 'sepa_bank_transfer';
}

/** What a purchase is called on the wire; null while there is no transaction. */
export function statusOf(purchase: Purchase): string | null {
  switch (purchase.phase) {
    case 'visited':
      return null;
    case 'waiting':
      return isByBank(purchase) ? 'waitingPayment' : 'waitingAuthorization';
    default:
      return purchase.phase;
  }
}

/** A transaction as GET /v1/transactions and webhooks have it; null while there is none. */
export function transactionObject(purchase: Purchase): object | null {
  const status = statusOf(purchase);
  if (status === null) return null;
  const { price, code, fiat } = purchase;
  const { symbol, network } = currencyOf(code);
  const isBought = purchase.delivered !== null;
  return {
    ...{ id: purchase.id, status, failureReason: purchase.failureReason },
    ...{ createdAt: formatInstant(purchase.createdAt), updatedAt: formatInstant(purchase.updatedAt) },
    ...{ baseCurrencyAmount: Number(price.base), feeAmount: Number(price.fee), extraFeeAmount: 0 },
    ...{ networkFeeAmount: Number(price.networkFee), areFeesIncluded: false },
    quoteCurrencyAmount: isBought ? Number(purchase.delivered) : null,
    ...{ walletAddress: purchase.address, walletAddressTag: null },
    cryptoTransactionId: purchase.hash,
    ...{ redirectUrl: null, returnUrl: purchase.returnUrl },
    ...{ externalTransactionId: purchase.externalTransactionId, externalCustomerId: null },
    ...{ paymentMethod: purchase.method, flow: 'principal', isFromQuote: false, isRecurring: false },
    baseCurrency: { type: 'fiat', code: fiat },
    currency: { type: 'crypto', code, name: symbol, metadata: { networkCode: network } },
    stages: stagesOf(purchase),
  };
}

const STAGES = [
  'stage_one_ordering',
  'stage_two_verification',
  'stage_three_processing',
  'stage_four_delivery',
] as const;

/** How many of the stages are over in each phase; the next one is under way, or has failed. */
const STAGES_DONE: Readonly<Record<PurchasePhase, number>> = {
  visited: 0,
  waiting: 2,
  pending: 3,
  completed: 4,
  failed: 2,
};

function stagesOf({ phase, failureReason }: Purchase): object[] {
  const done = STAGES_DONE[phase];
  return STAGES.map((stage, index) => {
    const isFailed = phase === 'failed' && index === done;
    const status =
      index < done ? 'success' : isFailed ? 'failed' : index === done ? 'in_progress' : 'not_started';
    return { stage, status, failureReason: isFailed ? failureReason : null, actions: [] };
  });
}

/** For the control API: everything but the secret of the page. */
export function shownPurchase(purchase: Purchase): ShownOrder {
  const { token: _secret, signed: _link, ...shown } = purchase;
  return {
    ...shown,
    provider: 'moonpay',
    status: statusOf(purchase) ?? 'no transaction yet',
    hostedPath: purchasePath(purchase),
  };
}

export function purchasePath({ id, token }: Purchase): string {
  return `/widget/purchases/${id}?token=${token}`;
}
