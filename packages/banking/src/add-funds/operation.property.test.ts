import {
  accept,
  createId,
  createSeededRandom,
  money,
  scaleUnits,
  shareOfMoney,
  sumMoney,
} from '@diboas/kernel';
import {
  type Movement,
  orderFor,
  type ProviderQuote,
  routeQuote,
  unknownHealth,
} from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADD_FUNDS } from './operation.ts';
import { ADD_FUNDS_SIZE } from './price.ts';

const NOW = 1_000_000;
const random = createSeededRandom(4);
const newId = () => createId({ now: NOW, random, bucket: 0 });
const amount = fc.bigInt({ min: ADD_FUNDS_SIZE.minimum.units, max: ADD_FUNDS_SIZE.maximum.units });
const bps = fc.bigInt({ min: 0n, max: 500n });
/** Units of USDC for a dollar, around one. */
const rate = fc.bigInt({ min: 990_000n, max: 1_010_000n });

function quoteAt(pay: bigint, feeBps: bigint, unitsPerDollar: bigint): ProviderQuote {
  const fee = shareOfMoney(money('USD', pay), feeBps, 'half_up');
  const parts = { takenBy: 'x', purpose: 'conversion', basis: { kind: 'quoted', by: 'x' } } as const;
  const deliver = scaleUnits(pay, { numerator: unitsPerDollar, denominator: 100n, rounding: 'down' });
  return {
    fees: [
      { tier: 'provider', amount: fee, ...parts },
      { tier: 'network', amount: money('USD', 1n), ...parts },
    ],
    deliver: money('USDC', deliver),
    estimate: { fromSeconds: 1, toSeconds: 60, source: 'provider' },
  };
}

function route(units: bigint, quotes: Record<string, ProviderQuote>) {
  const request = {
    pay: money('USD', units),
    payNetwork: 'fiat',
    method: 'card',
    receive: { asset: 'USDC', network: 'solana' },
  } as const;
  const outcome = routeQuote({
    id: newId(),
    customerId: newId(),
    operation: ADD_FUNDS,
    request,
    asked: Object.entries(quotes).map(([provider, quote]) => {
      return { provider, health: unknownHealth(provider, NOW), support: 1, answer: accept(quote) };
    }),
    destination: 'somewhere',
    now: NOW,
    validMs: 1_000,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

describe('the price of adding money', () => {
  it('has parts that add up to the total, of which ours is half a percent rounded down', () => {
    fc.assert(
      fc.property(amount, bps, rate, (units, feeBps, unitsPerDollar) => {
        const pay = ADD_FUNDS.order({
          pay: money('USD', units),
          payNetwork: 'fiat',
          method: 'card',
          receive: { asset: 'USDC', network: 'solana' },
        }).pay.units;
        const { price, receive, order } = route(units, { a: quoteAt(pay, feeBps, unitsPerDollar) });
        const parts = [price.amount, ...price.fees.map((fee) => fee.amount)];
        expect(sumMoney('USD', parts)).toEqual(price.total);
        for (const part of parts) expect(part.units > 0n).toBe(true);
        expect(price.fees.find((fee) => fee.tier === 'platform')?.amount.units ?? 0n).toBe(
          (units * 50n) / 10_000n,
        );
        expect(receive.money.units <= order.deliver.units).toBe(true);
        expect(order.chargeMax).toEqual(price.total);
      }),
    );
  });

  it('$100.00 costs 50 cents of ours, and brings exactly what was quoted', () => {
    const terms = route(100_00n, { a: quoteAt(100_50n, 300n, 1_000_000n) });
    expect(terms.price.total).toEqual(money('USD', 103_53n));
    expect(terms.receive.money).toEqual(money('USDC', 100_000_000n));
  });
});

describe('an alternative', () => {
  it('never costs the person more nor brings them less, and settles with a fee that is never negative', () => {
    fc.assert(
      fc.property(amount, bps, bps, rate, (units, first, second, unitsPerDollar) => {
        const pay = units + (units * 50n) / 10_000n;
        const terms = route(units, {
          a: quoteAt(pay, first, unitsPerDollar),
          b: quoteAt(pay, second, unitsPerDollar),
        });
        for (const { provider, order } of terms.alternatives) {
          const feeBps = provider === 'a' ? first : second;
          const charged = quoteAt(order.pay.units, feeBps, unitsPerDollar).fees.reduce(
            (sum, fee) => sum + fee.amount.units,
            order.pay.units,
          );
          expect(charged <= terms.price.total.units).toBe(true);
          expect(order.deliver.units >= terms.receive.money.units).toBe(true);
          const ordered = orderFor(terms, provider);
          const plain = { id: 'r', networkReference: null, reason: null };
          const movements: Movement[] = [
            { ...plain, kind: 'taken', money: money('USD', charged), network: 'fiat', destination: null },
            { ...plain, kind: 'given', money: ordered.deliver, network: 'solana', destination: 'somewhere' },
          ];
          const offer = { provider, order: ordered };
          const moved = { terms, offer, movements, booked: null, holds: [], ended: true, accepted: null };
          const booked = ADD_FUNDS.book(moved, newId);
          if (!booked.ok || !booked.value) throw new Error('it was not booked');
          const { credited, fee } = booked.value.settlement;
          expect(credited.units >= terms.receive.money.units && fee.units >= 0n).toBe(true);
          expect(credited.units + fee.units).toBe(order.deliver.units);
        }
      }),
    );
  });

  it('a little dearer is paid for by our own fee, much dearer is no alternative', () => {
    const near = route(100_00n, {
      a: quoteAt(100_50n, 260n, 1_000_000n),
      b: quoteAt(100_50n, 300n, 1_000_000n),
    });
    expect(near.provider).toBe('a');
    expect(near.alternatives.map((one) => one.provider)).toEqual(['b']);
    const far = route(100_00n, {
      a: quoteAt(100_50n, 100n, 1_000_000n),
      b: quoteAt(100_50n, 300n, 1_000_000n),
    });
    expect(far.alternatives).toEqual([]);
  });
});
