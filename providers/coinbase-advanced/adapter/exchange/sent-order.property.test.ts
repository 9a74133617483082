import { assert, money, unitsPerOne } from '@diboas/kernel';
import { type Fraction, type Instrument, parseFraction, type TradingFees } from '@diboas/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderToSend } from './sent-order.ts';

const PAIR = { base: 'BTC', quote: 'USDC' } as const;

const instrument: Instrument = {
  ...PAIR,
  baseSize: { increment: 1n, min: 1n, max: null },
  quoteSize: { increment: 10_000n, min: 1_000_000n, max: null },
  priceIncrement: { numerator: 1n, denominator: 100n },
  status: 'trading',
};

const aRate = fc
  .bigInt({ min: 0n, max: 120n })
  .map((bps): Fraction => ({ numerator: bps, denominator: 10_000n }));
const fees = aRate.map((taker): TradingFees => ({ maker: taker, taker, in: 'quote' }));
const dollars = fc.bigInt({ min: 1_000_000n, max: 10n ** 13n });
const coins = fc.bigInt({ min: 100_000n, max: 10n ** 10n });
const market = { type: 'market', toleranceBps: 50 } as const;

const ceil = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor;

function decimal(text: string | undefined): Fraction {
  const read = parseFraction(text ?? '');
  assert(read, 'what is sent is a number', { text });
  return read;
}

describe('an order that is sent', () => {
  it('M30 to buy takes no more than was agreed with its fee, and for all of it brings what was agreed', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(dollars, coins, fees, fc.bigInt({ min: -50n, max: 300n }), (paid, bought, rates, room) => {
        const [pay, deliver] = [money('USDC', paid), money('BTC', bought)];
        const chargeMax = money('USDC', paid + (paid * room) / 10_000n);
        const trade = { pair: PAIR, side: 'buy', leaves: pay, how: market } as const;
        const sent = orderToSend(trade, { chargeMax, deliver }, { instrument, rates });
        seen.add(sent.ok ? 'sent' : sent.refusal.code);
        if (!sent.ok) return;
        const { quote_size, limit_price } = sent.value.fields;
        const [size, limit] = [decimal(quote_size), decimal(limit_price)];
        const spent = (size.numerator * unitsPerOne('USDC')) / size.denominator;
        const { numerator, denominator } = rates.taker;
        expect(spent + ceil(spent * numerator, denominator)).toBeLessThanOrEqual(chargeMax.units);
        // At the limit, the worst that it can be filled at: size ÷ limit in hundred millionths of a bitcoin.
        const got =
          (size.numerator * limit.denominator * unitsPerOne('BTC')) / (size.denominator * limit.numerator);
        expect(got).toBeGreaterThanOrEqual(deliver.units);
      }),
      { numRuns: 500 },
    );
    expect([...seen].toSorted()).toEqual(['price_changed', 'sent']);
  });

  it('M31 to sell brings what was agreed for all of it, whatever is kept of it now', () => {
    let sent = 0;
    fc.assert(
      fc.property(coins, dollars, fees, (sold, least, rates) => {
        const [pay, deliver] = [money('BTC', sold), money('USDC', least)];
        const trade = { pair: PAIR, side: 'sell', leaves: pay, how: market } as const;
        const order = orderToSend(trade, { chargeMax: pay, deliver }, { instrument, rates });
        if (!order.ok) return;
        sent += 1;
        const { base_size, limit_price } = order.value.fields;
        const [size, limit] = [decimal(base_size), decimal(limit_price)];
        const gross = {
          numerator: size.numerator * limit.numerator,
          denominator: size.denominator * limit.denominator,
        };
        const { numerator, denominator } = rates.taker;
        const net = gross.numerator * (denominator - numerator) * unitsPerOne('USDC');
        expect(net >= deliver.units * gross.denominator * denominator).toBe(true);
        expect((size.numerator * unitsPerOne('BTC')) / size.denominator).toBe(sold);
      }),
      { numRuns: 500 },
    );
    expect(sent).toBeGreaterThan(100);
  });

  it('M30 at a person’s own price is at that or better, until they said', () => {
    const price = money('USDC', 90_000_129_000n);
    const how = { type: 'limit', price, goodTill: Date.UTC(2026, 11, 24, 12) } as const;
    const rates = {
      maker: { numerator: 1n, denominator: 1_000n },
      taker: { numerator: 1n, denominator: 1_000n },
      in: 'quote',
    } as const;
    const pay = money('USDC', 900_000_000n);
    const agreed = { chargeMax: money('USDC', 901_000_000n), deliver: money('BTC', 999_998n) };
    expect(orderToSend({ pair: PAIR, side: 'buy', leaves: pay, how }, agreed, { instrument, rates })).toEqual(
      {
        ok: true,
        value: {
          ...{ side: 'BUY', configuration: 'limit_limit_gtd' },
          fields: { base_size: '0.00999998', limit_price: '90000.12', end_time: '2026-12-24T12:00:00.000Z' },
        },
      },
    );
    const sell = { pair: PAIR, side: 'sell', leaves: money('BTC', 1_000_000n), how } as const;
    const sold = orderToSend(
      sell,
      { chargeMax: sell.leaves, deliver: money('USDC', 1n) },
      { instrument, rates },
    );
    expect(sold.ok && sold.value.fields.limit_price).toBe('90000.13');
  });
});
