import * as z from 'zod/mini';
import { traded } from './traded.ts';
import { route } from './wire/route.ts';
import { chainNetwork, decimalText, instant, moneyView, uuid } from './wire/values.ts';

/** The name of a lot: opaque, and the same for ever. */
export const lotId = z.string().check(z.regex(/^[0-9A-Za-z/]{3,80}$/));

/**
 * Which lots go first: the oldest, the newest, or the dearest. `average`: the oldest, at what all cost on average.
 */
export const lotMethod = z.enum(['fifo', 'lifo', 'hifo', 'average']);
export type LotMethodView = z.infer<typeof lotMethod>;

/** `long`: held for more than one year. */
export const holdingTerm = z.enum(['short', 'long']);

/** So much of a lot: what came at once, at a time, for a cost in US dollars. */
export const lotView = z.object({
  id: lotId,
  network: chainNetwork,
  quantity: moneyView,
  /** With fees; null where nobody knows. */
  paid: z.nullable(moneyView),
  /** By UTC, as all days of lots. */
  acquiredOn: z.iso.date(),
  daysHeld: z.int(),
  /** What it would be, if it were sold now. */
  term: holdingTerm,
});
export type LotView = z.infer<typeof lotView>;

/** What selling half of it now would gain by a method; null where an amount is not known. */
const methodGain = z.object({ method: lotMethod, gain: z.nullable(moneyView) });

/** All lots of a coin or a share, on all networks and in all balances. */
export const assetLotsView = z
  .object({
    asset: traded,
    method: lotMethod,
    quantity: moneyView,
    /** For all of it; null where it is not known of some. */
    paid: z.nullable(moneyView),
    /** Of how much of it nobody knows what was paid; null where it is known of all. */
    unknown: z.nullable(moneyView),
    /** What it is worth now, in US dollars, and that less what was paid; null where one of both is not known. */
    worth: z.nullable(moneyView),
    gain: z.nullable(moneyView),
    /** How many lots there are, of which the oldest are listed, and how many days the oldest was held. */
    count: z.int(),
    oldestDays: z.int(),
    lots: z.array(lotView),
    /** By each method, at the price of now; null where there is none. */
    half: z.nullable(z.object({ quantity: moneyView, gains: z.array(methodGain) })),
  })
  .register(z.globalRegistry, { id: 'AssetLots' });
export type AssetLotsView = z.infer<typeof assetLotsView>;

/** `bought`: they, or whoever gave it to them, paid so much for it, on that day. `earned`: it was worth so much when it came. */
const toldCost = z.object({
  as: z.enum(['bought', 'earned']),
  cost: moneyView,
  acquiredOn: z.nullable(z.iso.date()),
});

/** What came from elsewhere by one transaction, and what its person said that it cost; null where they did not say. */
export const receivedView = z
  .object({
    transactionId: uuid,
    quantity: moneyView,
    at: instant,
    told: z.nullable(toldCost),
  })
  .register(z.globalRegistry, { id: 'ReceivedLots' });
export type ReceivedView = z.infer<typeof receivedView>;

export const lotsView = z
  .object({
    /** Those that are held, in the order in which they are listed everywhere. */
    items: z.array(assetLotsView),
    /** The newest first. */
    received: z.array(receivedView),
  })
  .register(z.globalRegistry, { id: 'Lots' });
export type LotsView = z.infer<typeof lotsView>;

export const tellCostRequest = z.strictObject({
  as: z.enum(['bought', 'earned']),
  /** In US dollars, of all that came. */
  cost: decimalText,
  /** Not after the day on which it came; of what was earned null. */
  acquiredOn: z.nullable(z.iso.date()),
});

const ofTransaction = z.strictObject({ id: uuid });

export const lotRoutes = {
  lots: route({
    method: 'GET',
    path: '/v1/lots',
    tag: 'Lots',
    says: 'Read what was paid for what is held',
    more: 'Worked out anew each time from all that happened. Digital dollars count as dollars, and have no lots.',
    answer: lotsView,
    status: 200,
    refuses: ['lots_unclear'],
  }),
  tellCost: route({
    method: 'POST',
    path: '/v1/lots/received/:id',
    tag: 'Lots',
    says: 'Say what something cost that came from elsewhere',
    more: 'By the transaction that it came by. Saying it again takes the place of what was said before.',
    params: ofTransaction,
    body: tellCostRequest,
    answer: receivedView,
    status: 200,
    refuses: ['not_found', 'amount_not_exact', 'amount_too_large', 'lots_unclear'],
  }),
  untellCost: route({
    method: 'DELETE',
    path: '/v1/lots/received/:id',
    tag: 'Lots',
    says: 'Take back what was said of its cost',
    params: ofTransaction,
    answer: receivedView,
    status: 200,
    refuses: ['not_found', 'lots_unclear'],
  }),
  chooseLotMethod: route({
    method: 'POST',
    path: '/v1/lots/methods/:asset',
    tag: 'Lots',
    says: 'Choose which lots of a coin or a share go first',
    more: 'From now on: what was sold before stays as it is.',
    params: z.strictObject({ asset: traded }),
    body: z.strictObject({ method: lotMethod }),
    answer: z.object({ asset: traded, method: lotMethod }),
    status: 200,
    refuses: [],
  }),
};

/** What of a lot would go by a sale, and what that would gain. */
const soldLot = z.object({
  id: lotId,
  quantity: moneyView,
  acquiredOn: z.iso.date(),
  daysHeld: z.int(),
  term: holdingTerm,
  /** With fees; null where nobody knows. */
  paid: z.nullable(moneyView),
  gain: z.nullable(moneyView),
});

/** What a sale would gain, in US dollars, if it goes as expected. */
export const saleGainView = z.object({
  /** `chosen`: the person chose the lots. */
  method: z.enum([...lotMethod.options, 'chosen']),
  /** What it should bring, after fees. */
  proceeds: moneyView,
  /** Of all lots; null where it is not known of one. */
  paid: z.nullable(moneyView),
  gain: z.nullable(moneyView),
  /** How many lots would go, of which the first are listed. */
  count: z.int(),
  lots: z.array(soldLot),
  /**
   * A loss with a purchase of the same within the 30 days before it: how much of it, and what of the loss. `counts`: by law
   * that does not count now, as of shares; of coins it is only told.
   */
  wash: z.nullable(z.object({ quantity: moneyView, loss: moneyView, counts: z.boolean() })),
});
export type SaleGainView = z.infer<typeof saleGainView>;

/** Which lots a sale takes: the first by a method for this sale alone; or those that are named, in their order, until it is all of it. */
export const saleLots = z.union([
  z.enum(['fifo', 'lifo', 'hifo']),
  z.array(lotId).check(z.minLength(1), z.maxLength(20)),
]);
export type SaleLotsRequest = z.infer<typeof saleLots>;
