import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, balanceType, decimalText, instant, moneyView, network, uuid } from './wire/values.ts';

/**
 * An open hold, seen from one balance: its debit is part of what is `reserved`, its credit of what is `incoming`. One
 * that moves between two balances of a person is in both.
 */
export const holdView = z
  .object({
    id: uuid,
    transaction: uuid,
    /** The transaction's, for people: DB-7K2M-4QXP. */
    reference: z.string(),
    direction: z.enum(['reserved', 'incoming']),
    amount: moneyView,
  })
  .register(z.globalRegistry, { id: 'Hold' });
export type HoldView = z.infer<typeof holdView>;

/** One snapshot: the figures, and the holds that explain them. */
export const balancesView = z
  .object({
    asOf: instant,
    /** The place in the customer's stream that these figures include. */
    seq: z.int(),
    balances: z.array(
      z.object({
        type: balanceType,
        asset,
        network,
        available: decimalText,
        reserved: decimalText,
        incoming: decimalText,
        /** Newest transaction first. Those of a direction add up to its figure, to the last digit. */
        holds: z.array(holdView),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Balances' });
export type BalancesView = z.infer<typeof balancesView>;

export const balanceRoutes = {
  balances: route({
    method: 'GET',
    path: '/v1/balances',
    tag: 'Balances',
    says: 'Read all balances, at one moment',
    more: 'Of each balance: what can be spent (`available`), what is set aside to leave (`reserved`), and what is announced but has not arrived (`incoming`), with the holds that explain the latter two: one for each amount that a transaction under way holds. The holds with the direction `reserved` add up to `reserved`, those with `incoming` to `incoming`, to the last digit. All of it is of one moment, and includes every change of the live stream up to `seq`.',
    answer: balancesView,
    status: 200,
    refuses: [],
  }),
};
