import { type Asset, type Money, money, type Network, shareOfMoney, unitsPerOne } from '@diboas/kernel';
import fc from 'fast-check';
import type { OrderWish } from '../order/order-world.ts';

const USDC_ONE = unitsPerOne('USDC');

/** Far beyond the end of any test. */
const LATE = Date.UTC(2030, 0, 1);

const AT_NOW = { type: 'market', toleranceBps: 50 } as const;

/** What a suite has to know of a venue to wish for trades there. */
export interface WishingTrades {
  /** What it keeps of a sale, in basis points: its dearest rate. */
  readonly feeBps: bigint;
  /** What is agreed to be taken at most. */
  readonly mostOf: (pay: Money) => Money;
}

/** What is traded against dollars: where it lies, and what one costs in doubles, which stay near that. */
interface Traded {
  readonly base: Asset;
  readonly network: Network;
  readonly dollars: bigint;
  /** How far off the market orders of one's own price are, in dollars. */
  readonly off: { readonly min: bigint; readonly max: bigint };
  readonly hundredthsMax: bigint;
  /** What a sale at the price of now is of, in minor units. */
  readonly sold: bigint;
}

const BITCOIN: Traded = {
  ...{ base: 'BTC', network: 'bitcoin', dollars: 100_000n, off: { min: 10_000n, max: 40_000n } },
  ...{ hundredthsMax: 50n, sold: 3_456_789n },
};

/** Apple's, as a token. */
const SHARE: Traded = {
  ...{ base: 'AAPL', network: 'ethereum', dollars: 250n, off: { min: 30n, max: 100n } },
  ...{ hundredthsMax: 5_000n, sold: 2_345_600_000_000_000_000n },
};

/**
 * Trades of bitcoin for digital dollars. `wishes`: at so many dollars for one, of so many hundredths, far below and above the
 * market of doubles, which begins at 100,000 and never comes there. `buy`, `sell`: at the price of now.
 */
export function tradesToWish(wishing: WishingTrades) {
  return tradesOf(BITCOIN, wishing);
}

/** The same of shares, which cost about 250 dollars. */
export function sharesToWish(wishing: WishingTrades) {
  return tradesOf(SHARE, wishing);
}

function tradesOf(traded: Traded, wishing: WishingTrades) {
  const { base, dollars, hundredthsMax, sold } = traded;
  const wishes: fc.Arbitrary<OrderWish> = fc
    .record({
      hundredths: fc.bigInt({ min: 1n, max: hundredthsMax }),
      isBuy: fc.boolean(),
      off: fc.bigInt(traded.off),
    })
    .map(({ hundredths, isBuy, off }) =>
      isBuy
        ? buyAt(traded, wishing, [hundredths, dollars - off])
        : sellAt(traded, wishing, [hundredths, dollars + off]),
    );
  const now = { method: 'market', trade: AT_NOW };
  const buy: OrderWish = {
    ...buyAt(traded, wishing, [1n, dollars]),
    ...now,
    pay: money('USDC', 2_345_670_000n),
  };
  const sell: OrderWish = { ...sellAt(traded, wishing, [1n, dollars]), ...now, pay: money(base, sold) };
  return { wishes, trades: { buy, sell } };
}

type Sized = readonly [hundredths: bigint, dollars: bigint];

function buyAt(traded: Traded, { mostOf }: WishingTrades, [hundredths, dollars]: Sized): OrderWish {
  const pay = money('USDC', (hundredths * dollars * USDC_ONE) / 100n);
  return {
    ...{ pay, payNetwork: 'solana', chargeMax: mostOf(pay) },
    ...{ deliver: baseOf(traded, hundredths), network: traded.network, ...limitAt(dollars) },
  };
}

function sellAt(traded: Traded, { feeBps, mostOf }: WishingTrades, [hundredths, dollars]: Sized): OrderWish {
  const pay = baseOf(traded, hundredths);
  const gross = money('USDC', (hundredths * dollars * USDC_ONE) / 100n);
  return {
    ...{ pay, payNetwork: traded.network, chargeMax: mostOf(pay) },
    ...{ deliver: shareOfMoney(gross, 10_000n - feeBps, 'down'), network: 'solana', ...limitAt(dollars) },
  };
}

function limitAt(dollars: bigint): Pick<OrderWish, 'destination' | 'method' | 'trade'> {
  const price = money('USDC', dollars * USDC_ONE);
  return { destination: '', method: 'limit', trade: { type: 'limit', price, goodTill: LATE } };
}

function baseOf({ base }: Traded, hundredths: bigint): Money {
  return money(base, (hundredths * unitsPerOne(base)) / 100n);
}
