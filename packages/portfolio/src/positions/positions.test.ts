// Positions by the rates of a moment, and where their gains come from: figures that others have published, and what must hold.
import { type Money, money } from '@diboas/kernel';
import { type Fraction, type Market, parseFraction, type Rate, SHOWN_AS_NEW_MS } from '@diboas/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, type PositionCost } from './gain.ts';
import { positionsOf } from './position.ts';
import { totalOfPositions } from './total.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const BITCOIN = 10n ** 8n;

function fraction(text: string, by = '1'): Fraction {
  const [value, divisor] = [parseFraction(text), parseFraction(by)];
  if (!value || !divisor) throw new Error(`no price: ${text}`);
  return {
    numerator: value.numerator * divisor.denominator,
    denominator: value.denominator * divisor.numerator,
  };
}

function said(asset: Rate['asset'], currency: Rate['currency'], price: Fraction, ageMs = 0): Rate {
  return { asset, currency, price, at: NOW - ageMs, source: 'one' };
}

function marketOf(rates: readonly Rate[]): Market {
  return { rates, now: NOW, rounding: 'half_up' };
}

/** One asset of so many whole, paid for in euros and in dollars; what it costs now in each. */
function positionIn(
  held: { readonly pieces: bigint; readonly paid: bigint; readonly quoted: bigint },
  prices: { readonly dollars: Fraction; readonly euros: Fraction },
) {
  const [position] = positionsOf(
    [{ network: 'bitcoin', money: money('BTC', held.pieces * BITCOIN) }],
    [
      {
        ...{ asset: 'BTC', income: money('EUR', 0n) },
        ...{ paid: money('EUR', held.paid), quoted: money('USD', held.quoted) },
      },
    ],
    {
      currency: 'EUR',
      market: marketOf([said('BTC', 'USD', prices.dollars), said('BTC', 'EUR', prices.euros)]),
    },
  );
  return position;
}

describe('M33 the gain of a position', () => {
  it('is that of Ghostfolio, portfolio-calculator-googl-buy, for a million pieces, so that no digit is rounded off', () => {
    // 89.12 dollars at 0.9238 francs; now 116.45 dollars at 0.8854. Francs are euros here.
    const position = positionIn(
      { pieces: 1_000_000n, paid: 8_232_905_600n, quoted: 8_912_000_000n },
      { dollars: fraction('116.45'), euros: fraction('103.10483') },
    );
    expect(position?.value).toEqual({ kind: 'known', units: 10_310_483_000n, at: NOW, isOld: false });
    expect(position?.gain).toEqual({
      total: 2_077_577_400n,
      parts: { price: 2_419_798_200n, income: 0n, currency: -342_220_800n },
    });
  });

  it('is that of templarket.com, "Analytical Return on Investment": 1,750 of trading less 1,250 of the dollar', () => {
    const position = positionIn(
      { pieces: 125n, paid: 1_000_000n, quoted: 1_250_000n },
      { dollars: fraction('120'), euros: fraction('84') },
    );
    expect(position?.gain).toEqual({
      ...{ total: 50_000n, parts: { price: 175_000n, income: 0n, currency: -125_000n } },
    });
  });

  it('is that of Portfolio Performance, testRealizedAndUnrealizedForexCapitalGains, of what was not sold', () => {
    // Five pieces: 100 dollars at 1.1915 dollars a euro as the period began, 120 at 1.1588 in its end.
    const position = positionIn(
      { pieces: 5n, paid: 41_964n, quoted: 50_000n },
      { dollars: fraction('120'), euros: fraction('120', '1.1588') },
    );
    const [total, currency] = [600 / 1.1588 - 500 / 1.1915, 500 / 1.1588 - 500 / 1.1915];
    expect(Number(position?.gain?.total)).toBe(Math.round(total * 100));
    expect(Number(position?.gain?.parts?.currency)).toBe(Math.round(currency * 100));
  });

  it('is of the currency alone where the price stands, and of the price alone where the currency does', () => {
    const still = positionIn(
      { pieces: 1n, paid: 8_000n, quoted: 10_000n },
      { dollars: fraction('100'), euros: fraction('90') },
    );
    expect(still?.gain?.parts).toEqual({ price: 0n, income: 0n, currency: 1_000n });
    const steady = positionIn(
      { pieces: 1n, paid: 8_000n, quoted: 10_000n },
      { dollars: fraction('110'), euros: fraction('88') },
    );
    expect(steady?.gain?.parts).toEqual({ price: 800n, income: 0n, currency: 0n });
  });

  it('adds up to the last unit, whatever the figures are and however they were rounded', () => {
    const units = fc.bigInt({ min: 0n, max: 10n ** 20n });
    const priced = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const costs = fc.record({ held: units, paid: units, quoted: units, income: units });
    fc.assert(
      fc.property(costs, priced, priced, (given, dollars, euros) => {
        const rates = [
          said('BTC', 'USD', { numerator: dollars, denominator: 100n }),
          said('BTC', 'EUR', { numerator: euros, denominator: 100n }),
        ];
        const cost: PositionCost = {
          ...{ asset: 'BTC', paid: money('EUR', given.paid), quoted: money('USD', given.quoted) },
          income: money('EUR', given.income),
        };
        const [position] = positionsOf([{ network: 'bitcoin', money: money('BTC', given.held) }], [cost], {
          ...{ currency: 'EUR', market: marketOf(rates) },
        });
        const gain = position?.gain;
        if (position?.value.kind !== 'known' || !gain?.parts) throw new Error('all of it is known');
        expect(gain.total).toBe(position.value.units - given.paid + given.income);
        expect(gain.parts.price + gain.parts.income + gain.parts.currency).toBe(gain.total);
        expect(gain.parts.income).toBe(given.income);
      }),
    );
  });

  it('has no parts where what was paid is not known in the currency of the price', () => {
    const cost: PositionCost = {
      asset: 'BTC',
      paid: money('EUR', 50n),
      quoted: null,
      income: money('EUR', 3n),
    };
    expect(gainOf(80n, cost, null)).toEqual({ total: 33n, parts: null });
  });
});

