import {
  type Asset,
  accept,
  assert,
  type Id,
  type Instant,
  type Money,
  money,
  type Network,
  type Outcome,
  refuse,
  scaleUnits,
} from '@diboas/kernel';
import type { NoOffer, ProviderQuoteRefusal, RoutingExplanation } from '../agreement/explanation.ts';
import { feesOf } from '../agreement/price.ts';
import type { Alternative, Order, Origin, Terms } from '../agreement/terms.ts';
import type { Operation, PriceRefusal, PriceRequest, Pricing } from '../operation/operation.ts';
import type { ProviderHealth } from '../provider/health.ts';
import type { ProviderQuote } from '../provider/provider.ts';
import { type Candidate, rankProviders } from './routing.ts';

export type QuoteRefusal = PriceRefusal | ProviderQuoteRefusal | 'no_provider';

/** Everything that goes into an offer. */
export interface AskQuote {
  readonly id: Id;
  readonly customerId: string;
  readonly operation: Operation;
  readonly request: PriceRequest;
  readonly provider: string;
  readonly quote: ProviderQuote;
  readonly destination: string;
  readonly now: Instant;
  /** How long the offer stands. */
  readonly validMs: number;
  readonly alternatives?: readonly Alternative[];
  readonly routing?: RoutingExplanation;
  /** What the operation is told beside the price: whom it goes to, or between which balances. */
  readonly told?: ToldTerms;
  /** Where the terms come from; absent where a person asks, and confirms them. */
  readonly origin?: Origin;
}

/** What is told to an operation beside the price. */
export type ToldTerms = Pick<
  Terms,
  'recipient' | 'letter' | 'between' | 'payee' | 'destinations' | 'worth' | 'lots'
>;

/** Where one provider is to bring it; null where it cannot, because it does not know whoever gets it. */
export function destinationAt(
  { destination, told = {} }: Pick<AskQuote, 'destination' | 'told'>,
  provider: string,
): string | null {
  return told.destinations ? (told.destinations[provider] ?? null) : destination;
}

/** The offer that a person may confirm: a provider's quote with our own fee on it, and an end. */
export function quoteTerms(ask: AskQuote): Terms {
  const { price, receive, order } = ask.operation.price(ask.request, ask.quote);
  assert(receive.money.units > 0n, 'an offer delivers something', { receive });
  return {
    id: ask.id,
    customerId: ask.customerId,
    operation: ask.operation.name,
    method: ask.request.method,
    provider: ask.provider,
    price,
    receive,
    order: { ...order, destination: destinationAt(ask, ask.provider) ?? ask.destination },
    alternatives: ask.alternatives ?? [],
    routing: ask.routing ?? null,
    origin: ask.origin ?? { kind: 'quote' },
    ...ask.told,
    ...(ask.request.trade ? { trade: ask.request.trade } : {}),
    ...strategyOf(ask),
    ...(ask.request.feeWaitMs === undefined ? {} : { feeWaitMs: ask.request.feeWaitMs }),
    estimate: ask.quote.estimate,
    createdAt: ask.now,
    expiresAt: ask.now + ask.validMs,
  };
}

/** What is put into a strategy is a position from then on, by the id of what puts it in. */
function strategyOf({ id, request: { strategy } }: AskQuote): Pick<Terms, 'strategy'> {
  return strategy ? { strategy: { ...strategy, position: strategy.position ?? id } } : {};
}

/** A provider that was asked, and what it answered. */
export interface AskedProvider {
  readonly provider: string;
  readonly health: ProviderHealth;
  /** Our own judgement of its support, 0 to 1. */
  readonly support: number;
  /** Whether it comes after all others that have an offer. */
  readonly comesLast?: boolean;
  readonly answer: Outcome<ProviderQuote, NoOffer>;
  /** What is free of the money of ours that it pays out of, for the customer's bucket; absent where nothing binds it. */
  readonly free?: Free;
}

type Free = (asset: Asset, network: Network) => bigint;

export type RouteQuote = Omit<AskQuote, 'provider' | 'quote' | 'alternatives' | 'routing'> & {
  readonly asked: readonly AskedProvider[];
};

/**
 * The best offer of several providers. The others stay in the terms as alternatives, if they can do it within the
 * same total: a failover must never cost the person a cent beyond what they confirm.
 */
export function routeQuote(ask: RouteQuote): Outcome<Terms, QuoteRefusal> {
  const candidates = ask.asked.map((one) => ({ ...one, offer: offerOf(ask, one) }));
  const { eligible, explanation } = rankProviders(candidates, ask.now, ask.operation.bestBy);
  const [best, ...rest] = eligible;
  const chosen = ask.asked.find((one) => one.provider === best?.candidate.provider);
  if (!best || !chosen?.answer.ok) return refuse(commonRefusal(candidates.map(({ offer }) => offer)));
  const alternatives = rest.flatMap(({ candidate, pricing }) => {
    const order = orderWithin(best.pricing, pricing);
    const destination = destinationAt(ask, candidate.provider);
    return order && destination !== null
      ? [{ provider: candidate.provider, order: { ...order, destination } }]
      : [];
  });
  const { provider } = chosen;
  return accept(
    quoteTerms({ ...ask, provider, quote: chosen.answer.value, alternatives, routing: explanation }),
  );
}

