import { FEE_WAITS } from '@diboas/wizards';
import * as z from 'zod/mini';
import { saleGainView, saleLots } from './lots.ts';
import { recipientName } from './recipients.ts';
import { repeatRequest, repeatView } from './recurring-buys.ts';
import { traded } from './traded.ts';
import { route } from './wire/route.ts';
import { typedEmail } from './wire/typed-email.ts';
import {
  asset,
  balanceType,
  byId,
  chainNetwork,
  decimalText,
  instant,
  moneyView,
  network,
  paidIn,
  paymentMethod,
  payoutMethod,
  placeView,
  strategyId,
  uuid,
} from './wire/values.ts';

/** What people may say with the money they send, for whoever gets it to read. */
export const note = z.string().check(z.minLength(1), z.maxLength(140), z.regex(/^[^\p{Cc}]*$/u));

/** Who is to get money: one of the person's own recipients, or whoever reads the mail of an address. */
export const sendTo = z.union([z.strictObject({ recipient: uuid }), z.strictObject({ email: typedEmail })]);

/** Where what is added may go on to: everywhere but where it arrives. */
const movedTo = z.enum(['INVESTING', 'DEFI']);

/**
 * How a trade is to be carried out. `market`: at the price of now, and at most so many basis points worse than the price that was
 * named. `limit`: at the person's own price or a better one, in USDC for one whole of it, for so many days.
 */
const tradeOrder = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('market'),
    /** From 1 to 500. */
    toleranceBps: z.int(),
  }),
  z.strictObject({
    type: z.literal('limit'),
    price: decimalText,
    /** From 1 to 90. */
    goodTillDays: z.int(),
  }),
]);
export type TradeOrderRequest = z.infer<typeof tradeOrder>;

/**
 * How long after the confirmation the network may be waited for to ask less, in hours; without a word it goes at once. What is asked
 * for then is at most what was agreed. Only where a network's fee differs from hour to hour: on Ethereum.
 */
const [_AT_ONCE, ...HOURS] = FEE_WAITS;
export const feeWaitHours = z.enum(HOURS);
export type FeeWaitHours = z.infer<typeof feeWaitHours>;
const feeWait = z.optional(feeWaitHours);

/** What a journey begins with. */
const journeyBegins = z.discriminatedUnion('with', [
  z.strictObject({
    with: z.literal('add'),
    amount: decimalText,
    currency: paidIn,
    method: paymentMethod,
    asset,
    network: chainNetwork,
  }),
  /** What lies in a balance already. */
  z.strictObject({
    with: z.literal('balance'),
    type: balanceType,
    amount: decimalText,
    asset,
    network: chainNetwork,
  }),
  /** All that lies in one position. */
  z.strictObject({ with: z.literal('stop'), position: uuid }),
]);

/**
 * What a journey goes on with. What it takes from another balance is moved there first, at once and free: that is a leg too. `withdraw`
 * ends it, and so does `start`.
 */
const journeyStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('move'), to: balanceType }),
  z.strictObject({ do: z.literal('buy'), asset: traded, order: tradeOrder }),
  z.strictObject({ do: z.literal('sell'), network: chainNetwork, order: tradeOrder }),
  z.strictObject({ do: z.literal('cross'), to: chainNetwork }),
  z.strictObject({ do: z.literal('start'), strategy: strategyId }),
  z.strictObject({ do: z.literal('withdraw'), method: payoutMethod, account: uuid }),
]);
export type JourneyStep = z.infer<typeof journeyStep>;

