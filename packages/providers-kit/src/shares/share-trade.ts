import { type Asset, isStock, type Money, type Network, type Stock, unitsPerOne } from '@diboas/kernel';
import {
  type Fraction,
  type Instrument,
  type InstrumentStatus,
  multiply,
  roundFraction,
  type ToldBook,
} from '@diboas/market';
import { networkOfStock } from '@diboas/networks';
import type { TradeOrder } from '@diboas/orchestration';
import type { TradeAsk } from '../trading/plan.ts';
import type { ShareQuote, ShareVenue } from './venue.ts';

export interface ShareTrade extends TradeAsk {
  readonly stock: Stock;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Asset; readonly network: Network };
  readonly trade?: TradeOrder;
}

/** The trade that is asked for; null for one that no venue of shares does. */
export function shareTradeOf(
  { pay, payNetwork, receive, trade }: AskedFor,
  dollarNetwork: Network,
): ShareTrade | null {
  const isDollars = (asset: Asset, network: Network) => asset === 'USDC' && network === dollarNetwork;
  if (trade === undefined || pay.units <= 0n) return null;
  if (isStock(receive.asset) && receive.network === networkOfStock(receive.asset))
    return isDollars(pay.asset, payNetwork) ? { stock: receive.asset, side: 'buy', pay, trade } : null;
  if (isStock(pay.asset) && payNetwork === networkOfStock(pay.asset))
    return isDollars(receive.asset, receive.network) ? { stock: pay.asset, side: 'sell', pay, trade } : null;
  return null;
}

/** Prices of shares from a dollar on are in cents. */
const CENT: Fraction = { numerator: 1n, denominator: 100n };
/** Venues ask for a dollar at least. */
const DOLLAR_UNITS = 1_000_000n;

export function shareInstrument(
  stock: Stock,
  { status, sizeDigits }: { readonly status: InstrumentStatus; readonly sizeDigits: number },
): Instrument {
  return {
    ...{ base: stock, quote: 'USDC', status, priceIncrement: CENT },
    baseSize: { increment: unitsPerOne(stock) / 10n ** BigInt(sizeDigits), min: 0n, max: null },
    quoteSize: { increment: 1n, min: DOLLAR_UNITS, max: null },
  };
}

/**
 * The best of both sides as a book of one level each. While the exchange is closed what was told last is what there is, however old;
 * it is only priced by, and asked for anew before anything is sent.
 */
export function bookOfQuote(
  stock: Stock,
  { bid, ask, at }: ShareQuote,
  { isOpen, venue }: { readonly isOpen: boolean; readonly venue: Pick<ShareVenue, 'name' | 'now'> },
): ToldBook {
  const level = ({ price, shares }: ShareQuote['bid']) => ({ price, size: shareUnits(stock, shares) });
  return {
    ...{ base: stock, quote: 'USDC', bids: [level(bid)], asks: [level(ask)] },
    ...{ at: isOpen ? at : venue.now(), source: venue.name },
  };
}

/** In minor units of the share, rounded down. */
export function shareUnits(stock: Stock, shares: Fraction): bigint {
  return roundFraction(multiply(shares, { numerator: unitsPerOne(stock), denominator: 1n }), 'down');
}
