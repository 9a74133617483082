import * as z from 'zod/mini';

/**
 * The values that every message is built from. Written with `zod/mini`, so that the server validates with, the
 * OpenAPI document is made from, and the browser parses by the very same schemas. A schema that is registered with an id
 * has this name in the document.
 */

/** A plain decimal string, never a float: "100.00". Exactness is checked against the asset by the server. */
export const decimalText = z
  .string()
  .check(z.regex(/^-?(0|[1-9][0-9]{0,37})(\.[0-9]{1,38})?$/), z.maxLength(80));

export const uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

/** RFC 3339 in UTC with milliseconds. */
export const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/));

/** A day of the calendar, without a time and without a zone. */
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** Money of states, tokens, the coins of the four networks, and shares. */
export const asset = z.enum([
  'USD',
  'EUR',
  'BRL',
  'USDC',
  'BTC',
  'ETH',
  'SOL',
  'SUI',
  'AAPL',
  'NVDA',
  'SPY',
  'TSLA',
]);

/** What a person may count their money in. */
export const currency = z.enum(['USD', 'EUR', 'BRL']);

export const network = z.enum(['bitcoin', 'ethereum', 'solana', 'sui', 'fiat']);

/** The networks that have addresses. */
export const chainNetwork = z.enum(['bitcoin', 'ethereum', 'solana', 'sui']);
export type ChainNetworkView = z.infer<typeof chainNetwork>;

export const moneyView = z
  .strictObject({ asset, amount: decimalText })
  .register(z.globalRegistry, { id: 'Money' });
export type MoneyView = z.infer<typeof moneyView>;

/** How the person pays in. `bank` goes by the network of banks of the currency: ACH in dollars, SEPA in euros. */
export const paymentMethod = z.enum(['card', 'apple_pay', 'google_pay', 'bank', 'wire']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

/** What a person may pay in. */
export const paidIn = z.enum(['USD', 'EUR']);
export type PaidIn = z.infer<typeof paidIn>;

/** How a withdrawal reaches a bank: within days, on the same day, within hours. */
export const payoutMethod = z.enum(['ach', 'ach_same_day', 'wire']);
export type PayoutMethod = z.infer<typeof payoutMethod>;

/** The name of a strategy, which never changes. */
export const strategyId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** The three kinds of balance that a person has. */
export const balanceType = z.enum(['BANKING', 'INVESTING', 'DEFI']);
export type BalanceTypeView = z.infer<typeof balanceType>;

/**
 * A place where money is, before or after. `person`: another person, with the name and the address as whoever sends wrote
 * them; for whoever gets it, the address of the sender, and no name. `elsewhere`: a place that this version does not know.
 */
export const placeView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('payment'), method: paymentMethod }),
  /** `network` is said where it goes from one to another. */
  z.object({ kind: z.literal('balance'), type: balanceType, network: z.optional(chainNetwork) }),
  /** Of what is put in, `position` is null before it is confirmed. */
  z.object({ kind: z.literal('strategy'), strategy: strategyId, position: z.nullable(uuid) }),
  z.object({ kind: z.literal('person'), name: z.nullable(z.string()), email: z.string() }),
  /** `name` is how the person calls whoever has it. */
  z.object({
    kind: z.literal('address'),
    network: chainNetwork,
    address: z.string(),
    name: z.nullable(z.string()),
  }),
  /** The bank and the last digits of the account, which is all we know of it. */
  z.object({ kind: z.literal('bank_account'), shown: z.string(), name: z.nullable(z.string()) }),
  z.object({ kind: z.literal('elsewhere') }),
]);
export type PlaceView = z.infer<typeof placeView>;

/** Made by the client when the review opens; any visible ASCII, so that a UUID fits. */
export const idempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{8,128}$/));

export const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/));

/** The parameters of a route about one thing. */
export const byId = z.strictObject({ id: uuid });
