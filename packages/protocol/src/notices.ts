import * as z from 'zod/mini';
import { coin } from './traded.ts';
import { route } from './wire/route.ts';
import { byId, currency, day, decimalText, instant, moneyView, uuid } from './wire/values.ts';

const told = { id: uuid, at: instant };

/** What somebody is told beside what becomes of their transactions. */
export const noticeView = z
  .discriminatedUnion('kind', [
    z.object({
      ...told,
      kind: z.literal('buy_announced'),
      recurringBuy: uuid,
      coin,
      amount: moneyView,
      totalMax: moneyView,
      buyAt: instant,
    }),
    z.object({
      ...told,
      kind: z.literal('not_bought'),
      recurringBuy: uuid,
      coin,
      amount: moneyView,
      why: z.enum(['money_short', 'not_allowed', 'over_limit', 'too_dear', 'unavailable', 'missed']),
      /** The day that it was for; of several that were missed, the last. */
      on: day,
      count: z.int(),
      /** Whether the recurring buy is paused by it. */
      stops: z.boolean(),
    }),
    z.object({
      ...told,
      kind: z.literal('price_reached'),
      coin,
      currency,
      direction: z.enum(['above', 'below']),
      bound: decimalText,
      /** What it cost, and when it did. */
      price: decimalText,
      pricedAt: instant,
    }),
  ])
  .register(z.globalRegistry, { id: 'Notice' });
export type NoticeView = z.infer<typeof noticeView>;

export const noticeList = z.object({ items: z.array(noticeView) });
export type NoticeList = z.infer<typeof noticeList>;

export const noticeRoutes = {
  listNotices: route({
    method: 'GET',
    path: '/v1/notices',
    tag: 'News',
    says: 'What you are told and have not put away, newest first',
    more: 'At most 20. Each is mailed too, where mail goes anywhere.',
    answer: noticeList,
    status: 200,
    refuses: [],
  }),
  putNoticeAway: route({
    method: 'DELETE',
    path: '/v1/notices/:id',
    tag: 'News',
    says: 'Put something that you were told away',
    params: byId,
    answer: z.object({}),
    status: 200,
    refuses: ['not_found'],
  }),
};
