/**
 * A transfer's life, as a table of acts. Pure: what was executed goes out.
 *
 *   awaiting_funds ─fund─▶ funds_received ─submit─▶ payment_submitted ─process─▶ payment_processed
 *      │  └review─▶ in_review ─fund┘  └──undeliver─▶ undeliverable ─refund─┐        └return─▶ returned ─refund─┐
 *      └─cancel─▶ canceled                                               refunded ◀───────────────────────────┘
 *
 * It comes out of a wallet at Bridge, so it is funded without anybody. What was never delivered goes back whole; of what
 * comes back from the bank the fee is kept. Bridge documents neither sum.
 */
import { accept, type Instant, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Life, Moved, Pace } from '@diboas/sandbox-kit';
import { misdelivered, overcharged } from './fees.ts';
import type { Transfer, TransferState } from './transfer.ts';

export type Act =
  | 'fund'
  | 'review'
  | 'submit'
  | 'process'
  | 'undeliver'
  | 'return'
  | 'refund'
  | 'lose_policy'
  | 'err'
  | 'cancel';

const ALLOWED_IN: Readonly<Record<Act, readonly TransferState[]>> = {
  fund: ['awaiting_funds', 'in_review'],
  review: ['awaiting_funds'],
  submit: ['funds_received'],
  process: ['payment_submitted'],
  undeliver: ['funds_received'],
  return: ['payment_processed'],
  refund: ['undeliverable', 'returned'],
  lose_policy: ['undeliverable'],
  err: ['funds_received', 'payment_submitted'],
  cancel: ['awaiting_funds'],
};

export const LIFE: Life<Transfer, Act> = {
  move,
  nextAct,
  wayTo: {
    pay: ['fund'],
    process: ['fund', 'submit'],
    complete: ['fund', 'submit', 'process'],
    reject: ['fund', 'undeliver', 'refund'],
    return: ['fund', 'submit', 'process', 'return'],
  },
  statusOf: ({ phase }) => phase,
};

function move(transfer: Transfer, act: Act, now: Instant): Outcome<Moved<Transfer>, 'not_in_this_phase'> {
  if (!ALLOWED_IN[act].includes(transfer.phase)) return refuse('not_in_this_phase');
  return accept(moved({ ...transfer, updatedAt: now }, act));
}

function moved(transfer: Transfer, act: Act): Moved<Transfer> {
  const { rejectAt } = transfer.plan;
  const to = (phase: TransferState): Moved<Transfer> => ({ session: { ...transfer, phase }, executions: [] });
  switch (act) {
    case 'fund':
      return funded(transfer);
    case 'submit':
      return rejectAt === 'payment' ? to('undeliverable') : rejectAt === 'kyc' ? to('error') : sent(transfer);
    case 'process':
      return processed(transfer);
    case 'refund':
      return refunded(transfer);
    case 'review':
      return to('in_review');
    case 'undeliver':
      return to('undeliverable');
    case 'return':
      return to('returned');
    case 'lose_policy':
      return to('missing_return_policy');
    case 'err':
      return to('error');
    case 'cancel':
      return to('canceled');
    default:
      return unreachable(act);
  }
}

/** When and how it goes on by itself: a bank takes days to credit by ACH, and two more until what it refuses is back. */
function nextAct({ phase, plan, rail }: Transfer, pace: Pace): ReturnType<typeof LIFE.nextAct> {
  switch (phase) {
    case 'awaiting_funds':
    case 'in_review':
      return { act: 'fund', afterMs: pace.stepMs };
    case 'funds_received':
      return { act: 'submit', afterMs: pace.stepMs };
    case 'payment_submitted':
      if (plan.stuck) return null;
      return { act: 'process', afterMs: rail === 'ach' ? pace.businessDayMs : pace.stepMs };
    case 'payment_processed':
      return plan.rejectAt === 'fulfillment' ? { act: 'return', afterMs: 2 * pace.businessDayMs } : null;
    case 'undeliverable':
    case 'returned':
      return { act: 'refund', afterMs: pace.stepMs };
    case 'refunded':
    case 'missing_return_policy':
    case 'error':
    case 'canceled':
      return null;
    default:
      return unreachable(phase);
  }
}

function funded(transfer: Transfer): Moved<Transfer> {
  const receipt = overcharged(transfer.receipt, transfer.plan.chargeBps ?? 0);
  const next: Transfer = { ...transfer, receipt, phase: 'funds_received' };
  const payment = { ...common(next), kind: 'payment' as const, amount: receipt.initial, asset: 'usdc' };
  return { session: next, executions: [{ ...payment, network: null, destination: null }] };
}

function sent(transfer: Transfer): Moved<Transfer> {
  const digits = transfer.id.replaceAll(/\D/g, '').padEnd(15, '0').slice(0, 15);
  return { session: { ...transfer, phase: 'payment_submitted', sentAs: digits }, executions: [] };
}

function processed(transfer: Transfer): Moved<Transfer> {
  const receipt = misdelivered(transfer.receipt, transfer.plan.deliverBps);
  const next: Transfer = { ...transfer, receipt, phase: 'payment_processed' };
  const delivery = { ...common(next), kind: 'delivery' as const, amount: receipt.final, asset: 'usd' };
  const destination = `${next.customer}:${next.externalAccount}`;
  return { session: next, executions: [{ ...delivery, network: null, destination }] };
}

function refunded(transfer: Transfer): Moved<Transfer> {
  const { phase, receipt } = transfer;
  const amount = phase === 'returned' ? receipt.final : receipt.initial;
  const next: Transfer = { ...transfer, phase: 'refunded', refunded: amount };
  const refund = { ...common(next), kind: 'refund' as const, amount, asset: 'usdc' };
  return { session: next, executions: [{ ...refund, network: null, destination: null }] };
}

function common({ id, idempotencyKey, clientReference, sentAs }: Transfer) {
  const [, transactionId = '', attemptId = ''] = (clientReference ?? '').split('/');
  return {
    ...{ provider: 'bridge', reference: id, idempotency_key: idempotencyKey, transaction_id: sentAs },
    metadata: { diboas_transaction_id: transactionId, diboas_attempt_id: attemptId },
  };
}
