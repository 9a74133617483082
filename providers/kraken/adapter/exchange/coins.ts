import type { Asset, Money, Network } from '@diboas/kernel';
import type { TradeOrder } from '@diboas/orchestration';

/** A coin as Kraken trades it against dollar tokens. */
export interface Coin {
  readonly asset: Exclude<Asset, 'USD' | 'EUR' | 'BRL' | 'USDC'>;
  /** Where it lies for us: the network whose coin it is. */
  readonly network: Network;
  /** Kraken's name of the pair with USDC, as orders write it. */
  readonly pair: string;
  /** Kraken's names of the coin itself: what is old has a letter more before it. */
  readonly names: readonly string[];
}

/** Against USDC alone: what is paid and received is USDC, and dollars at Kraken would be of another kind. */
export const COINS: readonly Coin[] = [
  { asset: 'BTC', network: 'bitcoin', pair: 'XBTUSDC', names: ['XXBT', 'XBT'] },
  { asset: 'ETH', network: 'ethereum', pair: 'ETHUSDC', names: ['XETH', 'ETH'] },
  { asset: 'SOL', network: 'solana', pair: 'SOLUSDC', names: ['SOL'] },
  { asset: 'SUI', network: 'sui', pair: 'SUIUSDC', names: ['SUI'] },
];

/** What is asked of Kraken: a coin bought or sold for USDC, and how. */
export interface AskedTrade {
  readonly coin: Coin;
  readonly side: 'buy' | 'sell';
  /** What leaves: USDC of a purchase, the coin of a sale. */
  readonly pay: Money;
  readonly trade: TradeOrder;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Asset; readonly network: Network };
  readonly trade?: TradeOrder;
}

/** The trade of this order; in words why Kraken does not do it. `usdcNetwork` is where our USDC at Kraken counts as lying. */
export function tradeOf(
  { pay, payNetwork, receive, trade }: AskedFor,
  usdcNetwork: Network,
): AskedTrade | string {
  if (trade === undefined) return 'nothing is to be traded';
  const isUsdc = (asset: Asset, network: Network): boolean => asset === 'USDC' && network === usdcNetwork;
  const coinOn = (asset: Asset, network: Network): Coin | undefined =>
    COINS.find((coin) => coin.asset === asset && coin.network === network);
  const bought = isUsdc(pay.asset, payNetwork) ? coinOn(receive.asset, receive.network) : undefined;
  const sold = isUsdc(receive.asset, receive.network) ? coinOn(pay.asset, payNetwork) : undefined;
  const coin = bought ?? sold;
  if (coin === undefined)
    return `no trade from ${pay.asset} on ${payNetwork} to ${receive.asset} on ${receive.network}`;
  return { coin, side: bought ? 'buy' : 'sell', pay, trade };
}