/** What is asked for, told apart by its operation. One more operation is one more line here and in `quoteView`. */
export const quoteRequest = z.discriminatedUnion('operation', [
  z.strictObject({
    operation: z.literal('ADD_FUNDS'),
    /** What the person wants to add, before fees, in `currency`. */
    amount: decimalText,
    currency: paidIn,
    method: paymentMethod,
    /** What arrives, and where. */
    asset,
    network: chainNetwork,
  }),
  z.strictObject({
    operation: z.literal('ADD_AND_MOVE'),
    /** As ADD_FUNDS, and what arrives goes on to this balance, under the same confirmation. */
    to: movedTo,
    amount: decimalText,
    currency: paidIn,
    method: paymentMethod,
    asset,
    network: chainNetwork,
  }),
  z.strictObject({
    operation: z.literal('MOVE'),
    /** Two balances of the person; the same one twice is refused. */
    from: balanceType,
    to: balanceType,
    amount: decimalText,
    asset,
    network,
  }),
  z.strictObject({
    operation: z.literal('SEND_MONEY'),
    to: sendTo,
    amount: decimalText,
    asset,
    network,
    note: z.optional(note),
  }),
  z.strictObject({
    operation: z.literal('SEND_TO_ADDRESS'),
    amount: decimalText,
    /** What leaves, from the balance on this network; it arrives on the same. */
    asset,
    network: chainNetwork,
    /** As it was typed, pasted or scanned. */
    address: z.string().check(z.minLength(1), z.maxLength(2_000)),
    /** How the person calls whoever has it. */
    name: z.optional(recipientName),
  }),
  z.strictObject({
    operation: z.literal('WITHDRAW_FUNDS'),
    amount: decimalText,
    asset: z.literal('USDC'),
    network: chainNetwork,
    method: payoutMethod,
    /** One of the person's bank accounts. */
    account: uuid,
  }),
  z.strictObject({
    operation: z.literal('BUY_CRYPTO'),
    /** USDC of the INVESTING balance on this network that buy something, before fees, which come on top. */
    amount: decimalText,
    network: chainNetwork,
    /** What is bought. A coin arrives on the network that it is the coin of, a share on the one that it is a token of. */
    asset: traded,
    order: tradeOrder,
    /** Again and again after this time; only at the price of now. */
    repeat: z.optional(repeatRequest),
  }),
  z.strictObject({
    operation: z.literal('SELL_CRYPTO'),
    asset: traded,
    /** How much of `asset` is sold. */
    amount: decimalText,
    /** Where the USDC arrives: without a word where the INVESTING balance has the most of it, or solana where it has none. */
    network: z.optional(chainNetwork),
    order: tradeOrder,
    /** Which lots go, where its person chose for this sale; without a word they go by the method of the coin. */
    lots: z.optional(saleLots),
  }),
  z.strictObject({
    operation: z.literal('START_STRATEGY'),
    strategy: strategyId,
    /** What is put in of the DEFI balance, in the strategy's asset on its network, before fees, which come on top. */
    amount: decimalText,
    feeWait,
  }),
  /** All that lies in one position of the person's, for what it has come to. */
  z.strictObject({ operation: z.literal('STOP_STRATEGY'), position: uuid, feeWait }),
  z.strictObject({
    operation: z.literal('BRIDGE'),
    /** Of this balance; what arrives is in the same. */
    type: balanceType,
    amount: decimalText,
    asset,
    from: chainNetwork,
    to: chainNetwork,
  }),
  z.strictObject({
    operation: z.literal('JOURNEY'),
    begins: journeyBegins,
    /** What follows, each with all that the one before brings at least. */
    steps: z.array(journeyStep).check(z.minLength(1), z.maxLength(8)),
  }),
]);
export type QuoteRequest = z.infer<typeof quoteRequest>;

/**
 * What a person is told before they send to an address. `first_use`: they never sent there. `look_alike`: it looks like one they
 * know and is another, which is how swindlers work. `contract`, `no_key`: a program has it. `unchecked`: it has no checksum that
 * would find a slip. `unusual_amount`: far more than they usually send.
 */
export const sendWarning = z.enum([
  'first_use',
  'look_alike',
  'contract',
  'no_key',
  'unchecked',
  'unusual_amount',
]);
export type SendWarning = z.infer<typeof sendWarning>;