/**
 * What a dearer provider can be asked for without the person paying more or receiving less: what it costs beyond
 * the best is taken off what it converts, so our own fee pays for it. Null when our fee is not enough. Fees do not
 * grow when less is converted, so the total holds. Where our fee, or what a network takes, is beside what is converted, we
 * pay what is dearer out of our fee, and what is converted stays as it is. A trade that may come to less than was agreed with
 * the best one is asked for no less than that.
 */
export function orderWithin(
  {
    price,
    receive,
    order: first,
  }: Pick<Pricing, 'price' | 'receive'> & { readonly order: Pick<Order, 'chargeMax'> },
  { price: own, order: offered }: Pricing,
): Omit<Order, 'destination'> | null {
  const order = noLessThan(receive.money, offered);
  const excess = own.total.units > price.total.units ? own.total.units - price.total.units : 0n;
  if (order.networkCost || order.chargeMax.units < own.total.units) {
    const isEnough = excess <= feesOf(price, 'platform') && order.deliver.units >= receive.money.units;
    if (!isEnough || order.networkCost) return isEnough ? order : null;
    // A cheaper one may grow as dear as the first was.
    return order.chargeMax.units < first.chargeMax.units ? { ...order, chargeMax: first.chargeMax } : order;
  }
  const pay = order.pay.units - excess;
  if (pay <= 0n) return null;
  const part = { numerator: pay, denominator: order.pay.units, rounding: 'down' } as const;
  const deliver = scaleUnits(order.deliver.units, part);
  if (deliver < receive.money.units) return null;
  return {
    ...order,
    pay: money(order.pay.asset, pay),
    deliver: money(order.deliver.asset, deliver),
    chargeMax: price.total,
  };
}

/** A trade that should bring enough and may bring less is asked to bring enough; any other order stays as it is. */
function noLessThan<Asked extends Pick<Order, 'deliver' | 'expected'>>(least: Money, order: Asked): Asked {
  const isRaised = order.deliver.units < least.units && (order.expected?.units ?? 0n) >= least.units;
  return isRaised ? { ...order, deliver: money(order.deliver.asset, least.units) } : order;
}

/**
 * What a provider offers for our price. What would take more out of a float than is free there is no offer; whether it still is
 * shows with the confirmation.
 */
function offerOf(
  { operation, request }: Pick<RouteQuote, 'operation' | 'request'>,
  { answer, free }: AskedProvider,
): Candidate['offer'] {
  if (!answer.ok) return answer;
  const pricing = operation.price(request, answer.value);
  if (
    free &&
    !takenBy(operation, pricing.order).every((one) => free(one.money.asset, one.network) >= one.money.units)
  )
    return { ok: false, refusal: 'float_too_low' };
  return { ok: true, pricing, estimate: answer.value.estimate };
}

/** What an order takes at most of money of ours that lies with its provider, an amount an asset. */
export function takenBy(
  { takesFrom }: Pick<Operation, 'takesFrom'>,
  { pay, payNetwork: network, chargeMax, networkCost }: Pricing['order'],
): readonly { readonly money: Money; readonly network: Network }[] {
  if (takesFrom.length === 0) return [];
  // What is taken out of a strategy lies there, and not with what can be paid out.
  if (takesFrom.includes('strategy')) return networkCost ? [{ money: networkCost, network }] : [];
  if (!networkCost) return [{ money: chargeMax, network }];
  if (networkCost.asset === pay.asset)
    return [{ money: money(pay.asset, chargeMax.units + networkCost.units), network }];
  return [
    { money: chargeMax, network },
    { money: networkCost, network },
  ];
}

/** When all that were asked refuse for one reason, that is the reason; otherwise nobody can do it now. */
function commonRefusal(offers: readonly Candidate['offer'][]): QuoteRefusal {
  const refusals = new Set(offers.map((offer) => (offer.ok ? 'no_provider' : offer.refusal)));
  refusals.delete('destination_unknown');
  // Who does not do it at all says nothing of what is wrong with it for those who do.
  if (refusals.size > 1) refusals.delete('unsupported');
  const [only] = refusals;
  if (refusals.size !== 1 || !only || !isTold(only)) return 'no_provider';
  return only;
}

/** Whether a person can do something about it, or would wait for another reason than that nobody is there. */
function isTold(refusal: NoOffer | 'no_provider'): refusal is Exclude<ProviderQuoteRefusal, 'unavailable'> {
  const isOfAmount = refusal === 'amount_too_small' || refusal === 'amount_too_large';
  return isOfAmount || refusal === 'unsupported' || refusal === 'no_market';
}
