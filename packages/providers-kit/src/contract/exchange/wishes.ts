import { type Money, money, shareOfMoney, unitsPerOne } from '@diboas/kernel';
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

/**
 * Trades of bitcoin for digital dollars. `wishes`: at so many dollars for one, of so many hundredths, far below and above the
 * market of doubles, which begins at 100,000 and never comes there. `buy`, `sell`: at the price of now.
 */
export function tradesToWish(wishing: WishingTrades) {
  const wishes: fc.Arbitrary<OrderWish> = fc
    .record({
      hundredths: fc.bigInt({ min: 1n, max: 50n }),
      isBuy: fc.boolean(),
      off: fc.bigInt({ min: 10_000n, max: 40_000n }),
    })
    .map(({ hundredths, isBuy, off }) =>
      isBuy ? buyAt(wishing, hundredths, 100_000n - off) : sellAt(wishing, hundredths, 100_000n + off),
    );
  const now = { method: 'market', trade: AT_NOW };
  const buy: OrderWish = { ...buyAt(wishing, 1n, 100_000n), ...now, pay: money('USDC', 2_345_670_000n) };
  const sell: OrderWish = { ...sellAt(wishing, 1n, 100_000n), ...now, pay: money('BTC', 3_456_789n) };
  return { wishes, trades: { buy, sell } };
}

function buyAt({ mostOf }: WishingTrades, hundredths: bigint, dollars: bigint): OrderWish {
  const pay = money('USDC', (hundredths * dollars * USDC_ONE) / 100n);
  return {
    ...{ pay, payNetwork: 'solana', chargeMax: mostOf(pay) },
    ...{ deliver: bitcoin(hundredths), network: 'bitcoin', ...limitAt(dollars) },
  };
}

function sellAt({ feeBps, mostOf }: WishingTrades, hundredths: bigint, dollars: bigint): OrderWish {
  const pay = bitcoin(hundredths);
  const gross = money('USDC', (hundredths * dollars * USDC_ONE) / 100n);
  return {
    ...{ pay, payNetwork: 'bitcoin', chargeMax: mostOf(pay) },
    ...{ deliver: shareOfMoney(gross, 10_000n - feeBps, 'down'), network: 'solana', ...limitAt(dollars) },
  };
}

function limitAt(dollars: bigint): Pick<OrderWish, 'destination' | 'method' | 'trade'> {
  const price = money('USDC', dollars * USDC_ONE);
  return { destination: '', method: 'limit', trade: { type: 'limit', price, goodTill: LATE } };
}

function bitcoin(hundredths: bigint): Money {
  return money('BTC', (hundredths * unitsPerOne('BTC')) / 100n);
}
