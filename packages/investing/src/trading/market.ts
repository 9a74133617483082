// What is traded against digital dollars: the coins of the four networks, each on its own, around the clock; and shares as tokens,
// while the exchange of the shares is open.
import { type Asset, HOUR_MS, isStock, MINUTE_MS, type Network } from '@diboas/kernel';
import { assetsOn, isChainNetwork, networkOfStock } from '@diboas/networks';
import type {
  MarketName,
  OrderPatience,
  PriceRefusal,
  PriceRequest,
  Terms,
  TradeOrder,
} from '@diboas/orchestration';

/** How a trade is priced: at the price of now, or at the person's own. Each is the `method` of what is asked for. */
export const TRADE_METHODS = ['market', 'limit'] as const satisfies readonly TradeOrder['type'][];

/** How much worse than expected a trade at the price of now may come out: in basis points, at least and at most. */
export const TOLERANCE_BPS = { least: 1, usual: 50, most: 500 } as const;

/** For how many days an order at somebody's own price may stand. */
export const GOOD_TILL_DAYS = { least: 1, most: 90 } as const;

/** A unit of something, where it lies. */
interface Held {
  readonly asset: Asset;
  readonly network: Network;
}

/** Digital dollars, on whichever network they lie. */
export function isDollars({ asset, network }: Held): boolean {
  return asset === 'USDC' && isOn({ asset, network });
}

/** What is bought and sold: the coin of a network, on that network, and a share on the one that it is a token of. */
export function isTraded({ asset, network }: Held): boolean {
  return isStock(asset) ? network === networkOfStock(asset) : asset !== 'USDC' && isOn({ asset, network });
}

function isOn({ asset, network }: Held): boolean {
  return isChainNetwork(network) && assetsOn(network, 'live').some((one) => one.asset === asset);
}

/** Why a trade from one to the other can not be priced; null when it can. Sizes and steps are each venue's own word. */
export function admitTrade(
  { pay, payNetwork, receive, method, trade }: PriceRequest,
  sides: { readonly from: (held: Held) => boolean; readonly to: (held: Held) => boolean },
): PriceRefusal | null {
  if (trade === undefined || trade.type !== method) return 'method_unavailable';
  if (!sides.from({ asset: pay.asset, network: payNetwork }) || !sides.to(receive)) return 'unsupported';
  if (!isWithinBounds(trade)) return 'unsupported';
  // Venues let go of what is not filled when the exchange closes, so a price of one's own would not stand for days.
  if (trade.type === 'limit' && (isStock(pay.asset) || isStock(receive.asset))) return 'method_unavailable';
  return pay.units > 0n ? null : 'amount_too_small';
}

function isWithinBounds(trade: TradeOrder): boolean {
  if (trade.type === 'limit') return trade.price.asset === 'USDC' && trade.price.units > 0n;
  return isBounded(trade.toleranceBps, TOLERANCE_BPS);
}

/** Whether a whole number is between two, with both of them. */
export function isBounded(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Shares are traded in New York. */
export function marketOf({
  order: { pay, deliver },
}: {
  readonly order: Pick<Terms['order'], 'pay' | 'deliver'>;
}): MarketName | null {
  return isStock(pay.asset) || isStock(deliver.asset) ? 'nyse' : null;
}

/** What is traded at the price of now is done at once, or a venue says that it is not; news of it may be late. */
const AT_ONCE_MS = 15 * MINUTE_MS;

/** How long a venue is waited for: one that lets an order stand lets go of it by itself, and is given an hour to say so. */
export function tradePatience({ trade, createdAt }: Terms): OrderPatience {
  if (trade?.type !== 'limit') return { openMs: AT_ONCE_MS };
  return { openMs: trade.goodTill - createdAt + HOUR_MS };
}
