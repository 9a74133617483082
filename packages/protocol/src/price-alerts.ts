import * as z from 'zod/mini';
import { coin } from './traded.ts';
import { route } from './wire/route.ts';
import { byId, currency, decimalText, instant, uuid } from './wire/values.ts';

const awaited = {
  coin,
  currency,
  /** `above`: at this price or a higher one. `below`: at this one or a lower one. */
  direction: z.enum(['above', 'below']),
  /** What one whole coin costs, with up to 8 digits after the point. */
  bound: decimalText,
};

/** Somebody is told once when a coin costs so much, or so little; then it is on the list no more. */
export const priceAlertView = z
  .object({ id: uuid, ...awaited, createdAt: instant })
  .register(z.globalRegistry, { id: 'PriceAlert' });
export type PriceAlertView = z.infer<typeof priceAlertView>;

export const priceAlertList = z.object({ items: z.array(priceAlertView) });
export type PriceAlertList = z.infer<typeof priceAlertList>;

export const addPriceAlertRequest = z.strictObject(awaited);
export type AddPriceAlertRequest = z.infer<typeof addPriceAlertRequest>;

export const priceAlertRoutes = {
  listPriceAlerts: route({
    method: 'GET',
    path: '/v1/price-alerts',
    tag: 'Prices',
    says: 'List the prices that you are told of when they are reached',
    answer: priceAlertList,
    status: 200,
    refuses: [],
  }),
  addPriceAlert: route({
    method: 'POST',
    path: '/v1/price-alerts',
    tag: 'Prices',
    says: 'Be told once when a coin costs so much, or so little',
    more: 'At most 20 wait at a time. Only a price that is so after this is asked for reaches it, and none that is more than a minute old.',
    body: addPriceAlertRequest,
    answer: priceAlertView,
    status: 201,
    refuses: ['too_many_alerts'],
  }),
  removePriceAlert: route({
    method: 'DELETE',
    path: '/v1/price-alerts/:id',
    tag: 'Prices',
    says: 'Be told of a price no more',
    params: byId,
    answer: priceAlertView,
    status: 200,
    refuses: ['not_found'],
  }),
};