describe('M33 positions', () => {
  const dollars = (units: bigint): Money => money('USD', units);
  const rates = [
    said('BTC', 'USD', fraction('100000'), 2 * SHOWN_AS_NEW_MS),
    said('USDC', 'USD', fraction('1'), 1_000),
  ];
  const cost = (asset: PositionCost['asset'], paid: bigint, income = 0n): PositionCost => {
    return { asset, paid: dollars(paid), quoted: dollars(paid), income: dollars(income) };
  };

  it('are one an asset, over its networks, with the time of the oldest price, which is told as old', () => {
    const positions = positionsOf(
      [
        { network: 'ethereum', money: money('USDC', 1_000_000n) },
        { network: 'bitcoin', money: money('BTC', BITCOIN) },
        { network: 'solana', money: money('USDC', 2_500_000n) },
      ],
      [cost('BTC', 9_000_000n)],
      { currency: 'USD', market: marketOf(rates) },
    );
    expect(
      positions.map(({ asset, quantity, value }) => ({ asset, quantity: quantity.units, value })),
    ).toEqual([
      { asset: 'USDC', quantity: 3_500_000n, value: known(350n, 1_000, false) },
      { asset: 'BTC', quantity: BITCOIN, value: known(10_000_000n, 2 * SHOWN_AS_NEW_MS, true) },
    ]);
    const total = totalOfPositions(positions, NOW);
    expect(total.value).toEqual(known(10_000_350n, 2 * SHOWN_AS_NEW_MS, true));
    expect(total.gain).toEqual({
      ...{ total: 1_000_000n, parts: { price: 1_000_000n, income: 0n, currency: 0n } },
    });
    expect(total.withoutGain).toEqual(['USDC']);
  });

  function known(units: bigint, ageMs: number, isOld: boolean) {
    return { kind: 'known', units, at: NOW - ageMs, isOld };
  }

  it('are not known where nobody knows a price, and are in no total, which says so', () => {
    const positions = positionsOf(
      [
        { network: 'sui', money: money('SUI', 5n) },
        { network: 'ethereum', money: money('USDC', 1_000_000n) },
      ],
      [cost('SUI', 3n), cost('USDC', 100n)],
      { currency: 'USD', market: marketOf(rates) },
    );
    expect(positions[0]).toMatchObject({ asset: 'SUI', value: { kind: 'unknown' }, gain: null });
    const total = totalOfPositions(positions, NOW);
    expect(total).toMatchObject({ unknown: ['SUI'], withoutGain: ['SUI'] });
    expect(total.value.units).toBe(100n);
    expect(total.gain?.total).toBe(0n);
  });

  it('that are gone stay as long as they have a cost or brought something; an empty balance without one is none', () => {
    const positions = positionsOf(
      [
        { network: 'bitcoin', money: money('BTC', 0n) },
        { network: 'sui', money: money('SUI', 0n) },
      ],
      [cost('SUI', 0n, 40n)],
      { currency: 'USD', market: marketOf([]) },
    );
    expect(positions).toHaveLength(1);
    expect(positions[0]).toMatchObject({
      ...{ asset: 'SUI', value: { kind: 'known', units: 0n, at: null } },
      gain: { total: 40n, parts: { price: 0n, income: 40n, currency: 0n } },
    });
  });

  it('come to a total whose gains are the sums of theirs, and has no parts where one has none', () => {
    const held = [
      { network: 'bitcoin', money: money('BTC', BITCOIN) },
      { network: 'ethereum', money: money('USDC', 5_000_000n) },
    ] as const;
    const of = (costs: readonly PositionCost[]) => {
      const positions = positionsOf(held, costs, { currency: 'USD', market: marketOf(rates) });
      return totalOfPositions(positions, NOW).gain;
    };
    expect(of([cost('BTC', 9_000_000n, 7n), cost('USDC', 600n)])).toEqual({
      ...{ total: 999_907n, parts: { price: 999_900n, income: 7n, currency: 0n } },
    });
    expect(of([cost('BTC', 9_000_000n, 7n), { ...cost('USDC', 600n), quoted: null }])).toEqual({
      ...{ total: 999_907n, parts: null },
    });
    expect(of([])).toBeNull();
  });

  it('do not add costs of another currency, nor two of one asset: those are bugs', () => {
    const count = (costs: readonly PositionCost[]) =>
      positionsOf([], costs, { currency: 'EUR', market: marketOf(rates) });
    expect(() => count([cost('BTC', 1n)])).toThrow('the currency that is counted in');
    const twice = { ...cost('BTC', 1n), paid: money('EUR', 1n), income: money('EUR', 0n) };
    expect(() => count([twice, twice])).toThrow('an asset has one cost');
  });
});
