import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, chainNetwork, day, decimalText, instant, moneyView, strategyId } from './wire/values.ts';

/** A figure of a year, as a share of one, with who told it and when it was so: 0.041 is 4.1 % a year. What was, and no promise. */
const toldRate = z.object({ yearly: decimalText, source: z.string(), at: instant });

/**
 * What the rate was over the last days, of one source alone: never one figure. The lowest and the highest of these days, and the
 * middle one.
 */
const pastRates = z.object({
  source: z.string(),
  from: day,
  until: day,
  /** Of how many days within these a rate is known. */
  days: z.int(),
  low: decimalText,
  middle: decimalText,
  high: decimalText,
});

export const riskLevel = z.enum(['low', 'medium', 'high']);
export type RiskLevelView = z.infer<typeof riskLevel>;

/** What a part counts for, of as much as it can, and what the whole is at least because of it alone. */
const counted = { points: z.int(), most: z.int(), atLeast: z.nullable(riskLevel) };

const riskPart = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('contracts'),
    /** Who can change what runs there. */
    changeableBy: z.enum(['nobody', 'vote_with_delay', 'few']),
    ...counted,
  }),
  z.object({ part: z.literal('audits'), count: z.int(), newestDays: z.nullable(z.int()), ...counted }),
  z.object({ part: z.literal('age'), days: z.int(), ...counted }),
  /** In US dollars; null where nobody knows a price. */
  z.object({ part: z.literal('size'), worth: z.nullable(moneyView), ...counted }),
  z.object({
    part: z.literal('peg'),
    tiedBy: z.enum(['reserves', 'collateral', 'algorithm', 'own_price']),
    ...counted,
  }),
  /** How much of it could be taken out now. */
  z.object({ part: z.literal('depth'), freeBps: z.int(), ...counted }),
  z.object({ part: z.literal('exit'), exit: z.enum(['when_free', 'queue']), ...counted }),
]);
export type RiskPartView = z.infer<typeof riskPart>;

/** What people of ours found out, and what it counts for: the points of the parts add up. */
const risk = z.object({
  level: riskLevel,
  points: z.int(),
  most: z.int(),
  parts: z.array(riskPart),
  lookedAt: day,
  openSince: day,
  contracts: z.array(z.object({ part: z.string(), address: z.string() })),
  /** Somebody else's look into the code, the newest first. */
  audits: z.array(z.object({ by: z.string(), on: day, of: z.string(), url: z.string() })),
  /** What weighs most comes first. */
  whatCanGoWrong: z.array(
    z.enum([
      ...(['code_fails', 'borrowers_do_not_pay_back', 'others_leave_first', 'rate_falls'] as const),
      ...(['peg_breaks', 'price_falls', 'rules_change', 'prices_told_wrong'] as const),
      ...(['moves_against_keeping', 'leaves_its_range'] as const),
    ]),
  ),
});

/** What there is to be told of it just now, each with its figure and the threshold of ours that it reached. */
const strategyFlag = z.discriminatedUnion('code', [
  z.object({ code: z.enum(['paused', 'frozen', 'code_changed']) }),
  z.object({ code: z.literal('nearly_all_lent'), lentBps: z.int(), thresholdBps: z.int() }),
  z.object({ code: z.literal('total_fell'), fellBps: z.int(), thresholdBps: z.int(), since: day }),
  z.object({
    code: z.literal('peg_off'),
    offBps: z.int(),
    thresholdBps: z.int(),
    at: z.nullable(instant),
  }),
  /** What its provider says and what the second source says are apart by more than a tenth. */
  z.object({ code: z.literal('rates_apart') }),
]);
export type StrategyFlagView = z.infer<typeof strategyFlag>;

/** Why it is explained and not sold. */
export const notSold = z.enum([
  ...(['no_risk_file', 'no_profile', 'profile_outdated', 'above_profile'] as const),
  ...(['paused', 'frozen', 'code_changed', 'full'] as const),
]);
export type NotSoldView = z.infer<typeof notSold>;

