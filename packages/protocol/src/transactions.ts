import * as z from 'zod/mini';
import { estimate, priceView, receiveView, tradeView } from './quotes.ts';
import { route } from './wire/route.ts';
import {
  byId,
  chainNetwork,
  cursor,
  idempotencyKey,
  instant,
  moneyView,
  paymentMethod,
  placeView,
  uuid,
} from './wire/values.ts';

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
 * What the person is told, one of a closed list (R43). It is worked out by the server from
 * status, activity and attempts, so every screen tells the same.
 */
export const personState = z.enum([
  'accepted',
  'awaiting_you',
  /** It waits for somebody who is not here yet, until `claimUntil`; then all of it comes back. */
  'awaiting_recipient',
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
  /** Its provider was asked to stop it, and has not said what became of it. */
  'cancelling',
  'cancel_too_late',
  'expired',
  /** It arrived and was taken back or sent back later, by a transaction of its own. */
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
  /** In the person's balance, where nothing else can spend it. */
  'set_aside',
  'with_recipient',
  /** A network has it: it is confirmed, a block after the other. */
  'on_the_network',
  'on_its_way_to_your_bank',
  /** Set aside, and it may have been sent: nobody knows yet. */
  'set_aside_or_sent',
  'on_its_way_back',
]);
export type Whereabouts = z.infer<typeof whereabouts>;

/** One step of the timeline in the person's terms. `at` is when it was done. */
export const stepView = z.object({
  key: z.enum([
    'instructed',
    'checked',
    'paid',
    'set_aside',
    'converted',
    'sent',
    'arrived',
    'ended',
    'released',
    'reported',
    'matched',
    'taken_back',
    'came_back',
    'placed',
    'traded',
  ]),
  state: z.enum(['done', 'now', 'next']),
  at: z.nullable(instant),
});

