import { ASSETS, type Asset, isAsset, money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountAt,
  type Currency,
  crossRate,
  formatFraction,
  isOld,
  newestRates,
  PRICED_ASSETS,
  PRICED_FROM_MS,
  parseFraction,
  type Rate,
  SHOWN_AS_NEW_MS,
  totalWorth,
  worthOf,
} from '../index.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const asset = fc.constantFrom(...Object.keys(ASSETS).filter(isAsset));
const priced = fc.constantFrom(...PRICED_ASSETS);
const currency = fc.constantFrom<Currency>('USD', 'EUR', 'BRL');
const units = fc.bigInt({ min: 0n, max: 10n ** 24n });
const rounding = fc.constantFrom('down' as const, 'up' as const);
const fraction = fc.record({
  numerator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  denominator: fc.constantFrom(1n, 100n, 10n ** 8n),
});
const rate: fc.Arbitrary<Rate> = fc.record({
  ...{ asset: priced, currency, price: fraction, source: fc.constantFrom('one', 'another') },
  at: fc.integer({ min: NOW - 2 * SHOWN_AS_NEW_MS, max: NOW }),
});
const rates = fc.array(rate, { maxLength: 20 });

/** A rate of every asset in every currency, all of one moment. */
function everyRate(prices: readonly { numerator: bigint; denominator: bigint }[], at: number): Rate[] {
  const pairs = PRICED_ASSETS.flatMap((one) =>
    (['USD', 'EUR', 'BRL'] as const).map((other) => ({ asset: one, currency: other })),
  );
  return pairs.map((pair, index) => ({
    ...{ ...pair, at, source: 'one' },
    price: prices[index % prices.length] ?? { numerator: 1n, denominator: 1n },
  }));
}
const full = fc.array(fraction, { minLength: 15, maxLength: 15 });

describe('a price', () => {
  it('is read from text and written back without losing a digit', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^[0-9]{0,17}[1-9]$/))
      .map(([whole, part]) => `${whole}.${part}`);
    fc.assert(
      fc.property(decimal, (text) => {
        const read = parseFraction(text);
        expect(read && formatFraction(read, { digits: 18, rounding: 'down' })).toBe(text);
      }),
    );
  });

  it('reads powers of ten as they are meant', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: -20, max: 20 }),
        (value, power) => {
          const read = parseFraction(`${value}e${power}`);
          const scale = 10n ** BigInt(Math.abs(power));
          const [numerator, denominator] = power < 0 ? [value, scale] : [value * scale, 1n];
          expect(read && read.numerator * denominator).toBe(read && numerator * read.denominator);
        },
      ),
    );
  });

  it.each([
    '',
    '0',
    '0.000',
    '-1',
    '+1',
    '1.',
    '.5',
    'NaN',
    'Infinity',
    '1e',
    '1e99',
    '1,5',
    ' 1',
    '1'.repeat(61),
  ])('is not read from "%s"', (text) => {
    expect(parseFraction(text)).toBeNull();
  });
});

