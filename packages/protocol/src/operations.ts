import * as z from 'zod/mini';
import { traded } from './traded.ts';
import { route } from './wire/route.ts';
import { asset, balanceType, decimalText, instant, moneyView, network } from './wire/values.ts';

/** Why a person cannot do an operation now. */
export const operationBar = z.enum([
  'account_frozen',
  'nothing_available',
  'too_much_open',
  'limit_reached',
  'not_offered',
]);
export type OperationBar = z.infer<typeof operationBar>;

/** What is left of what may be done within any `days` days, all added up; and when the oldest of it no longer counts. */
export const limitLeft = z.object({
  days: z.int(),
  most: moneyView,
  left: moneyView,
  moreAt: z.nullable(instant),
});
export type LimitLeft = z.infer<typeof limitLeft>;

export const operationView = z
  .object({
    operation: z.enum([
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
    ]),
    /** Null where it can be done now. */
    bar: z.nullable(operationBar),
    minimum: moneyView,
    /** Null where nothing but the balance bounds it. */
    maximum: z.nullable(moneyView),
    /** What it may take from, with what can be spent there now. Empty where it takes from no balance. */
    balances: z.array(z.object({ type: balanceType, asset, network, available: decimalText })),
    limits: z.array(limitLeft),
    /** What may be bought or sold; absent where nothing is. */
    traded: z.optional(z.array(traded)),
  })
  .register(z.globalRegistry, { id: 'Operation' });
export type OperationView = z.infer<typeof operationView>;

export const operationList = z.object({ items: z.array(operationView) });
export type OperationList = z.infer<typeof operationList>;

export const operationRoutes = {
  operations: route({
    method: 'GET',
    path: '/v1/operations',
    tag: 'Operations',
    says: 'What may be done now, and what keeps from the rest',
    more: 'A look only: what counts is decided when a quote is confirmed.',
    answer: operationList,
    status: 200,
    refuses: [],
  }),
};
