import { money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkInstrument,
  type FitRefusal,
  fitOrder,
  INSTRUMENT_STATUSES,
  type OrderKind,
  type SizeRule,
} from '../index.ts';
import { fractionOf, someInstrument } from '../testing/some-book.ts';

const KINDS: readonly OrderKind[] = ['market', 'limit', 'post'];
const aRule: fc.Arbitrary<SizeRule> = fc
  .record({
    increment: fc.bigInt({ min: 1n, max: 1_000n }),
    min: fc.bigInt({ min: 0n, max: 10_000n }),
    above: fc.option(fc.bigInt({ min: 1_000n, max: 100_000n })),
  })
  .map(({ increment, min, above }) => ({ increment, min, max: above === null ? null : min + above }));
const fit = (rule: SizeRule, units: bigint) =>
  fitOrder(someInstrument({ quoteSize: rule }), { amount: money('USD', units), kind: 'market' });

describe('M32 an order that is fitted to an instrument', () => {
  it('is the largest multiple of the increment that is not more than was asked for, and says what remains', () => {
    let fitted = 0;
    fc.assert(
      fc.property(aRule, fc.bigInt({ min: -5_000n, max: 200_000n }), (rule, units) => {
        const order = fit(rule, units);
        if (!order.ok) return;
        fitted += 1;
        const { size, remains } = order.value;
        expect(size.units + remains.units).toBe(units);
        expect(size.units % rule.increment).toBe(0n);
        expect(remains.units >= 0n && remains.units < rule.increment).toBe(true);
        expect(size.units >= rule.min && size.units > 0n).toBe(true);
        if (rule.max !== null) expect(size.units).toBeLessThanOrEqual(rule.max);
      }),
    );
    expect(fitted).toBeGreaterThan(0);
  });

  it('is refused with the least or the most that is not refused', () => {
    const seen = new Set<FitRefusal['reason']>();
    fc.assert(
      fc.property(aRule, fc.bigInt({ min: -5_000n, max: 200_000n }), (rule, units) => {
        const order = fit(rule, units);
        if (order.ok) return;
        const { refusal } = order;
        seen.add(refusal.reason);
        if (refusal.reason === 'below_minimum') {
          const { minimum } = refusal;
          expect(minimum.units).toBeGreaterThan(units);
          expect(fit(rule, minimum.units)).toMatchObject({ ok: true, value: { size: minimum } });
          expect(fit(rule, minimum.units - 1n).ok).toBe(false);
        } else {
          const maximum = refusal.reason === 'above_maximum' ? refusal.maximum : money('USD', -1n);
          // One more increment of what was asked for would be beyond it: less than that only remains.
          expect(maximum.units + rule.increment).toBeLessThanOrEqual(units);
          expect(fit(rule, maximum.units)).toMatchObject({ ok: true, value: { size: maximum } });
          expect(fit(rule, maximum.units + rule.increment).ok).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen].toSorted()).toEqual(['above_maximum', 'below_minimum']);
  });

  it('is rounded before it is held against the most', () => {
    expect(fit({ increment: 10n, min: 0n, max: 103n }, 105n)).toEqual({
      ok: true,
      value: { size: money('USD', 100n), remains: money('USD', 5n) },
    });
  });

  it('is of what the pair has', () => {
    const amount = money('ETH', 10n ** 18n);
    expect(fitOrder(someInstrument(), { amount, kind: 'market' })).toEqual({
      ok: false,
      refusal: { reason: 'unknown_asset', asset: 'ETH' },
    });
  });

  it('is of base where it sells', () => {
    const baseSize = { increment: 1_000n, min: 2_500n, max: null };
    const sell = (units: bigint) =>
      fitOrder(someInstrument({ baseSize }), { amount: money('BTC', units), kind: 'market' });
    expect(sell(12_345n)).toEqual({
      ok: true,
      value: { size: money('BTC', 12_000n), remains: money('BTC', 345n) },
    });
    expect(sell(2_999n)).toEqual({
      ok: false,
      refusal: { reason: 'below_minimum', minimum: money('BTC', 3_000n) },
    });
  });

  it('goes only where a venue takes its kind just now', () => {
    const taken = INSTRUMENT_STATUSES.map((status) => {
      const order = (kind: OrderKind) =>
        fitOrder(someInstrument({ status }), { amount: money('USD', 1_000n), kind });
      for (const kind of KINDS) {
        const fitted = order(kind);
        if (!fitted.ok) expect(fitted.refusal).toEqual({ reason: 'not_trading', status });
      }
      return [status, KINDS.filter((kind) => order(kind).ok).join(' ')];
    });
    expect(Object.fromEntries(taken)).toEqual({
      ...{ trading: 'market limit post', limit_only: 'limit post', post_only: 'post' },
      ...{ cancel_only: '', view_only: '', auction: '', halted: '', unknown: '' },
    });
  });
});

describe('M32 an instrument', () => {
  it('is as it was told, where it makes sense', () => {
    const told = someInstrument();
    expect(checkInstrument(told)).toEqual({ ok: true, value: told });
  });

  const rule = { increment: 10n, min: 95n, max: 100n };
  it.each([
    ['one_asset', { quote: 'BTC' }],
    ['bad_increment', { priceIncrement: { numerator: 0n, denominator: 1n } }],
    ['bad_increment', { baseSize: { ...rule, increment: 0n } }],
    ['bad_increment', { quoteSize: { ...rule, increment: -1n } }],
    ['bad_range', { baseSize: { ...rule, max: 99n } }],
    ['bad_range', { quoteSize: { ...rule, min: -1n } }],
    ['bad_range', { quoteSize: { increment: 10n, min: 0n, max: 9n } }],
  ] as const)('is refused as %s', (refusal, change) => {
    expect(checkInstrument(someInstrument(change))).toEqual({ ok: false, refusal });
    expect(checkInstrument(someInstrument({ quoteSize: rule, priceIncrement: fractionOf('1') })).ok).toBe(
      true,
    );
  });
});