/** A strategy as it stands now, and how it meets the person who asks. */
export const strategyView = z
  .object({
    id: strategyId,
    asset,
    network: chainNetwork,
    /** As people know it. */
    protocol: z.string(),
    state: z.enum(['open', 'capped', 'frozen', 'paused', 'changed']),
    /** What may still be put in, of all people together; null where nothing bounds it. */
    room: z.nullable(moneyView),
    /** All that lies in it, of everybody, and what of that could be taken out now. */
    total: moneyView,
    free: moneyView,
    exit: z.enum(['when_free', 'queue']),
    /** When its provider said so. */
    at: instant,
    /** By its own provider; null where it tells none. */
    rate: z.nullable(toldRate),
    /** By somebody else; null where nobody told one. The two are never mixed. */
    second: z.nullable(toldRate),
    /** Null where too few days are known. */
    past: z.nullable(pastRates),
    /** Null where nobody of ours looked into it: then it is not sold. */
    risk: z.nullable(risk),
    flags: z.array(strategyFlag),
    suitability: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('sold') }),
      z.object({ kind: z.literal('explained'), why: z.array(notSold) }),
    ]),
  })
  .register(z.globalRegistry, { id: 'Strategy' });
export type StrategyView = z.infer<typeof strategyView>;

export const strategyList = z.object({ items: z.array(strategyView) });
export type StrategyList = z.infer<typeof strategyList>;

/** What would be gained at a yearly rate, before fees: below zero where it would be lost. */
const scenario = z.object({ yearly: decimalText, gain: moneyView });

/** A range, and never one line: it says what it goes by. */
const scenarios = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('range'),
    amount: moneyView,
    days: z.int(),
    low: scenario,
    middle: scenario,
    high: scenario,
    /** That rates to come are as those of these days were. Of a hundred, `tailPercent` were lower than the low one, and as many higher. */
    assumed: z.object({
      source: z.string(),
      from: day,
      until: day,
      days: z.int(),
      tailPercent: z.int(),
      /** The past was steadier than what is told. */
      isWidened: z.boolean(),
    }),
  }),
  z.object({ kind: z.literal('none'), why: z.enum(['not_asked', 'too_few_days']) }),
]);
export type ScenariosView = z.infer<typeof scenarios>;

/** A strategy with what it earned day by day, source by source, and what an amount could become. */
export const strategyDetail = z.extend(strategyView, {
  series: z.array(
    z.object({
      source: z.string(),
      /** The oldest first; null on days of which the source told no rate. */
      days: z.array(z.object({ day, yearly: z.nullable(decimalText) })),
    }),
  ),
  scenarios,
});
export type StrategyDetail = z.infer<typeof strategyDetail>;

/** Both, or neither. Query values arrive as text. */
const scenarioQuery = z.strictObject({
  /** Of the strategy's asset. */
  amount: z.optional(decimalText),
  /** From 1 to 3,650. */
  days: z.optional(
    z.string().check(z.regex(/^([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)$/)),
  ),
});

export const strategyRoutes = {
  strategies: route({
    method: 'GET',
    path: '/v1/strategies',
    tag: 'Strategies',
    says: 'What can be put to work, with its risk and whether it is sold to you',
    more: 'Those whose provider does not answer now are left out. A rate is what was, and no promise.',
    answer: strategyList,
    status: 200,
    refuses: [],
  }),
  strategy: route({
    method: 'GET',
    path: '/v1/strategies/:id',
    tag: 'Strategies',
    says: 'One strategy, what it earned day by day, and what an amount could become',
    params: z.strictObject({ id: strategyId }),
    query: scenarioQuery,
    answer: strategyDetail,
    status: 200,
    refuses: ['not_found', 'amount_not_exact', 'amount_too_large', 'amount_too_small'],
  }),
};
