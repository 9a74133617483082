import type { Asset, Money, Network } from '@diboas/kernel';
import type { Side, TradingPair } from '@diboas/market';
import type { TradeOrder } from '@diboas/orchestration';
import { QUOTE } from '../market-data/instrument.ts';

/** Where each coin of ours lies by our books. */
const HOME: Readonly<Partial<Record<Asset, Network>>> = {
  BTC: 'bitcoin',
  ETH: 'ethereum',
  SOL: 'solana',
  SUI: 'sui',
};

export const COINS = Object.keys(HOME) as readonly Asset[];

export function homeOf(asset: Asset): Network | null {
  return HOME[asset] ?? null;
}

/** What is asked of the exchange: an amount that leaves, for the other asset of a pair. */
export interface Trade {
  readonly pair: TradingPair;
  readonly side: Side;
  readonly leaves: Money;
  readonly how: TradeOrder;
}

/**
 * The trade that is asked for; null for one that this exchange does not do. Of all dollars of ours there our books say that they
 * are on one network, and of each coin that it is on its own.
 */
export function tradeOf(
  {
    pay,
    payNetwork,
    receive,
    trade,
  }: {
    readonly pay: Money;
    readonly payNetwork: Network;
    readonly receive: { readonly asset: Asset; readonly network: Network };
    readonly trade?: TradeOrder;
  },
  dollarNetwork: Network,
): Trade | null {
  const isDollars = (asset: Asset, network: Network) => asset === QUOTE && network === dollarNetwork;
  const isCoin = (asset: Asset, network: Network) => homeOf(asset) === network;
  if (trade === undefined || pay.units <= 0n) return null;
  if (isDollars(pay.asset, payNetwork) && isCoin(receive.asset, receive.network))
    return { pair: { base: receive.asset, quote: QUOTE }, side: 'buy', leaves: pay, how: trade };
  if (isCoin(pay.asset, payNetwork) && isDollars(receive.asset, receive.network))
    return { pair: { base: pay.asset, quote: QUOTE }, side: 'sell', leaves: pay, how: trade };
  return null;
}