export const feeTier = z.enum(['platform', 'provider', 'network', 'compliance', 'premium']);

/** How a fee came about: a share of an amount in basis points, rounded to the minor unit; or somebody's own figure. */
export const feeBasis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rate'), bps: z.int(), of: moneyView }),
  z.object({ kind: z.literal('quoted'), by: z.string() }),
]);

/** One part of the fees: who takes it, what for, and how it was worked out. Screens find the words. */
export const feePart = z.object({
  tier: feeTier,
  amount: moneyView,
  /** A proper name, of a network in the tier `network`. */
  takenBy: z.string(),
  purpose: z.enum(['arranging', 'conversion', 'transfer', 'identity']),
  basis: feeBasis,
});
export type FeePartView = z.infer<typeof feePart>;

/**
 * Seconds; `source` says whether they are our own measured figures or the provider's word. Where banks move it, `days` are those
 * of the banks that it arrives on, from and to, as dates of theirs, and `lastAt` is when they settle for the last time on the last
 * of them, for whoever names that day by a clock elsewhere; null where no bank is waited for.
 */
export const estimate = z.object({
  fromSeconds: z.int(),
  toSeconds: z.int(),
  source: z.enum(['provider', 'measured']),
  days: z.nullable(z.object({ from: z.iso.date(), to: z.iso.date(), lastAt: instant })),
});
export type EstimateView = z.infer<typeof estimate>;

/** `amount` plus every fee part is `total`, to the minor unit. */
export const priceView = z.object({ amount: moneyView, fees: z.array(feePart), total: moneyView });

export const receiveView = z.object({
  asset,
  network,
  /** What arrives in the balance; never less than this. */
  amount: decimalText,
  /** What is kept of what arrives, in the asset that arrives: `amount` is without it. Absent where nothing is. */
  fees: z.optional(z.array(feePart)),
});

/** How a trade is carried out, and at which prices: in USDC for one whole of it, before anybody's fee. */
export const tradeView = z.object({
  order: z.discriminatedUnion('type', [
    z.object({ type: z.literal('market'), toleranceBps: z.int() }),
    z.object({ type: z.literal('limit'), price: moneyView, goodTill: instant }),
  ]),
  /** What it brings at least: what is received, and every part of the fees that are kept of it, to the minor unit. */
  gross: moneyView,
  /** What arrives if it goes as expected, after fees; what arrives at least is `receive`. */
  expected: moneyView,
  /** At that price. */
  price: moneyView,
  /** The worst price that it is done at. */
  worst: moneyView,
  /** What of `pay.amount` is less than a step of whoever trades it, and stays where it is; null where all of it may be traded. */
  rest: z.nullable(moneyView),
});
export type TradeView = z.infer<typeof tradeView>;

/** What a leg may be. */
export const legOperation = z.enum([
  'ADD_FUNDS',
  'MOVE',
  'BUY_CRYPTO',
  'SELL_CRYPTO',
  'START_STRATEGY',
  'STOP_STRATEGY',
  'BRIDGE',
  'WITHDRAW_FUNDS',
]);

/** When the exchange opens in whose hours it is sent; null where it goes at once. */
const opensAt = z.nullable(instant);

/** What every quote says, whatever it is about. */
const quoted = {
  id: uuid,
  /** Where the money is before, and after. */
  from: placeView,
  to: placeView,
  provider: z.object({ id: z.string(), name: z.string() }),
  pay: priceView,
  receive: receiveView,
  estimate,
  /** Whether its person is asked who they are before it goes on. */
  asksIdentity: z.boolean(),
  createdAt: instant,
  expiresAt: instant,
};

/** One leg of what is confirmed as a whole: what it takes at most with all fees, and what it brings at least. */
const quotedLeg = z.object({
  key: z.string(),
  operation: legOperation,
  from: placeView,
  to: placeView,
  provider: z.object({ id: z.string(), name: z.string() }),
  pay: priceView,
  receive: receiveView,
  estimate,
});

