/** What lies with Coinbase: what was there at first, and what orders moved since. Moved is what an asset of ours can hold. */
import { ASSETS, type Network } from '@diboas/kernel';
import type { DoubleFloat } from '@diboas/sandbox-kit';
import { readPrice, readSize, SIZE_DIGITS, valueAt } from './decimals.ts';
import { type Filled, filledOf, hasEnded, type TradedOrder } from './order.ts';
import { productOf } from './products.ts';

type Held = 'USDC' | 'BTC' | 'ETH' | 'SOL' | 'SUI';

/** Where the books of ours have it. Coinbase itself knows of no networks here. */
const NETWORK: Readonly<Record<Held, Network>> = {
  ...{ USDC: 'solana', BTC: 'bitcoin', ETH: 'ethereum', SOL: 'solana', SUI: 'sui' },
};

const AT_FIRST: Readonly<Record<Held, bigint>> = {
  ...{ USDC: 20_000_000n, BTC: 200n, ETH: 5_000n, SOL: 100_000n, SUI: 5_000_000n },
};

const HELD: readonly Held[] = ['USDC', 'BTC', 'ETH', 'SOL', 'SUI'];

export const FLOATS: readonly DoubleFloat[] = HELD.map((asset) => ({
  asset,
  network: NETWORK[asset],
  units: AT_FIRST[asset] * 10n ** BigInt(ASSETS[asset].decimals),
}));

/** In the digits of sizes: what lies there, and how much of it is set aside for orders that stand. */
export interface Balance {
  readonly whole: bigint;
  readonly held: bigint;
}

/** The dearer of Coinbase's two rates, in parts of ten thousand. */
export const RATES = { maker: 40n, taker: 60n } as const;

export function commissionOf(value: bigint, rate: bigint): bigint {
  return (value * rate) / 10_000n;
}

export function balanceOf(asset: Held, orders: readonly TradedOrder[]): Balance {
  const ours = orders.filter(({ product }) => asset === 'USDC' || productOf(product)?.base === asset);
  return ours.reduce<Balance>(
    (sum, order) => {
      const change = changeBy(order, asset);
      return { whole: sum.whole + change.whole, held: sum.held + change.held };
    },
    { whole: AT_FIRST[asset] * 10n ** BigInt(SIZE_DIGITS), held: 0n },
  );
}

function changeBy(order: TradedOrder, asset: Held): Balance {
  const filled = filledOf(order);
  const isQuote = asset === 'USDC';
  const leaves = isQuote === (order.side === 'BUY');
  const moved = leaves
    ? -wholeUnits(isQuote ? filled.value + filled.fees : filled.size, asset, 'up')
    : wholeUnits(isQuote ? filled.value - filled.fees : filled.size, asset, 'down');
  return { whole: moved, held: leaves && !hasEnded(order) ? restOf(order, filled) : 0n };
}

/** What is set aside for what is not filled yet, the fee of a buyer included. */
export function restOf(order: TradedOrder, filled: Filled): bigint {
  const base = readSize(order.baseSize ?? '0') ?? 0n;
  if (order.side === 'SELL') return base - filled.size;
  const price = order.limitPrice === null ? 0n : (readPrice(order.limitPrice) ?? 0n);
  const whole = order.quoteSize === null ? valueAt(base, price) : (readSize(order.quoteSize) ?? 0n);
  const rest = whole > filled.value ? whole - filled.value : 0n;
  return rest + commissionOf(rest, RATES.taker);
}

/** Rounded to the smallest unit of the asset, and told in the digits of sizes. */
function wholeUnits(size: bigint, asset: Held, rounding: 'up' | 'down'): bigint {
  const unit = 10n ** BigInt(SIZE_DIGITS - ASSETS[asset].decimals);
  const below = size - (size % unit);
  return rounding === 'up' && below < size ? below + unit : below;
}

export { HELD, type Held };
