import * as z from 'zod/mini';
import { historyRange } from './asset-history.ts';
import { assetKind } from './traded.ts';
import { route } from './wire/route.ts';
import { asset, currency, decimalText, instant, moneyView, network } from './wire/values.ts';

/** What something is worth by the prices of now, and when the oldest of them was so: null where none is in it. */
const worth = z.object({ money: moneyView, at: z.nullable(instant), isOld: z.boolean() });

/** A gain that is not realised, and where it comes from: the parts add up to it. Null where it is not known what was paid in dollars. */
const gain = z.object({
  total: moneyView,
  parts: z.nullable(z.object({ price: moneyView, income: moneyView, currency: moneyView })),
});

const position = z.object({
  asset,
  quantity: moneyView,
  /** Null where nobody knows a price. */
  value: z.nullable(worth),
  /** In basis points of all whose value is known. */
  shareBps: z.nullable(z.int()),
  /** What was paid for what is there. Null where it is not known, and then there is no gain either. */
  cost: z.nullable(moneyView),
  gain: z.nullable(gain),
});

/** Why a return is not told: docs/portfolio.md. */
export const noReturn = z.enum([
  ...(['no_days', 'too_short', 'gap', 'value_unknown', 'flow_unknown', 'nothing_held'] as const),
  ...([
    'value_from_nothing',
    'value_below_zero',
    'one_sided',
    'no_solution',
    'several_solutions',
    'unclear',
  ] as const),
]);
export type NoReturnView = z.infer<typeof noReturn>;

/** A share of one: 0.05 is five percent. */
const returned = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), rate: decimalText }),
  z.object({ kind: z.literal('unknown'), why: noReturn }),
]);
export type ReturnView = z.infer<typeof returned>;

const sliceOf = <Key extends z.ZodMiniType>(key: Key) =>
  z.array(z.object({ key, value: moneyView, shareBps: z.int() }));

/** How much what is told weighs, and the threshold of ours that its figure reached. */
const weighed = { weight: z.enum(['notable', 'high']), threshold: z.int() };

/** What figures say of how a portfolio is spread. Never what to buy or sell. An index is from 0 to 10,000. */
const advice = z.discriminatedUnion('code', [
  z.object({ code: z.literal('largest_position'), asset, shareBps: z.int(), ...weighed }),
  z.object({ code: z.literal('concentrated_in_assets'), largest: asset, index: z.int(), ...weighed }),
  z.object({ code: z.literal('concentrated_in_networks'), largest: network, index: z.int(), ...weighed }),
  z.object({ code: z.literal('concentrated_in_issuers'), largest: z.string(), index: z.int(), ...weighed }),
  z.object({ code: z.literal('values_unknown'), assets: z.array(asset) }),
]);
export type AdviceView = z.infer<typeof advice>;

/** What is invested, at one moment, and how it came to that. */
export const portfolioView = z
  .object({
    asOf: instant,
    currency,
    range: historyRange,
    /** By which days end, as the tz database calls it; null while nobody said, and then it is UTC. */
    zone: z.nullable(z.string()),
    /** Of all whose value is known. */
    value: worth,
    /** What has no known value. */
    unknown: z.array(asset),
    /**
     * What is there and went out, less what came in, since the first day: and how much that is of all that came in. Null where something
     * of it is not known.
     */
    gained: z.nullable(z.object({ money: moneyView, share: z.nullable(decimalText) })),
    positions: z.array(position),
    /** From the end of a day up to now. */
    period: z.object({
      /** Later than the range begins, where there was nothing before; null where nothing has ever moved. */
      from: z.nullable(instant),
      /** Without what came in and went out; null where it is not known. */
      change: z.nullable(moneyView),
      timeWeighted: returned,
      /** Over the period, and not by the year. */
      moneyWeighted: returned,
    }),
    /** What all was worth as days were over, at most so many points, and now: the oldest first. Null where it is not known. */
    chart: z.array(z.object({ at: instant, value: z.nullable(decimalText) })),
    /** The largest first. What has no known value is in none. */
    allocation: z.object({
      byAsset: sliceOf(asset),
      byKind: sliceOf(assetKind),
      byNetwork: sliceOf(network),
      byIssuer: sliceOf(z.string()),
    }),
    /** The Herfindahl-Hirschman index: 10,000 where all is in one. */
    concentration: z.object({ byAsset: z.int(), byNetwork: z.int(), byIssuer: z.int() }),
    advice: z.array(advice),
  })
  .register(z.globalRegistry, { id: 'Portfolio' });
export type PortfolioView = z.infer<typeof portfolioView>;

/** A zone by its name in the tz database: America/Sao_Paulo. */
export const dayZone = z.object({ zone: z.string().check(z.minLength(1), z.maxLength(64)) });

export const portfolioRoutes = {
  portfolio: route({
    method: 'GET',
    path: '/v1/portfolio',
    tag: 'Portfolio',
    says: 'What is invested: positions, returns, how it is spread, and points of a chart',
    more: 'A portfolio is the INVESTING balance. Its days are written once, as they are over; the day that goes on is reckoned by the prices of now. What is not known is never guessed: a value is null, and a return says why there is none.',
    query: z.strictObject({ range: historyRange, currency }),
    answer: portfolioView,
    status: 200,
    refuses: [],
  }),
  sayDayZone: route({
    method: 'POST',
    path: '/v1/portfolio/zone',
    tag: 'Portfolio',
    says: 'Say by which zone the days of your portfolio end',
    more: 'From now on: days that were written stay as they are, so one day is longer or shorter.',
    body: dayZone,
    answer: dayZone,
    status: 200,
    refuses: [],
  }),
};
