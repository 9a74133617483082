/** How an order will go, whoever the provider is: settled by the faults that are on, and by amounts that decide. */
import { SESSION_FAULTS } from '../faults/fault.ts';
import type { FaultSubject, Faults } from '../faults/faults.ts';
import type { Pace } from './orders.ts';

export type RejectPoint = 'kyc' | 'payment' | 'fulfillment';

export interface OrderPlan {
  readonly rejectAt: RejectPoint | null;
  /** Stays after the payment, before the delivery, until somebody moves it. */
  readonly stuck: boolean;
  /** Delivered above (or, negative, below) what was bought, in hundredths of a percent. */
  readonly deliverBps: number;
  /** Charged above what was shown, in hundredths of a percent of all of it; not at all when left out. */
  readonly chargeBps?: number;
  /**
   * The first payment fails, and may be tried again on the same page: so many milliseconds later without being asked, or
   * (null) only when the person presses.
   */
  readonly tryAgainMs?: number | null;
  /** Set after that failure: when the next payment is made, in the same way. */
  readonly paysInMs?: number | null;
}

const PLAIN: OrderPlan = { rejectAt: null, stuck: false, deliverBps: 0 };

/** What the faults that are switched on now make of a new order. */
export function faultPlan(faults: Faults, subject: FaultSubject): OrderPlan {
  let plan = PLAIN;
  for (const fault of faults.strike(SESSION_FAULTS, subject)) {
    if (fault.kind === 'wrong_amount') plan = { ...plan, deliverBps: fault.bps };
    else if (fault.kind === 'wrong_charge') plan = { ...plan, chargeBps: fault.bps };
    else if (fault.kind === 'failed_then_paid') plan = { ...plan, tryAgainMs: fault.ms };
    else if (fault.kind === 'second_try') plan = { ...plan, tryAgainMs: null };
    else plan = { ...plan, rejectAt: fault.at };
  }
  return plan;
}

/** The plan of the next payment on the page, after the first one has failed. */
export function withSecondTry({ tryAgainMs, ...plan }: OrderPlan): OrderPlan {
  return { ...plan, paysInMs: tryAgainMs ?? null };
}

/** How long after the page was ready it is paid; null when nobody pays without being asked. */
export function payAfterMs({ paysInMs }: OrderPlan, pace: Pace): number | null {
  if (paysInMs !== undefined) return paysInMs;
  return pace.autoPay ? pace.stepMs : null;
}

/** The plan once the amount is known: a fault stands whatever the amount, else its cents decide, as test cards do. */
export function withMagicCents(plan: OrderPlan, amount: string): OrderPlan {
  if (plan.rejectAt !== null) return plan;
  switch (amount.slice(-2)) {
    case '13':
      return { ...plan, rejectAt: 'payment' };
    case '14':
      return { ...plan, rejectAt: 'kyc' };
    case '15':
      return { ...plan, rejectAt: 'fulfillment' };
    case '17':
      return { ...plan, stuck: true };
    default:
      return plan;
  }
}
