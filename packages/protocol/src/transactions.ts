import * as z from 'zod/mini';
import { estimate, priceView, receiveView } from './quotes.ts';
import { decimal, instant, moneyView, paymentMethod, uuid } from './values.ts';

export const status = z.enum([
  'INITIATED',
  'VALIDATING',
  'BALANCE_RESERVED',
  'SENT_TO_PROVIDER',
  'PROVIDER_PROCESSING',
  'PROVIDER_COMPLETED',
  'COMPLETED',
  'PROVIDER_FAILED',
  'FAILED',
  'COMPENSATED',
]);
export type StatusView = z.infer<typeof status>;

/**
 * What the person is told, one of a closed list (experience.md section 6.6). It is worked out by the server from
 * status, activity and attempts, so every screen tells the same.
 */
export const personState = z.enum([
  'accepted',
  'awaiting_you',
  'processing',
  'retrying',
  'delayed',
  'under_review',
  'unknown',
  'completed',
  'partly_done',
  'failed_nothing_moved',
  /** The provider told of a failure. Its page may be paid all the same, so it is still asked for a while. */
  'declined',
  'returning',
  'returned',
  'return_failed',
  'cancelled',
  'cancel_too_late',
  'expired',
  /** It arrived and was taken back later; the reversal is a transaction of its own. */
  'reversed',
  /** The reversal itself. */
  'taken_back',
]);
export type PersonState = z.infer<typeof personState>;

/** Where the money is right now. */
export const whereabouts = z.enum([
  'with_you',
  'with_provider',
  'with_provider_or_you',
  'in_your_balance',
  'on_its_way_back',
]);
export type Whereabouts = z.infer<typeof whereabouts>;

/** One step of the timeline in the person's terms. `at` is when it was done. */
export const stepView = z.object({
  key: z.enum([
    'instructed',
    'checked',
    'paid',
    'converted',
    'arrived',
    'ended',
    'released',
    'reported',
    'matched',
    'taken_back',
  ]),
  state: z.enum(['done', 'now', 'next']),
  at: z.nullable(instant),
});

export const failureCode = z.enum([
  'declined_by_provider',
  'not_delivered',
  'not_paid_in_time',
  'no_provider_available',
  'refused_by_rules',
  'provider_error',
]);

/**
 * What was given back when a transaction ended without success, and what its owner can do now. `released` were
 * reservations; `refunded` was money.
 */
export const compensationView = z.object({
  released: z.array(moneyView),
  refunded: z.array(moneyView),
  at: instant,
  next: z.enum(['start_again', 'choose_other_method', 'nothing', 'contact_us']),
});
export type CompensationView = z.infer<typeof compensationView>;

export const transactionView = z.object({
  id: uuid,
  /** For people: DB-7K2M-4QXP. */
  reference: z.string(),
  /** Rises by one with each change of this transaction. */
  version: z.int(),
  /** The place of its last change in the customer's stream. */
  seq: z.int(),
  /** REVERSAL takes back what another one had brought; people never ask for it. */
  operation: z.enum(['ADD_FUNDS', 'REVERSAL']),
  method: paymentMethod,
  /** The transaction that this one takes back. */
  reverses: z.nullable(uuid),
  /** The transaction that took this one back. */
  reversedBy: z.nullable(uuid),
  status,
  activity: z.nullable(z.string()),
  state: personState,
  where: whereabouts,
  /** No more changes are expected by themselves. */
  ended: z.boolean(),
  pay: priceView,
  receive: receiveView,
  estimate,
  /** Of one that is processing: when it will have taken longer than was estimated, and is delayed. */
  lateAt: z.nullable(instant),
  steps: z.array(stepView),
  provider: z.object({ id: z.string(), name: z.string() }),
  /** What the person must do next, elsewhere. */
  action: z.nullable(z.object({ kind: z.literal('open_url'), url: z.string() })),
  failure: z.nullable(z.object({ code: failureCode })),
  compensation: z.nullable(compensationView),
  /**
   * The receipt, once it ended and money had moved: `quoted`, what was `charged` and the `difference` between the two,
   * what was `returned` of it, and what the person `paid` in the end, which is the one less the other.
   */
  receipt: z.nullable(
    z.object({
      quoted: moneyView,
      charged: moneyView,
      difference: moneyView,
      returned: moneyView,
      paid: moneyView,
      delivered: z.nullable(moneyView),
      networkReference: z.nullable(z.string()),
      /**
       * What a reversal took back, told on both sides of it: `transaction` is the other side, with the reference
       * that people know it by.
       */
      takenBack: z.nullable(z.object({ amount: moneyView, transaction: uuid, reference: z.string() })),
    }),
  ),
  attempts: z.array(
    z.object({
      number: z.int(),
      provider: z.string(),
      reference: z.nullable(z.string()),
      state: z.enum(['sending', 'accepted', 'rejected', 'unknown', 'succeeded']),
      startedAt: instant,
    }),
  ),
  /** Each status with its time, in order, each once. */
  history: z.array(z.object({ status, activity: z.nullable(z.string()), at: instant })),
  /** When somebody or something looks at it next, if it rests. */
  nextCheckAt: z.nullable(instant),
  createdAt: instant,
  updatedAt: instant,
});
export type TransactionView = z.infer<typeof transactionView>;

/**
 * A transaction in a list: what its row tells, without how it came there. Every `TransactionView` is one too, so a change
 * of the live stream can take its place.
 */
export const transactionSummary = z.extend(
  z.omit(transactionView, { steps: true, attempts: true, history: true }),
  { pay: z.pick(priceView, { amount: true, total: true }) },
);
export type TransactionSummary = z.infer<typeof transactionSummary>;

export const confirmRequest = z.strictObject({
  quoteId: uuid,
  /** The total that the person saw; another than the quote's is refused with `price_changed`. */
  total: moneyView,
});
export type ConfirmRequest = z.infer<typeof confirmRequest>;

export const transactionPage = z.object({
  items: z.array(transactionSummary),
  nextCursor: z.nullable(z.string()),
});
export type TransactionPage = z.infer<typeof transactionPage>;

/**
 * An open hold, seen from one balance: its debit is part of what is `reserved`, its credit of what is `incoming`. One
 * that moves between two balances of a person is in both.
 */
export const holdView = z.object({
  id: uuid,
  transaction: uuid,
  /** The transaction's, for people: DB-7K2M-4QXP. */
  reference: z.string(),
  direction: z.enum(['reserved', 'incoming']),
  amount: moneyView,
});
export type HoldView = z.infer<typeof holdView>;

/** One snapshot: the figures, and the holds that explain them. */
export const balancesView = z.object({
  asOf: instant,
  /** The place in the customer's stream that these figures include. */
  seq: z.int(),
  balances: z.array(
    z.object({
      type: z.enum(['BANKING', 'INVESTING', 'DEFI']),
      asset: moneyView.shape.asset,
      network: receiveView.shape.network,
      available: decimal,
      reserved: decimal,
      incoming: decimal,
      /** Newest transaction first. Those of a direction add up to its figure, to the last digit. */
      holds: z.array(holdView),
    }),
  ),
});
export type BalancesView = z.infer<typeof balancesView>;