export const failureCode = z.enum([
  'declined_by_provider',
  'not_delivered',
  'not_paid_in_time',
  /** Its owner stopped it before anything was paid. */
  'cancelled',
  'no_provider_available',
  /** Nobody offered it within what was agreed while the exchange was open. */
  'price_moved',
  'refused_by_rules',
  /** More than may be done in a day or a month. */
  'over_limit',
  /** Its person had to show who they are, and did not in time, or it was refused. */
  'not_verified',
  /** Somebody had to look at it, and nobody let it pass in time. */
  'not_cleared',
  /** A check said no; why is not told. */
  'not_allowed',
  'provider_error',
  /** Whoever was to get it cannot be given anything. */
  'recipient_cannot_receive',
  /** Whoever was to get it did not sign in in time. */
  'not_claimed',
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

/** What a transaction is about. */
export const operation = z.enum([
  'ADD_FUNDS',
  'ADD_AND_MOVE',
  'MOVE',
  'SEND_MONEY',
  'SEND_TO_ADDRESS',
  'WITHDRAW_FUNDS',
  'BUY_CRYPTO',
  'SELL_CRYPTO',
  'START_STRATEGY',
  'STOP_STRATEGY',
  'BRIDGE',
  'JOURNEY',
  'RECEIVE',
  'YIELD',
  'RECEIVE_MONEY',
  'REVERSAL',
  'RETURN',
  'OTHER',
]);

/** One leg of what is done in several transactions under one confirmation. */
export const legView = z
  .object({
    key: z.string(),
    /** The leg's own transaction, once it has begun. */
    transaction: z.nullable(uuid),
    operation,
    from: placeView,
    to: placeView,
    /** What it is to bring at least. */
    amount: moneyView,
    /** `skipped`: it never began, because another one failed. `going_back`: what it did is being taken back. */
    state: z.enum(['waiting', 'under_way', 'done', 'failed', 'skipped', 'going_back', 'taken_back']),
  })
  .register(z.globalRegistry, { id: 'Leg' });
export type LegView = z.infer<typeof legView>;

/** What of a trade was done and booked until now: what it took with all fees, what it brought after fees. */
const filledView = z.object({
  paid: moneyView,
  received: moneyView,
  /** In USDC for one whole of it, before our own fee; the venue's is in what it took or gave. */
  price: moneyView,
});

/** How much of it, and the transaction on the other side with the reference that people know it by. */
const otherSide = z.object({ amount: moneyView, transaction: uuid, reference: z.string() });

export const transactionView = z
  .object({
    id: uuid,
    /** For people: DB-7K2M-4QXP. */
    reference: z.string(),
    /** Rises by one with each change of this transaction. */
    version: z.int(),
    /** The place of its last change in the customer's stream. */
    seq: z.int(),
    /**
     * People never ask for RECEIVE, nor for those after it. ADD_AND_MOVE and JOURNEY are done in several transactions, their legs.
     * YIELD is what a position earned. RECEIVE_MONEY is the recipient's side of SEND_MONEY; REVERSAL takes back what
     * another one had brought, RETURN brings back what another one had taken; OTHER is one that this version does not know.
     */
    operation,
    /**
     * Of so many confirmations by its network that are wanted, how many there are; null where that is not counted. Outbid: it has
     * none, and others pay so much more that it waits for long.
     */
    confirmations: z.nullable(z.object({ have: z.int(), want: z.int(), outbid: z.optional(z.boolean()) })),
    /** Where its transaction on the network can be looked at; null before there is one. */
    explorer: z.nullable(z.object({ network: chainNetwork, transaction: z.string(), url: z.string() })),
    /** How the person pays; null where nothing is paid. */
    method: z.nullable(paymentMethod),
    /** Where the money is before, and after. */
    from: placeView,
    to: placeView,
    /** What the sender said with it. */
    note: z.nullable(z.string()),
    /** Of money for somebody who is not here yet: until when it waits for them. */
    claimUntil: z.nullable(instant),
    /**
     * What it rests for before anything is sent, and until when; then all of it is given back. `identity`: its owner shows who they
     * are. `check`: we look at it, and nothing is to be done. `price`: nobody offers it now within what was agreed. `market` and
     * `network_fee` are the two whose end gives nothing back. The exchange is closed, and at `until`, as far as is known, it is
     * sent; the network is waited for to ask less, and at `until` it is sent for what is asked then, within what was agreed. `mint` is
     * of what was sent: it has left one network for good and is owed on another one, where it was to be by `until`. Nothing ends then.
     */
    waits: z.nullable(
      z.object({
        for: z.enum(['identity', 'check', 'market', 'price', 'network_fee', 'mint']),
        until: instant,
      }),
    ),
    /** The transaction that this one is a leg of; lists tell of the whole only. */
    parent: z.nullable(uuid),
    /** The transaction that this one takes back, or brings back what it had taken. */
    reverses: z.nullable(uuid),
    /** The transaction that took this one back, or brought back what it had taken. */
    reversedBy: z.nullable(uuid),
    status,
    activity: z.nullable(z.string()),
    state: personState,
    where: whereabouts,
    /** No more changes are expected by themselves. */
    ended: z.boolean(),
    pay: priceView,
    receive: receiveView,
    /** How it is traded, and how much of it was until now; null where nothing is. */
    trade: z.nullable(z.extend(tradeView, { filled: z.nullable(filledView) })),
    /** Of what is done in legs, the one that is under way, else the last that was done; null elsewhere, and before either. */
    leg: z.nullable(
      z.object({
        number: z.int(),
        of: z.int(),
        operation,
        from: placeView,
        to: placeView,
        amount: moneyView,
      }),
    ),
    /** What has arrived until now of what arrives in parts, while the rest is to come; null elsewhere. */
    arrived: z.nullable(moneyView),
    /** Of what crosses from one network to another: something else than was agreed has arrived there, and we look at it. */
    arrivedAsAnother: z.optional(z.literal(true)),
    estimate,
    /** Of one that is processing: when it will have taken longer than was estimated, and is delayed. */
    lateAt: z.nullable(instant),
    /** What it is done in, where that is several transactions; empty elsewhere. */
    legs: z.array(legView),
    steps: z.array(stepView),
    provider: z.object({ id: z.string(), name: z.string() }),
    /** What the person must do next: elsewhere, or show who they are. */
    action: z.nullable(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('open_url'), url: z.string() }),
        z.object({ kind: z.literal('verify') }),
      ]),
    ),
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
         * What a reversal took back, told on both sides of it.
         */
        takenBack: z.nullable(otherSide),
        /**
         * What came back of what had left, told on both sides of it too; `kept`: what of it did not, which the other side
         * does not know.
         */
        cameBack: z.nullable(z.extend(otherSide, { kept: z.nullable(moneyView) })),
      }),
    ),
    attempts: z.array(
      z.object({
        number: z.int(),
        provider: z.string(),
        reference: z.nullable(z.string()),
        state: z.enum(['preparing', 'sending', 'accepted', 'rejected', 'unknown', 'succeeded']),
        startedAt: instant,
      }),
    ),
    /** Each status with its time, in order, each once. */
    history: z.array(z.object({ status, activity: z.nullable(z.string()), at: instant })),
    /** When its provider was asked to stop it, if it was: whether it did, the state says. */
    cancelAskedAt: z.nullable(instant),
    /** When somebody or something looks at it next, if it rests. */
    nextCheckAt: z.nullable(instant),
    createdAt: instant,
    updatedAt: instant,
  })
  .register(z.globalRegistry, { id: 'Transaction' });
