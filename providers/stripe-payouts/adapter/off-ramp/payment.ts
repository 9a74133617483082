import { accept, addMoney, type Id, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { Movement, Observation, OrderEnd } from '@diboas/orchestration';
import { isWordOf, keptText, type World } from '@diboas/providers-kit';
import { z } from 'zod';
import { readWire, wireAmount } from './amount.ts';
import { formatBankToken } from './bank-token.ts';
import { marksOf, type OurMarks } from './payment-metadata.ts';
import { isNearPar, type PayoutAccount } from './payout.ts';

/** Where a payout is read: our balance, and the world that its mode must be of. */
export interface PaymentContext {
  readonly account: PayoutAccount;
  readonly world: World;
}

/** Why Stripe could not send a payout, each sorted by hand. A review of Stripe's that says no is not tried elsewhere. */
export const FAILED_REASONS: Readonly<Record<string, OrderEnd>> = {
  payout_method_declined: 'declined',
  review_rejected: 'declined',
  payout_method_does_not_exist: 'unsupported',
  payout_method_expired: 'unsupported',
  payout_method_unsupported: 'unsupported',
  payout_method_amount_limit_exceeded: 'limit_exceeded',
  payout_method_usage_frequency_limit_exceeded: 'limit_exceeded',
  fx_rate_drift_exceeded_after_review: 'price_changed',
  unknown_failure: 'other',
};

/** Why a bank sent a payout back. All come to the same for us; one that nobody knows is for a person. */
export const RETURNED_REASONS: Readonly<Record<string, true>> = {
  payout_method_canceled_by_customer: true,
  payout_method_closed: true,
  payout_method_currency_unsupported: true,
  payout_method_does_not_exist: true,
  payout_method_holder_address_incorrect: true,
  payout_method_holder_details_incorrect: true,
  payout_method_holder_name_incorrect: true,
  payout_method_invalid_account_number: true,
  payout_method_restricted: true,
  recalled: true,
  unknown_failure: true,
};

const reasonSchema = z.object({ reason: keptText }).nullish();

/** The parts of an outbound payment that we use: loose about others, strict about these. */
const paymentSchema = z.object({
  object: z.literal('v2.money_management.outbound_payment'),
  id: keptText.min(1),
  livemode: z.boolean(),
  status: keptText,
  status_details: z
    .object({ processing: reasonSchema, failed: reasonSchema, returned: reasonSchema })
    .nullish(),
  from: z.object({ financial_account: keptText, debited: wireAmount }),
  to: z.object({ recipient: keptText, payout_method: keptText.nullish(), credited: wireAmount }),
  tracking_details: z
    .object({ bank_account: z.object({ trace_id: keptText.nullish() }).nullish() })
    .nullish(),
});
type Payment = z.infer<typeof paymentSchema>;

type Told = Pick<Observation, 'stage' | 'end' | 'milestone'> & {
  readonly movements: readonly Movement[];
};

/** What a payment says about the order of this attempt, or in words, for operators, why it says nothing certain. */
export function observePayment(
  body: unknown,
  { attemptId, account, world }: PaymentContext & { readonly attemptId: Id },
): Outcome<Observation, string> {
  const read = paymentSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse(`not an outbound payment: ${fields}`);
  }
  const payment = read.data;
  const { id } = payment;
  const marks = marksOf(body);
  if (marks === null || marks === 'malformed' || marks.attemptId !== attemptId)
    return refuse(`payment ${id} is not of ${attemptId}`);
  if (payment.livemode !== (world === 'live')) return refuse(`payment ${id} is of the other mode of Stripe`);
  if (payment.from.financial_account !== account.id) return refuse(`payment ${id} is of another account`);
  const told = toldBy(payment, { marks, account });
  if (typeof told === 'string') return refuse(`payment ${id} ${told}`);
  return accept({ reference: id, actionUrl: null, ...told });
}

/**
 * What each status means to us. While it is processing, and where it failed or was cancelled, Stripe has put money aside and
 * let go of it again, and nothing has moved ("Payout statuses" in its guide). A bank's return comes back in a transaction of
 * its own; what was done is done all the same.
 */
function toldBy(payment: Payment, context: Placed): Told | string {
  const { status, status_details: details } = payment;
  switch (status) {
    case 'processing': {
      const isReviewed = details?.processing?.reason === 'under_review';
      return quiet({ stage: 'working', end: null, milestone: isReviewed ? 'in_review' : 'order_placed' });
    }
    case 'canceled':
      return quiet({ stage: 'ended', end: 'cancelled', milestone: 'cancelled' });
    case 'failed': {
      const reason = details?.failed?.reason ?? '';
      if (!isWordOf(FAILED_REASONS, reason)) return `failed for a reason nobody knows: ${reason}`;
      return quiet({ stage: 'ended', end: FAILED_REASONS[reason] ?? 'other', milestone: 'failed' });
    }
    case 'posted': {
      const movements = movementsOf(payment, context);
      return movements === null
        ? NO_FIGURES
        : { stage: 'ended', end: 'done', milestone: 'bank_credited', movements };
    }
    case 'returned': {
      const reason = details?.returned?.reason ?? '';
      if (!isWordOf(RETURNED_REASONS, reason)) return `was returned for a reason nobody knows: ${reason}`;
      const movements = movementsOf(payment, context);
      if (movements === null) return NO_FIGURES;
      const back = returned(payment, { ...context, reason });
      return { stage: 'ended', end: 'done', milestone: 'failed', movements: [...movements, back] };
    }
    default:
      return `has a status nobody knows: ${status}`;
  }
}

const NO_FIGURES = 'has figures that cannot be read exactly';

interface Placed {
  readonly marks: OurMarks;
  readonly account: PayoutAccount;
}

function quiet(told: Omit<Told, 'movements'>): Told {
  return { ...told, movements: [] };
}

/** What left our balance, with the fee that Stripe named before, and what went to the bank. Null for figures that make no sense. */
function movementsOf(payment: Payment, { marks, account }: Placed): readonly Movement[] | null {
  const { id, to, tracking_details: tracking } = payment;
  const debited = debitedBy(payment);
  const credited = readWire(to.credited);
  if (debited === null || credited.asset !== 'USD' || !to.payout_method) return null;
  if (!isNearPar({ debited, credited })) return null;
  const common = { id, destination: null, networkReference: null, reason: null };
  const destination = formatBankToken({ recipient: to.recipient, method: to.payout_method });
  const networkReference = tracking?.bank_account?.trace_id ?? null;
  return [
    { ...common, kind: 'taken', money: addMoney(debited, marks.fee), network: account.network },
    { ...common, kind: 'given', money: credited, network: 'fiat', destination, networkReference },
  ];
}

/** What was debited is back, as Stripe says; its fee is kept. */
function returned(payment: Payment, { account, reason }: Placed & { readonly reason: string }): Movement {
  const { id } = payment;
  return {
    ...{ kind: 'returned', id, money: readWire(payment.from.debited), network: account.network },
    ...{ destination: null, networkReference: null, reason },
  };
}

function debitedBy({ from: { debited } }: Payment): Money | null {
  return debited.currency === 'usdc' ? readWire(debited) : null;
}
