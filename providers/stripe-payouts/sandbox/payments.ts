/** All outbound payments. */
import { type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createSessions,
  createToken,
  type Faults,
  faultPlan,
  formatDecimal,
  type SessionParts,
  withMagicCents,
} from '@diboas/sandbox-kit';
import { type Act, LIFE } from './life.ts';
import type { Payment } from './payment.ts';
import { CENT, type PayoutParams } from './payout.ts';

export const PAYMENTS_PATH = '/v2/money_management/outbound_payments';

export interface Payments {
  create(params: PayoutParams, asked: Pick<Payment, 'idempotencyKey' | 'metadata'>): Payment;
  get(id: string): Payment | undefined;
  /** Newest first. */
  list(): readonly Payment[];
  /** Does one act of its life. */
  perform(payment: Payment, act: Act): Outcome<Payment, 'not_in_this_phase'>;
  /** Moves a payment on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<Payment, AdvanceRefusal>;
  /** Sets the timers of payments that a previous run of the sandbox left on their way. */
  resume(): void;
}

/** What a fault on the making of a payment is matched against. */
const CREATION = { provider: 'stripe-payouts', method: 'POST', path: PAYMENTS_PATH };

export function createPayments(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(payment: Payment): void;
  },
): Payments {
  const { clock, faults, random, onStatusChange } = parts;
  const payments = createSessions(parts, LIFE, {
    ...{ provider: 'stripe-payouts', shelfName: 'stripe_payouts', onStatusChange },
  });
  return {
    create(params, asked) {
      const amount = formatDecimal(BigInt(params.amount), 2);
      return payments.add({
        ...params,
        ...asked,
        ...{ id: `obp_test_${createToken(random, 40)}`, createdAt: clock.now() },
        ...{ debited: (BigInt(params.amount) * CENT).toString(), credited: params.amount },
        plan: withMagicCents(faultPlan(faults, CREATION), amount),
        ...({ phase: 'processing', transitions: {}, reason: null, traceId: null, dueAt: null } as const),
      });
    },
    get: payments.get,
    list: payments.list,
    perform: payments.perform,
    advance(id, to) {
      const payment = payments.get(id);
      return payment === undefined ? refuse('unknown_session') : payments.advance(payment, to);
    },
    resume: payments.resume,
  };
}
