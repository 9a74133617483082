import * as z from 'zod/mini';
import { coin } from './traded.ts';
import { route } from './wire/route.ts';
import { byId, day, instant, moneyView, uuid } from './wire/values.ts';

/** How often something is bought again. */
export const buyEvery = z.enum(['week', 'two_weeks', 'month']);
export type BuyEveryView = z.infer<typeof buyEvery>;

/** A zone of the tz database, such as America/Sao_Paulo. */
export const timeZone = z
  .string()
  .check(z.regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/), z.maxLength(64));

/** That a buy is to be done again and again: asked for with a quote, and agreed to by confirming it. */
export const repeatRequest = z.strictObject({ every: buyEvery, zone: timeZone });

/** What is agreed to besides by confirming a quote: the first time after this one, and what leaves each time at most. */
export const repeatView = z.object({ every: buyEvery, nextOn: day, totalMax: moneyView });
export type RepeatView = z.infer<typeof repeatView>;

/** What became of one time. */
export const occurrenceEnd = z.enum([
  'bought',
  'skipped',
  'money_short',
  'not_allowed',
  'over_limit',
  'too_dear',
  'unavailable',
  'missed',
]);
export type OccurrenceEndView = z.infer<typeof occurrenceEnd>;

export const recurringBuyView = z
  .object({
    id: uuid,
    coin,
    /** What buys something each time, before fees, and what leaves at most with all fees. */
    amount: moneyView,
    totalMax: moneyView,
    toleranceBps: z.int(),
    every: buyEvery,
    zone: z.string(),
    state: z.enum(['active', 'paused', 'ended']),
    /** Null unless it is paused. */
    pausedBy: z.nullable(z.enum(['person', 'money_short', 'not_allowed'])),
    /** The next time, by which it is skipped; null unless it is active. */
    next: z.nullable(
      z.object({
        number: z.int(),
        on: day,
        at: instant,
        /** Whether its owner was told that it comes. */
        announced: z.boolean(),
        /** It is being bought, and is neither skipped nor changed any more. */
        buying: z.boolean(),
      }),
    ),
    /** The last time, and what became of it; null before there was one. */
    last: z.nullable(z.object({ on: day, end: occurrenceEnd })),
    createdAt: instant,
  })
  .register(z.globalRegistry, { id: 'RecurringBuy' });
export type RecurringBuyView = z.infer<typeof recurringBuyView>;

export const recurringBuyList = z.object({ items: z.array(recurringBuyView) });
export type RecurringBuyList = z.infer<typeof recurringBuyList>;

export const recurringActRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('pause') }),
  /** It goes on with the first time that can still be announced a day before. */
  z.strictObject({ act: z.literal('resume') }),
  z.strictObject({ act: z.literal('end') }),
  z.strictObject({ act: z.literal('skip'), number: z.int() }),
  z.strictObject({
    act: z.literal('change'),
    /** A quote for buying the same coin at the price of now: from then on it goes by its amount, its tolerance and its total. */
    quoteId: uuid,
    every: buyEvery,
    /** The day of the next time, from 2 to 62 days ahead; null where that stays. */
    nextOn: z.nullable(day),
  }),
]);
export type RecurringActRequest = z.infer<typeof recurringActRequest>;

export const recurringBuyRoutes = {
  listRecurringBuys: route({
    method: 'GET',
    path: '/v1/recurring-buys',
    tag: 'Recurring buys',
    says: 'List your recurring buys, the oldest first',
    more: 'One is made by confirming a quote for BUY_CRYPTO that was asked for with `repeat`. Each time is announced a day before, and is an ordinary transaction.',
    answer: recurringBuyList,
    status: 200,
    refuses: [],
  }),
  actOnRecurringBuy: route({
    method: 'POST',
    path: '/v1/recurring-buys/:id/acts',
    tag: 'Recurring buys',
    says: 'Pause, resume, skip, change or end a recurring buy',
    more: 'Said twice, each comes to the same. `recurring_too_late`: the time that it is about is being bought, or the recurring buy has ended.',
    params: byId,
    body: recurringActRequest,
    answer: recurringBuyView,
    status: 200,
    refuses: ['not_found', 'recurring_too_late', 'quote_expired'],
  }),
};