export type TransactionView = z.infer<typeof transactionView>;

/**
 * A transaction in a list: what its row tells, without how it came there. Every `TransactionView` is one too, so a change
 * of the live stream can take its place.
 */
export const transactionSummary = z
  .extend(z.omit(transactionView, { legs: true, steps: true, attempts: true, history: true }), {
    pay: z.pick(priceView, { amount: true, total: true }),
    receive: z.omit(receiveView, { fees: true }),
  })
  .register(z.globalRegistry, { id: 'TransactionSummary' });
export type TransactionSummary = z.infer<typeof transactionSummary>;

export const confirmRequest = z.strictObject({
  quoteId: uuid,
  /** The total that the person saw; another than the quote's is refused with `price_changed`. */
  total: moneyView,
});
export type ConfirmRequest = z.infer<typeof confirmRequest>;

export const transactionPage = z
  .object({
    items: z.array(transactionSummary),
    nextCursor: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'TransactionPage' });
export type TransactionPage = z.infer<typeof transactionPage>;

/** Query values arrive as text, so `limit` is read from text: 1 to 100. */
const pageQuery = z.strictObject({
  cursor: z.optional(cursor),
  limit: z.optional(z.string().check(z.regex(/^([1-9][0-9]?|100)$/))),
});

export const transactionRoutes = {
  confirm: route({
    method: 'POST',
    path: '/v1/transactions',
    tag: 'Transactions',
    says: 'Confirm a quote, which makes a transaction',
    more: 'Send the total that the person saw; another total than the quoted one is refused. The same `Idempotency-Key` with the same content gives the same transaction again, with status 200 and the header `Idempotent-Replayed: true`; with other content it is refused. After a lost answer, send the same request again, or look for the key. What leaves for somebody else or for a bank needs the second factor, given within five minutes in this session; who has none may let as much leave a day as `factor_missing` says.',
    body: confirmRequest,
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    answer: transactionView,
    status: 201,
    repeated: 'This key was used before: the same transaction again.',
    refuses: [
      'not_found',
      'key_in_use',
      'quote_used',
      'quote_expired',
      'price_changed',
      'account_frozen',
      'factor_required',
      'factor_missing',
      'too_much_open',
      'insufficient_funds',
      'over_limit',
      'amount_too_large',
      'amount_not_exact',
      'method_unavailable',
    ],
  }),
  listTransactions: route({
    method: 'GET',
    path: '/v1/transactions',
    tag: 'Transactions',
    says: 'List transactions, newest first',
    more: 'Of each what a row tells; reading one gives all of it. A page holds 20 unless `limit` says otherwise. `nextCursor` asks for the next page; null is the end.',
    query: pageQuery,
    answer: transactionPage,
    status: 200,
    refuses: [],
  }),
  getTransaction: route({
    method: 'GET',
    path: '/v1/transactions/:id',
    tag: 'Transactions',
    says: 'Read a transaction',
    params: byId,
    answer: transactionView,
    status: 200,
    refuses: ['not_found'],
  }),
  cancelTransaction: route({
    method: 'POST',
    path: '/v1/transactions/:id/cancel',
    tag: 'Transactions',
    says: 'Cancel a transaction that can still be stopped',
    more: 'Asked for twice it is done once. What waits for somebody who is not here yet comes back at once. What leaves a balance is stopped by its provider: until that says what became of it, the state is `cancelling`. What is paid in spite of it, because the two crossed or the page was left open, is carried out all the same: then the state is `cancel_too_late`, and later `completed`.',
    params: byId,
    answer: transactionView,
    status: 200,
    refuses: ['not_found', 'cancel_too_late'],
  }),
  /** Finds what a lost answer was about. */
  findTransactionByKey: route({
    method: 'GET',
    path: '/v1/transactions/by-key/:key',
    tag: 'Transactions',
    says: 'Find the transaction that an idempotency key made',
    params: z.strictObject({ key: idempotencyKey }),
    answer: transactionView,
    status: 200,
    refuses: ['not_found'],
  }),
};
