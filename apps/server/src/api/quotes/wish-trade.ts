// What is asked for of a trade: digital dollars for a coin or a share, or one of these for digital dollars, within the INVESTING balance.

import { parseZone } from '@diboas/calendars';
import { BUY_CRYPTO, GOOD_TILL_DAYS, isBounded, SELL_CRYPTO, TOLERANCE_BPS } from '@diboas/investing';
import {
  type Asset,
  accept,
  assert,
  DAY_MS,
  type Instant,
  isStock,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  assetsOn,
  CHAIN_NETWORKS,
  type ChainNetwork,
  isChainNetwork,
  networkOfStock,
} from '@diboas/networks';
import type { LegWish, TradeOrder } from '@diboas/orchestration';
import { coin, type TradedView, type TradeOrderRequest } from '@diboas/protocol';
import type { ApiRefusal, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { readMoney } from '../money/amount.ts';
import { readSaleLots } from './sale-gain.ts';
import type { RequestOf, Wished } from './wished.ts';

/** Where both sides of a trade are. */
const INVESTING = { from: 'INVESTING', to: 'INVESTING' } as const;

type TradingParts = Pick<Parts, 'operations' | 'clock'>;
type Trader = Pick<Session, 'customerId'>;

type Traded = Pick<RequestOf<'BUY_CRYPTO' | 'SELL_CRYPTO'>, 'amount' | 'order' | 'operation'> & {
  readonly pay: { readonly asset: Asset; readonly network: ChainNetwork };
  readonly receive: { readonly asset: Asset; readonly network: ChainNetwork };
};

export function wishToBuy(parts: TradingParts, session: Trader, body: RequestOf<'BUY_CRYPTO'>): Wished {
  const { asset, network } = body;
  const receive = { asset, network: networkOfTraded(asset) };
  const refusal = refuseRepeat(body);
  if (refusal) return refuse(refusal);
  return wishToTrade(parts, session, { ...body, pay: { asset: 'USDC', network }, receive });
}

/** Why something is not bought again and again; null where it can be. */
function refuseRepeat({
  repeat,
  order,
  asset,
}: Pick<RequestOf<'BUY_CRYPTO'>, 'repeat' | 'order' | 'asset'>): ApiRefusal<'createQuote'> | null {
  if (repeat === undefined) return null;
  const wrong = (path: string, message: string): ApiRefusal<'createQuote'> => ({
    ...{ code: 'invalid_request', errors: [{ path: `body/${path}`, message }] },
  });
  if (parseZone(repeat.zone) === null) return wrong('repeat/zone', 'is no zone of the tz database');
  if (!coin.safeParse(asset).success) return wrong('repeat', 'is for coins, which are traded at any time');
  return order.type === 'market' ? null : wrong('repeat', 'is for what is bought at the price of now');
}

export async function wishToSell(
  parts: Parts,
  session: Session,
  body: RequestOf<'SELL_CRYPTO'>,
): Promise<Wished> {
  const { asset, network = await dollarNetwork(parts, session.customerId) } = body;
  const pay = { asset, network: networkOfTraded(asset) };
  const wished = wishToTrade(parts, session, { ...body, pay, receive: { asset: 'USDC', network } });
  if (!wished.ok || body.lots === undefined) return wished;
  const known = await parts.readLots(session.customerId);
  if (!known.ok) return refuse({ code: 'lots_gone', detail: 'lots cannot be worked out now' });
  const { request, told } = wished.value;
  const sale = { amount: request.pay, place: pay.network, now: parts.clock.now() };
  const lots = readSaleLots(known.value, body.lots, sale);
  if (!lots.ok) return lots;
  return accept({ ...wished.value, told: { ...told, ...(lots.value ? { lots: lots.value } : {}) } });
}

function wishToTrade(
  { operations, clock }: TradingParts,
  { customerId }: Trader,
  { operation: name, amount: text, pay, receive, order }: Traded,
): Wished {
  if (!operations.has(name)) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset: pay.asset, amount: text });
  if (!amount.ok) return amount;
  const trade = readTrade(order, clock.now());
  if (!trade.ok) return trade;
  const paid = { customerId, pay: amount.value, payNetwork: pay.network };
  return accept(tradeWish({ ...paid, operation: name, receive, trade: trade.value }));
}

/** So much of the INVESTING balance for something else. */
export function tradeWish({
  customerId,
  operation,
  pay,
  payNetwork,
  receive,
  trade,
}: Pick<LegWish['request'], 'pay' | 'payNetwork' | 'receive'> & {
  readonly customerId: string;
  readonly operation: Traded['operation'];
  readonly trade: TradeOrder;
}): LegWish {
  const traded = operation === 'BUY_CRYPTO' ? BUY_CRYPTO : SELL_CRYPTO;
  const request = { pay, payNetwork, receive, method: trade.type, trade };
  return { customerId, operation: traded, request, destination: INVESTING.to, told: { between: INVESTING } };
}

export function readTrade(
  order: TradeOrderRequest,
  now: Instant,
): Outcome<TradeOrder, ApiRefusal<'createQuote'>> {
  if (order.type === 'market')
    return isBounded(order.toleranceBps, TOLERANCE_BPS)
      ? accept(order)
      : outOfBounds('toleranceBps', TOLERANCE_BPS);
  if (!isBounded(order.goodTillDays, GOOD_TILL_DAYS)) return outOfBounds('goodTillDays', GOOD_TILL_DAYS);
  const price = readMoney({ asset: 'USDC', amount: order.price });
  if (!price.ok) return price;
  return accept({ type: 'limit', price: price.value, goodTill: now + order.goodTillDays * DAY_MS });
}

function outOfBounds(
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): Outcome<never, ApiRefusal<'createQuote'>> {
  const errors = [{ path: `body/order/${name}`, message: `must be from ${least} to ${most}` }];
  return refuse({ code: 'invalid_request', errors });
}

/** The network that a coin is the coin of, or that a share is a token of. */
export function networkOfTraded(traded: TradedView): ChainNetwork {
  if (isStock(traded)) return networkOfStock(traded);
  const network = CHAIN_NETWORKS.find((one) =>
    assetsOn(one, 'live').some(({ asset, token }) => asset === traded && token === null),
  );
  assert(network, 'every coin is of a network', { traded });
  return network;
}

/** Where the person's INVESTING balance has the most USDC to spend; where it has none, the network that is cheapest to leave. */
async function dollarNetwork({ store }: Parts, customerId: string): Promise<ChainNetwork> {
  const { accounts } = await store.balances(customerId);
  const own = accounts.flatMap(({ key: { kind, asset, network }, balance }) =>
    kind === 'INVESTING' && asset === 'USDC' && isChainNetwork(network)
      ? [{ network, units: availableUnits(balance) }]
      : [],
  );
  const most = own.toSorted((one, other) => (one.units < other.units ? 1 : -1))[0];
  return most && most.units > 0n ? most.network : 'solana';
}
