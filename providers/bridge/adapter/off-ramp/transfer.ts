import { accept, type Id, isId, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { Movement, Observation } from '@diboas/orchestration';
import { isWordOf, keptText, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import { formatBankToken } from './bank-token.ts';
import { type BridgeWallet, receiptSchema } from './payout.ts';

/**
 * Every state that Bridge documents (platform/orchestration/transfers/transfer-states), and `pending`, which its events
 * show. `returned` is said of what was sent to the bank and came back, `undeliverable` of what never arrived; in both the
 * money is still at Bridge, until it is `refunded` to the wallet that it came from.
 */
export type TransferState =
  | 'pending'
  | 'awaiting_funds'
  | 'in_review'
  | 'funds_received'
  | 'payment_submitted'
  | 'payment_processed'
  | 'undeliverable'
  | 'returned'
  | 'refunded'
  | 'canceled'
  | 'missing_return_policy'
  | 'error';

type Told = Pick<Observation, 'stage' | 'end' | 'milestone'> & {
  /** How far the money is: still in our wallet, at Bridge, at the bank, or in our wallet again. */
  readonly money: 'here' | 'there' | 'paid' | 'back';
};

/** What each state means to us; `for_people` where only a person can do something about it. A forgotten one does not compile. */
export const TRANSFER_STATES: Readonly<Record<TransferState, Told | 'for_people'>> = {
  pending: { stage: 'open', end: null, milestone: 'order_open', money: 'here' },
  awaiting_funds: { stage: 'open', end: null, milestone: 'order_open', money: 'here' },
  in_review: { stage: 'working', end: null, milestone: 'in_review', money: 'here' },
  funds_received: { stage: 'working', end: null, milestone: 'funds_received', money: 'there' },
  payment_submitted: { stage: 'working', end: null, milestone: 'fiat_sent', money: 'there' },
  payment_processed: { stage: 'ended', end: 'done', milestone: 'bank_credited', money: 'paid' },
  undeliverable: { stage: 'working', end: null, milestone: 'returning', money: 'there' },
  returned: { stage: 'working', end: null, milestone: 'returning', money: 'there' },
  refunded: { stage: 'ended', end: 'declined', milestone: 'failed', money: 'back' },
  canceled: { stage: 'ended', end: 'cancelled', milestone: 'cancelled', money: 'here' },
  missing_return_policy: 'for_people',
  error: 'for_people',
};

/** The parts of a transfer that we use: loose about others, strict about these. */
const transferSchema = z.object({
  id: keptText.min(1),
  state: keptText,
  client_reference_id: keptText.nullish(),
  on_behalf_of: keptText,
  source: z.object({ payment_rail: keptText, currency: keptText }),
  destination: z.object({
    currency: keptText,
    external_account_id: keptText.nullish(),
    trace_number: keptText.nullish(),
    imad: keptText.nullish(),
  }),
  receipt: receiptSchema.nullish(),
});
type Transfer = z.infer<typeof transferSchema>;

/** What of a transfer's `client_reference_id` says that it is ours: others may use the same account. */
const OURS = 'diboas/';

/** Our two ids, as Bridge keeps them for us. */
export function ourReference({ transactionId, attemptId }: { transactionId: Id; attemptId: Id }): string {
  return `${OURS}${transactionId}/${attemptId}`;
}

/** Null for somebody else's transfer on the same account; `malformed` for one of ours that nobody can place. */
export function idsOf(body: unknown): { transactionId: Id; attemptId: Id } | null | 'malformed' {
  const read = z.object({ client_reference_id: z.string().nullish() }).safeParse(body);
  if (!read.success) return 'malformed';
  const reference = read.data.client_reference_id ?? '';
  if (!reference.startsWith(OURS)) return null;
  const [transactionId, attemptId, ...more] = reference.slice(OURS.length).split('/');
  return isId(transactionId) && isId(attemptId) && more.length === 0
    ? { transactionId, attemptId }
    : 'malformed';
}

/** What a transfer says about the order of this attempt, or in words, for operators, why it says nothing certain. */
export function observeTransfer(
  body: unknown,
  { reference, wallet }: { reference: string; wallet: BridgeWallet },
): Outcome<Observation, string> {
  const read = transferSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse(`not a transfer: ${fields}`);
  }
  const transfer = read.data;
  const { id, state } = transfer;
  if (transfer.client_reference_id !== reference) return refuse(`transfer ${id} is not of ${reference}`);
  if (!isWordOf(TRANSFER_STATES, state)) return refuse(`transfer ${id} has a state nobody knows: ${state}`);
  const told = TRANSFER_STATES[state];
  if (told === 'for_people') return refuse(`transfer ${id} is ${state}: Bridge waits for a person`);
  const movements = movementsOf(transfer, { told, wallet });
  if (movements === null) return refuse(`the figures of transfer ${id} cannot be read exactly`);
  const wasPaid = movements.some(({ kind }) => kind === 'given');
  // What was done and came back was done all the same.
  const end = told.money === 'back' && wasPaid ? 'done' : told.end;
  const { stage, milestone } = told;
  return accept({ reference: id, stage, end, milestone, actionUrl: null, movements });
}

/**
 * All that moved, by the transfer's own name. Of a refund Bridge names no amount: of what reached the bank it is taken to be
 * what was paid there, of what never did all that was taken. Null when a figure cannot be read exactly.
 */
function movementsOf(
  transfer: Transfer,
  { told, wallet }: { told: Told; wallet: BridgeWallet },
): readonly Movement[] | null {
  if (told.money === 'here') return [];
  const { id, source, destination, receipt } = transfer;
  if (source.payment_rail !== 'bridge_wallet' || source.currency !== 'usdc') return null;
  const taken = readAmount('USDC', receipt?.initial_amount ?? '');
  const paid = readAmount('USD', receipt?.final_amount ?? '');
  if (destination.currency !== 'usd' || !destination.external_account_id || !taken || !paid) return null;
  // Banks name what was sent to them, so what has such a name was sent.
  const sentAs = destination.trace_number ?? destination.imad ?? null;
  const common = { id, destination: null, networkReference: null, reason: null };
  const movements: Movement[] = [{ ...common, kind: 'taken', money: taken, network: wallet.network }];
  const isPaid = told.money === 'paid' || (told.money === 'back' && sentAs !== null);
  if (isPaid) {
    const to = { customer: transfer.on_behalf_of, account: destination.external_account_id };
    const place = { destination: formatBankToken(to), networkReference: sentAs };
    movements.push({ ...common, ...place, kind: 'given', money: paid, network: 'fiat' });
  }
  if (told.money === 'back') {
    const back = isPaid ? inUsdc(paid) : taken;
    movements.push({ ...common, kind: 'returned', money: back, network: wallet.network });
  }
  return movements;
}

/** Dollars in USDC, at par, as Bridge exchanges them. */
function inUsdc({ units }: Money): Money {
  return money('USDC', units * 10_000n);
}