export const quoteView = z
  .discriminatedUnion('operation', [
    z.object({ operation: z.literal('ADD_FUNDS'), method: paymentMethod, ...quoted }),
    z.object({ operation: z.literal('ADD_AND_MOVE'), method: paymentMethod, ...quoted }),
    z.object({ operation: z.literal('MOVE'), ...quoted }),
    z.object({
      operation: z.literal('SEND_MONEY'),
      note: z.nullable(z.string()),
      /**
       * How many days whoever gets it has to sign in for the first time, after which all of it comes back. Null for
       * somebody who is here already and gets it at once.
       */
      claimDays: z.nullable(z.int()),
      ...quoted,
    }),
    z.object({
      operation: z.literal('SEND_TO_ADDRESS'),
      /** What to look at before it is confirmed: what a network has taken cannot be brought back. */
      warnings: z.array(sendWarning),
      /** The known address that this one looks like, where it does. */
      alike: z.nullable(z.string()),
      ...quoted,
    }),
    z.object({ operation: z.literal('WITHDRAW_FUNDS'), method: payoutMethod, ...quoted }),
    z.object({
      operation: z.literal('BUY_CRYPTO'),
      trade: tradeView,
      opensAt,
      /** What is agreed to besides by confirming it; absent where it is bought once. */
      repeat: z.optional(repeatView),
      ...quoted,
    }),
    z.object({
      operation: z.literal('SELL_CRYPTO'),
      trade: tradeView,
      opensAt,
      /** What it would gain; null where that cannot be worked out now. */
      gain: z.nullable(saleGainView),
      ...quoted,
    }),
    /** `feeWait`: as it was asked for; null where it goes at once. */
    z.object({ operation: z.literal('START_STRATEGY'), feeWait: z.nullable(feeWaitHours), ...quoted }),
    /** What arrives at least is in `receive`; `expected` is what it should come to by now, and `putIn` what lies there of it. */
    z.object({
      operation: z.literal('STOP_STRATEGY'),
      expected: moneyView,
      putIn: moneyView,
      feeWait: z.nullable(feeWaitHours),
      ...quoted,
    }),
    z.object({ operation: z.literal('BRIDGE'), ...quoted }),
    /** `pay` is what the first leg takes, `receive` what the last one brings at least. */
    z.object({ operation: z.literal('JOURNEY'), legs: z.array(quotedLeg), ...quoted }),
  ])
  .register(z.globalRegistry, { id: 'Quote' });
export type QuoteView = z.infer<typeof quoteView>;
/** A quote of one operation. */
export type QuoteOf<Name extends QuoteView['operation']> = Extract<QuoteView, { operation: Name }>;

export const quoteRoutes = {
  createQuote: route({
    method: 'POST',
    path: '/v1/quotes',
    tag: 'Operations',
    says: 'Ask for a price',
    more: 'The offer stands for five minutes and takes nothing. The amount and all parts of the fees add up to the total, to the cent. What is asked for is told apart by `operation`; an unknown recipient is `not_found`.',
    body: quoteRequest,
    answer: quoteView,
    status: 201,
    refuses: [
      'amount_too_small',
      'amount_too_large',
      'amount_not_exact',
      'too_much_open',
      'too_many_recurring',
      'over_limit',
      'identity_refused',
      'method_unavailable',
      'insufficient_funds',
      'recipient_is_you',
      'recipient_not_here',
      'address_wrong',
      'lots_gone',
      'not_found',
      'no_market',
      'not_sold',
      'no_provider',
    ],
  }),
  getQuote: route({
    method: 'GET',
    path: '/v1/quotes/:id',
    tag: 'Operations',
    says: 'Read a quote again',
    params: byId,
    answer: quoteView,
    status: 200,
    refuses: ['not_found'],
  }),
};
