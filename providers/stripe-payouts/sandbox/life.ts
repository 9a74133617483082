/**
 * An outbound payment's life, as a table of acts. Pure: what was executed goes out.
 *
 *   processing ─post─▶ posted ─return─▶ returned
 *      │  └review─▶ under_review ─post─▶ posted
 *      ├─fail─▶ failed   └─fail─▶ failed
 *      └─cancel─▶ canceled
 *
 * While it is processing its money is put aside. Of what failed or was cancelled nothing has moved; what comes back from the
 * bank comes back without the fee, which Stripe's pages do not say.
 */
import { accept, type Instant, type Outcome, refuse, unreachable } from '@diboas/kernel';
import { formatDecimal, type Life, type Moved, type Pace } from '@diboas/sandbox-kit';
import { wholeOf } from './balance.ts';
import { type Payment, type PaymentPhase, statusOf } from './payment.ts';

export type Act = 'review' | 'post' | 'fail' | 'return' | 'cancel';

const ALLOWED_IN: Readonly<Record<Act, readonly PaymentPhase[]>> = {
  review: ['processing'],
  post: ['processing', 'under_review'],
  fail: ['processing', 'under_review'],
  return: ['posted'],
  cancel: ['processing', 'under_review'],
};

export const LIFE: Life<Payment, Act> = {
  move,
  nextAct,
  wayTo: {
    pay: ['post'],
    process: ['post'],
    complete: ['post'],
    reject: ['fail'],
    return: ['post', 'return'],
  },
  // The phase, since a review is told of as well.
  statusOf: ({ phase }) => phase,
};

function move(payment: Payment, act: Act, now: Instant): Outcome<Moved<Payment>, 'not_in_this_phase'> {
  if (!ALLOWED_IN[act].includes(payment.phase)) return refuse('not_in_this_phase');
  return accept(moved(payment, act, now));
}

function moved(payment: Payment, act: Act, now: Instant): Moved<Payment> {
  const to = (phase: PaymentPhase, reason: string | null = null): Moved<Payment> => ({
    session: at({ ...payment, phase, reason }, now),
    executions: [],
  });
  switch (act) {
    case 'review':
      return to('under_review');
    case 'post':
      return posted(payment, now);
    case 'fail':
      return to('failed', payment.phase === 'under_review' ? 'review_rejected' : 'payout_method_declined');
    case 'return':
      return returned(payment, now);
    case 'cancel':
      return to('canceled');
    default:
      return unreachable(act);
  }
}

function at(payment: Payment, now: Instant): Payment {
  return { ...payment, transitions: { ...payment.transitions, [statusOf(payment)]: now } };
}

/** When and how it goes on by itself: a bank takes days to credit by ACH, and two more until what it refuses is back. */
function nextAct({ phase, plan, way }: Payment, pace: Pace): ReturnType<typeof LIFE.nextAct> {
  switch (phase) {
    case 'processing':
      if (plan.stuck) return null;
      if (plan.rejectAt === 'kyc') return { act: 'review', afterMs: pace.stepMs };
      if (plan.rejectAt === 'payment') return { act: 'fail', afterMs: pace.stepMs };
      return { act: 'post', afterMs: way === 'ach' ? pace.businessDayMs : pace.stepMs };
    case 'under_review':
      return { act: plan.rejectAt === 'kyc' ? 'fail' : 'post', afterMs: pace.stepMs };
    case 'posted':
      return plan.rejectAt === 'fulfillment' ? { act: 'return', afterMs: 2 * pace.businessDayMs } : null;
    case 'failed':
    case 'canceled':
    case 'returned':
      return null;
    default:
      return unreachable(phase);
  }
}

/** More may be taken than was said, and less may arrive. */
function posted(payment: Payment, now: Instant): Moved<Payment> {
  const { chargeBps = 0, deliverBps } = payment.plan;
  const next: Payment = at(
    {
      ...payment,
      debited: share(payment.debited, chargeBps),
      credited: share(payment.credited, deliverBps),
      phase: 'posted',
      traceId: payment.id.replaceAll(/\D/g, '').padEnd(15, '0').slice(0, 15),
    },
    now,
  );
  const destination = `${next.recipient}:${next.method}`;
  return {
    session: next,
    executions: [
      {
        ...{ ...common(next), kind: 'payment', amount: usdc(wholeOf(next)), asset: 'usdc' },
        ...{ network: null, destination: null },
      },
      {
        ...{ ...common(next), kind: 'delivery', amount: formatDecimal(BigInt(next.credited), 2) },
        ...{ asset: 'usd', network: null, destination },
      },
    ],
  };
}

function returned(payment: Payment, now: Instant): Moved<Payment> {
  const next: Payment = at({ ...payment, phase: 'returned', reason: 'payout_method_closed' }, now);
  const back = {
    ...common(next),
    kind: 'refund' as const,
    amount: usdc(BigInt(next.debited)),
    asset: 'usdc',
  };
  return { session: next, executions: [{ ...back, network: null, destination: null }] };
}

function share(units: string, bps: number): string {
  return ((BigInt(units) * BigInt(10_000 + bps)) / 10_000n).toString();
}

function usdc(units: bigint): string {
  return formatDecimal(units, 6);
}

function common({ id, idempotencyKey, metadata, traceId }: Payment) {
  return {
    ...{ provider: 'stripe-payouts', reference: id, idempotency_key: idempotencyKey },
    ...{ transaction_id: traceId, metadata },
  };
}
