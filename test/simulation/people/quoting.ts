import { BY_BALANCE, BY_NETWORK, type WITHDRAW_FUNDS_METHODS } from '@diboas/banking';
import { SELL_CRYPTO } from '@diboas/investing';
import { bucketOf, createId, MINUTE_MS, type Money, money, type Network } from '@diboas/kernel';
import {
  type AskQuote,
  inBankingDays,
  type Operation,
  OWN_BOOK,
  type ProviderQuote,
  quoteTerms,
  routeQuote,
  type Terms,
  type TradeOrder,
} from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import { GAS_MOST, isPayout, isTrade, type SimBooks } from '../outside/order.ts';
import { deliveryFor, feeOf } from '../outside/outside.ts';
import type { SharedStore } from '../store/faulty-store.ts';

export const QUOTE_VALID_MS = 5 * MINUTE_MS;

const networkPaidOn = (method: string): Network =>
  method === 'card' || method === 'bank' ? 'fiat' : 'solana';

const receiveOf = (method: string, pay: Money) =>
  isPayout(method)
    ? ({ asset: 'USD', network: 'fiat' } as const)
    : ({ asset: isTrade(method) && pay.asset === 'USDC' ? 'SOL' : 'USDC', network: 'solana' } as const);

export interface QuotingParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly cluster: SimCluster;
  readonly outsides: readonly Pick<SimBooks, 'id'>[];
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
    | (typeof WITHDRAW_FUNDS_METHODS)[number];
  readonly destination: string;
  readonly told?: AskQuote['told'];
  readonly trade?: TradeOrder;
}

/** The best offer of all providers, by the health that the node which is asked knows of; null when there is none. */
export function quoteBest({ scheduler, chance, cluster, outsides }: QuotingParts, wish: Wish): Terms | null {
  const { customerId, operation, pay, method, destination, told, trade } = wish;
  const node = cluster.pick();
  if (!node) return null;
  const now = scheduler.now();
  const payNetwork = networkPaidOn(method);
  const receive = receiveOf(method, pay);
  const request = { pay, payNetwork, method, receive, ...(trade ? { trade } : {}) };
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
        answer: { ok: true, value: quoteOf(outside.id, ordered, method) } as const,
      })),
    destination,
    told: { ...told, ...(operation === SELL_CRYPTO ? { worth: deliveryFor(pay, method) } : {}) },
    now,
    validMs: QUOTE_VALID_MS,
  });
  return routed.ok ? routed.value : null;
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
    ...wish
  }: Pick<AskQuote, 'customerId' | 'operation' | 'destination' | 'told'> & { readonly pay: Money },
): Terms | null {
  const now = scheduler.now();
  const request = {
    pay,
    payNetwork: 'solana',
    method: BY_BALANCE,
    receive: { asset: pay.asset, network: 'solana' },
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

/** What a chain may take for it, in what is sent. */
function networkFeeOf(pay: Money): Money {
  return money(pay.asset, 3_001n + (pay.units % 97n));
}

function quoteOf(provider: string, pay: Money, method: string): ProviderQuote {
  const quoted = { kind: 'quoted', by: provider } as const;
  if (method === BY_NETWORK) {
    const fee = {
      tier: 'network',
      amount: networkFeeOf(pay),
      takenBy: provider,
      purpose: 'transfer',
    } as const;
    const estimate = { fromSeconds: 1, toSeconds: 60, source: 'provider' } as const;
    return { fees: [{ ...fee, basis: quoted }], deliver: pay, estimate, networkCost: GAS_MOST };
  }
  const deliver = deliveryFor(pay, method);
  const fee = { tier: 'provider', amount: feeOf(provider, pay, method), takenBy: provider } as const;
  return {
    fees: fee.amount.units === 0n ? [] : [{ ...fee, purpose: 'conversion', basis: quoted }],
    deliver,
    estimate:
      method === 'bank' || isPayout(method)
        ? inBankingDays({ fromDays: 1, toDays: 3 })
        : { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  };
}