describe('worth', () => {
  it('is within one unit of the exact product, on the side that was asked for', () => {
    fc.assert(
      fc.property(asset, asset, units, fraction, (from, to, value, price) => {
        const down = amountAt(money(from, value), { to, price, rounding: 'down' }).units;
        const up = amountAt(money(from, value), { to, price, rounding: 'up' }).units;
        expect(up - down).toBeLessThanOrEqual(1n);
        const exact = value * price.numerator * 10n ** BigInt(ASSETS[to].decimals);
        const scale = price.denominator * 10n ** BigInt(ASSETS[from].decimals);
        expect(down * scale <= exact && exact <= up * scale).toBe(true);
      }),
    );
  });

  it('of more is never less, and of nothing is nothing', () => {
    fc.assert(
      fc.property(full, asset, asset, units, units, rounding, (prices, from, to, one, more, way) => {
        const market = { rates: everyRate(prices, NOW), now: NOW, rounding: way };
        const of = (value: bigint) => {
          const worth = worthOf(money(from, value), to, market);
          return typeof worth === 'string' ? -1n : worth.money.units;
        };
        expect(of(0n)).toBe(0n);
        expect(of(one + more)).toBeGreaterThanOrEqual(of(one));
      }),
    );
  });

  it('of what is asked in itself is itself, whatever the market says', () => {
    fc.assert(
      fc.property(rates, asset, units, rounding, (known, one, value, way) => {
        const worth = worthOf(money(one, value), one, { rates: known, now: NOW, rounding: way });
        expect(worth).toEqual({ money: money(one, value), at: null });
      }),
    );
  });

  it('there and back again is never more than before, when rounded down both ways', () => {
    fc.assert(
      fc.property(full, priced, priced, units, (prices, from, to, value) => {
        const market = { rates: everyRate(prices, NOW), now: NOW, rounding: 'down' as const };
        const there = worthOf(money(from, value), to, market);
        const back = typeof there === 'string' ? there : worthOf(there.money, from, market);
        expect(typeof back === 'string' ? -1n : back.money.units).toBeLessThanOrEqual(value);
        expect(typeof back).toBe('object');
      }),
    );
  });

  it('M32 is never priced from a rate that is older than a minute, nor from one out of the future', () => {
    fc.assert(
      fc.property(
        rates,
        asset,
        asset,
        units,
        rounding,
        fc.nat(600_000),
        (known, from, to, value, way, later) => {
          const now = NOW - 300_000 + later;
          const worth = worthOf(money(from, value), to, { rates: known, now, rounding: way });
          if (typeof worth === 'string') return;
          if (worth.at !== null) expect(now - worth.at).toBeLessThanOrEqual(PRICED_FROM_MS);
          if (worth.at !== null) expect(worth.at - now).toBeLessThanOrEqual(30_000);
        },
      ),
    );
  });

  it('has the time of the oldest rate in it, and goes through dollars where the pair is not said', () => {
    const said = (one: Asset, other: Currency, text: string, at: number): Rate => ({
      ...{ asset: one, currency: other, at, source: 'one' },
      price: parseFraction(text) ?? { numerator: 1n, denominator: 1n },
    });
    const known = [
      said('BTC', 'USD', '100000', NOW - 10),
      said('BTC', 'EUR', '80000', NOW - 20),
      said('ETH', 'USD', '4000', NOW - 5),
    ];
    const market = { rates: known, now: NOW, rounding: 'down' as const };
    expect(worthOf(money('ETH', 10n ** 18n), 'BTC', market)).toEqual({
      money: money('BTC', 4_000_000n),
      at: NOW - 10,
    });
    expect(worthOf(money('ETH', 10n ** 18n), 'EUR', market)).toEqual({
      money: money('EUR', 320_000n),
      at: NOW - 20,
    });
    expect(worthOf(money('USD', 10_000n), 'EUR', market)).toEqual({
      money: money('EUR', 8_000n),
      at: NOW - 20,
    });
    expect(worthOf(money('SUI', 1n), 'USD', market)).toBe('unknown');
    expect(worthOf(money('USD', 1n), 'BRL', market)).toBe('unknown');
    expect(worthOf(money('ETH', 1n), 'USD', { ...market, now: NOW + PRICED_FROM_MS })).toBe('old');
  });

  it('M32 comes by the newest way there is: what one source said long ago is not preferred to what another says now', () => {
    const said = (one: Asset, other: Currency, text: string, ageMs: number): Rate => ({
      ...{ asset: one, currency: other, at: NOW - ageMs, source: 'one' },
      price: parseFraction(text) ?? { numerator: 1n, denominator: 1n },
    });
    const known = [
      said('USDC', 'USD', '0.5', 240_000),
      said('USDC', 'EUR', '0.8', 3_000),
      said('BTC', 'USD', '100000', 1_000),
      said('BTC', 'EUR', '80000', 2_000),
      said('ETH', 'USD', '4000', 1_000),
    ];
    const worth = worthOf(money('ETH', 10n ** 18n), 'USDC', { rates: known, now: NOW, rounding: 'up' });
    expect(worth).toEqual({ money: money('USDC', 4_000_000_000n), at: NOW - 3_000 });
  });

  it('M32 is never older than what was said of the very pair', () => {
    fc.assert(
      fc.property(rates, priced, currency, (known, from, to) => {
        const cross = crossRate(from, to, known);
        const pair = known.filter((one) => one.asset === from && one.currency === to);
        if (pair.length === 0) return;
        expect(cross?.at ?? 0).toBeGreaterThanOrEqual(Math.max(...pair.map(({ at }) => at)));
      }),
    );
  });
});

describe('a total', () => {
  const amounts = fc.array(fc.record({ asset, units }), { maxLength: 8 });

  it('M12 is what its parts come to as they are shown, is as old as the oldest of them, and says what is not in it', () => {
    fc.assert(
      fc.property(rates, amounts, currency, (known, held, to) => {
        const crossOf = (one: Asset) => crossRate(one, to, known);
        const total = totalWorth(held, to, { crossOf, now: NOW, rounding: 'down' });
        const some = held.filter((one) => one.units > 0n);
        const alone = some.map((one) => totalWorth([one], to, { crossOf, now: NOW, rounding: 'down' }));
        expect(total.money.units).toBe(alone.reduce((sum, one) => sum + one.money.units, 0n));
        expect(total.isOld).toBe(alone.some((one) => one.isOld));
        expect(total.isOld).toBe(isOld(total.at, NOW));
        expect([...total.unknown].toSorted()).toEqual(
          [...new Set(some.map((one) => one.asset).filter((one) => crossOf(one) === null))].toSorted(),
        );
      }),
    );
  });

  it('of nothing is zero, known and not old', () => {
    const total = totalWorth([money('SUI', 0n)], 'USD', {
      ...{ crossOf: () => null, now: NOW, rounding: 'down' },
    });
    expect(total).toEqual({ money: money('USD', 0n), at: null, isOld: false, unknown: [] });
  });
});

describe('rates', () => {
  it('come to the same in whatever order they are told, and however often', () => {
    const distinct = fc.uniqueArray(rate, {
      selector: ({ asset: one, currency: other, at }) => `${one}/${other}/${at}`,
      maxLength: 20,
    });
    const sorted = (list: readonly Rate[]) =>
      [...list].sort((a, b) => `${a.asset}${a.currency}`.localeCompare(`${b.asset}${b.currency}`));
    fc.assert(
      fc.property(distinct, fc.infiniteStream(fc.nat()), (list, order) => {
        const keys = list.map(() => order.next().value);
        const shuffled = list.map((one, index) => ({ one, key: keys[index] ?? 0 }));
        shuffled.sort((a, b) => a.key - b.key);
        const later = shuffled.reduce<Rate[]>((known, { one }) => newestRates(known, [one, one]), []);
        expect(sorted(later)).toEqual(sorted(newestRates([], list)));
      }),
    );
  });
});
