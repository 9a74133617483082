import { BY_BALANCE, type BY_NETWORK, type WITHDRAW_FUNDS_METHODS } from '@diboas/banking';
import { BY_CROSSING, BY_STRATEGY } from '@diboas/defi';
import { SELL_CRYPTO } from '@diboas/investing';
import {
  accept,
  bucketOf,
  createId,
  MINUTE_MS,
  type Money,
  type Network,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import {
  type AskQuote,
  type Operation,
  OWN_BOOK,
  type PriceRequest,
  type ProviderQuote,
  quoteTerms,
  routeQuote,
  type Terms,
  type TradeOrder,
} from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import { isPayout, isTrade, type SimBooks } from '../outside/order.ts';
import { deliveryFor } from '../outside/outside.ts';
import { ownPriceOf } from '../outside/prices.ts';
import type { SharedStore } from '../store/faulty-store.ts';

export const QUOTE_VALID_MS = 5 * MINUTE_MS;

const networkPaidOn = ({ method, network = 'solana' }: Wish): Network =>
  method === 'card' || method === 'bank' ? 'fiat' : network;

function receiveOf({ method, pay, network = 'solana', toNetwork = network }: Wish) {
  if (isPayout(method)) return { asset: 'USD', network: 'fiat' } as const;
  if (method === BY_STRATEGY || method === BY_CROSSING) return { asset: pay.asset, network: toNetwork };
  return { asset: isTrade(method) && pay.asset === 'USDC' ? 'SOL' : 'USDC', network: 'solana' } as const;
}

export interface QuotingParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly cluster: SimCluster;
  readonly outsides: readonly Seller[];
}

/** Whoever is asked for a price. Who has prices of their own says them, or nothing. */
export interface Seller extends Pick<SimBooks, 'id'> {
  quote?(request: PriceRequest): ProviderQuote | null;
}

export interface Wish {
  readonly customerId: string;
  readonly operation: Operation;
  readonly pay: Money;
  readonly method:
    | 'card'
    | 'bank'
    | 'chain'
    | 'move'
    | TradeOrder['type']
    | typeof BY_NETWORK
    | typeof BY_STRATEGY
    | typeof BY_CROSSING
    | (typeof WITHDRAW_FUNDS_METHODS)[number];
  /** Where what is paid lies, and where what comes of it goes; Solana where nothing is said, and the same. */
  readonly network?: Network;
  readonly toNetwork?: Network;
  readonly strategy?: PriceRequest['strategy'];
  readonly feeWaitMs?: number;
  readonly destination: string;
  readonly told?: AskQuote['told'];
  readonly trade?: TradeOrder;
}

/** The best offer of all providers, by the health that the node which is asked knows of; null when there is none. */
export function quoteBest({ scheduler, chance, cluster, outsides }: QuotingParts, wish: Wish): Terms | null {
  const { customerId, operation, pay, method, destination, told, trade, strategy, feeWaitMs } = wish;
  const node = cluster.pick();
  if (!node) return null;
  const now = scheduler.now();
  const request: PriceRequest = {
    ...{ pay, payNetwork: networkPaidOn(wish), method, receive: receiveOf(wish) },
    ...(trade ? { trade } : {}),
    ...(strategy ? { strategy } : {}),
    ...(feeWaitMs === undefined ? {} : { feeWaitMs }),
  };
  const ordered = operation.order(request).pay;
  const routed = routeQuote({
    id: createId({ now, random: chance.random, bucket: bucketOf(customerId) }),
    customerId,
    operation,
    request,
    asked: outsides
      .filter(({ id }) => isKnownAt(id, told))
      .map((outside) => ({
        provider: outside.id,
        health: node.gate.health(outside.id, now),
        support: 1,
        answer: answerOf(outside, { ...request, pay: ordered }),
      })),
    destination,
    told: { ...told, ...(operation === SELL_CRYPTO ? { worth: deliveryFor(pay, method) } : {}) },
    now,
    validMs: QUOTE_VALID_MS,
  });
  return routed.ok ? routed.value : null;
}

function answerOf({ id, quote }: Seller, request: PriceRequest): Outcome<ProviderQuote, 'unsupported'> {
  const own = quote ? quote(request) : ownPriceOf(id, request.pay, request.method);
  return own ? accept(own) : refuse('unsupported');
}

/** Whether it knows whoever gets it, where each provider has a name of its own for them. */
function isKnownAt(provider: string, told: Wish['told']): boolean {
  return !told?.destinations || provider in told.destinations;
}

/** What our own book carries out, free. Kept as an offer; null for what the operation does not admit. */
export function offerByOwnBook(
  {
    scheduler,
    chance,
    shared,
  }: Pick<QuotingParts, 'scheduler' | 'chance'> & { readonly shared: SharedStore },
  {
    pay,
    network = 'solana',
    ...wish
  }: Pick<AskQuote, 'customerId' | 'operation' | 'destination' | 'told'> &
    Pick<Wish, 'network'> & { readonly pay: Money },
): Terms | null {
  const now = scheduler.now();
  const request = {
    pay,
    payNetwork: network,
    method: BY_BALANCE,
    receive: { asset: pay.asset, network },
  } as const;
  if (wish.operation.admit(request)) return null;
  const terms = quoteTerms({
    ...wish,
    ...{ id: createId({ now, random: chance.random, bucket: bucketOf(wish.customerId) }), request },
    provider: OWN_BOOK,
    quote: { fees: [], deliver: pay, estimate: { fromSeconds: 0, toSeconds: 10, source: 'measured' } },
    ...{ now, validMs: QUOTE_VALID_MS },
  });
  void shared.rows.saveQuote(terms);
  return terms;
}
