/** An outbound payment as the sandbox keeps it, and as API v2 shows it. */
import { formatInstant, type Instant } from '@diboas/kernel';
import { formatDecimal, type OrderPlan, type ShownOrder } from '@diboas/sandbox-kit';
import { type PayoutParams, wireAmount } from './payout.ts';

export type PaymentStatus = 'processing' | 'posted' | 'failed' | 'canceled' | 'returned';

/** Finer than the status: what is under review is shown as processing, with a reason. */
export type PaymentPhase = PaymentStatus | 'under_review';

/** Amounts are minor units as decimal texts: cents of dollars, millionths of USDC. */
export interface Payment extends PayoutParams {
  readonly id: string;
  readonly createdAt: Instant;
  readonly idempotencyKey: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly debited: string;
  readonly credited: string;
  readonly plan: OrderPlan;
  readonly phase: PaymentPhase;
  /** By status, when it came to it. */
  readonly transitions: Readonly<Partial<Record<PaymentStatus, Instant>>>;
  /** Why it failed, or was sent back. */
  readonly reason: string | null;
  /** By what the bank knows the payment; known once it was sent. */
  readonly traceId: string | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

export function statusOf({ phase }: Pick<Payment, 'phase'>): PaymentStatus {
  return phase === 'under_review' ? 'processing' : phase;
}

export function isCancelable({ phase }: Payment): boolean {
  return phase === 'processing' || phase === 'under_review';
}

/** The object of Stripe's reference, without what only other payout methods have. */
export function paymentObject(payment: Payment): object {
  const { id, phase, metadata, traceId, createdAt } = payment;
  return {
    ...{ id, object: 'v2.money_management.outbound_payment', livemode: false },
    ...{ amount: wireAmount(payment.amount, 'usd'), cancelable: isCancelable(payment) },
    ...{ created: formatInstant(createdAt), metadata, statement_descriptor: 'STRIPE' },
    from: { financial_account: payment.account, debited: wireAmount(payment.debited, 'usdc') },
    to: {
      ...{ recipient: payment.recipient, payout_method: payment.method },
      credited: wireAmount(payment.credited, 'usd'),
    },
    recipient_notification: { setting: 'none' },
    status: statusOf(payment),
    ...detailsOf(payment),
    status_transitions: Object.fromEntries(
      Object.entries(payment.transitions).map(([status, at]) => [`${status}_at`, formatInstant(at)]),
    ),
    tracking_details: {
      ...{ status: traceId === null ? 'pending' : 'supported', type: 'bank_account' },
      bank_account: traceId === null ? {} : { trace_id: traceId },
    },
    ...(phase === 'posted' ? { expected_arrival_date: formatInstant(createdAt) } : {}),
  };
}

function detailsOf({ phase, reason }: Payment): object {
  if (phase === 'under_review') return { status_details: { processing: { reason: 'under_review' } } };
  if (phase === 'failed' || phase === 'returned') return { status_details: { [phase]: { reason } } };
  return {};
}

/** For the control API. Nobody is led to a page for a payment. */
export function shownPayment(payment: Payment): ShownOrder {
  const price = { total: formatDecimal(BigInt(payment.debited), 6) };
  return {
    ...payment,
    ...{ provider: 'stripe-payouts', status: statusOf(payment), method: payment.way, price, hostedPath: '/' },
  };
}
