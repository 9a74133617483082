import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountsTaken, dollarsFor, liquidityOfEther, toBeSwapped } from './amounts.ts';
import { rangeAround, sqrtRangeOf, WIDE } from './range.ts';
import { sqrtRatioAt } from './ticks.ts';

/** Ether at 1,000 to 20,000 dollars. */
const ticks = fc.integer({ min: 177_280, max: 207_240 });
const units = fc.bigInt(10_000_000n, 10n ** 13n);
const FEE = 500;

describe('what is swapped for a position', () => {
  it('leaves over dollars alone and few of them, whatever ether costs up to the bound', () => {
    const asked = fc.record({ tick: ticks, units, dearerBps: fc.bigInt(0n, 30n) });
    fc.assert(
      fc.property(asked, ({ tick, units, dearerBps: moved }) => {
        const range = sqrtRangeOf(rangeAround(tick, WIDE));
        const price = sqrtRatioAt(tick);
        const swapped = toBeSwapped({ range, price, units, fee: FEE, dearerBps: 30n });
        // Of a square root half as much.
        const then = price - (price * moved) / 20_000n;
        const afterFee = (swapped * 999_500n) / 1_000_000n;
        const wei = (afterFee * then * then) / 2n ** 192n;
        const liquidity = liquidityOfEther(wei, then, range);
        const [dollars, ether] = amountsTaken(liquidity, then, range);
        expect(dollars + swapped).toBeLessThanOrEqual(units);
        expect((dollars + swapped) * 1_000n).toBeGreaterThan(units * 997n);
        expect(wei - ether).toBeGreaterThanOrEqual(0n);
        expect(wei - ether).toBeLessThanOrEqual((then - range.dearest) / 2n ** 96n + 1n);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a position is made of', () => {
  it('is all dollars where ether is dearer than its range, and all ether where it is cheaper', () => {
    const range = sqrtRangeOf(rangeAround(193_000, WIDE));
    expect(amountsTaken(10n ** 15n, sqrtRatioAt(170_000), range)[1]).toBe(0n);
    expect(amountsTaken(10n ** 15n, sqrtRatioAt(210_000), range)[0]).toBe(0n);
  });

  it('says what ether costs', () => {
    // A tick of 193,380 is 4,000 dollars, to the ten-thousandth part.
    const dollars = Number(dollarsFor(10n ** 18n, sqrtRatioAt(193_380))) / 1e6;
    expect(Math.abs(dollars / 4_000 - 1)).toBeLessThan(0.0002);
  });
});
