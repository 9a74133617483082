import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, byId, chainNetwork, day, instant, moneyView, strategyId, uuid } from './wire/values.ts';

/** Of the asset that was put in, and of the other one. */
const bothView = z.object({ own: moneyView, other: moneyView });

/** Of a position in a pool that trades, beside what it is worth. */
const liquidityView = z.object({
  /** What one whole coin costs between which it earns, and now, in the asset of the position. */
  range: z.object({ lower: moneyView, upper: moneyView, now: moneyView, isInRange: z.boolean() }),
  /** What it is made of, and what trades have paid it so far, of both assets; the latter is part of what it is worth. */
  amounts: bothView,
  fees: bothView,
  /** What was paid, at the price of now. */
  feesWorth: moneyView,
  /** What it began with would be worth now, had it only been kept. */
  ifKept: moneyView,
});
export type LiquidityView = z.infer<typeof liquidityView>;

/** What lies in a strategy for a person. */
export const positionView = z
  .object({
    /** The transaction that put it in. */
    id: uuid,
    strategy: strategyId,
    asset,
    network: chainNetwork,
    provider: z.object({ id: z.string(), name: z.string() }),
    /** What was put in, and what of that was taken out again. */
    putIn: moneyView,
    takenOut: moneyView,
    /** What it has earned that can be lost no more, and is booked. */
    earned: moneyView,
    /** What lies there by our books. */
    lies: moneyView,
    /**
     * What it would come to now, before what a network takes, and when that was asked: more than what lies there is not booked yet, and
     * less is a loss that would be real once it is taken out. Null where nobody can tell now.
     */
    worth: z.nullable(z.object({ value: moneyView, at: instant, liquidity: z.nullable(liquidityView) })),
    /** What takes it out now; null while nothing does. */
    stopping: z.nullable(uuid),
    startedAt: instant,
  })
  .register(z.globalRegistry, { id: 'Position' });
export type PositionView = z.infer<typeof positionView>;

export const positionList = z.object({ items: z.array(positionView) });
export type PositionList = z.infer<typeof positionList>;

/** A position with how it went: what it had earned by the end of each day on which more was booked, the oldest first. */
export const positionDetail = z.extend(positionView, {
  days: z.array(z.object({ day, earned: moneyView })),
});
export type PositionDetail = z.infer<typeof positionDetail>;

export const positionRoutes = {
  positions: route({
    method: 'GET',
    path: '/v1/positions',
    tag: 'Balances',
    says: 'What lies in strategies',
    more: 'The newest first. What was taken out whole is not listed any more.',
    answer: positionList,
    status: 200,
    refuses: [],
  }),
  position: route({
    method: 'GET',
    path: '/v1/positions/:id',
    tag: 'Balances',
    says: 'One position, and how it went',
    params: byId,
    answer: positionDetail,
    status: 200,
    refuses: ['not_found'],
  }),
};
