import { type CalendarDay, daysBetween } from '@diboas/calendars';
import { accept, type Outcome, refuse, scaleUnits } from '@diboas/kernel';
import { RETURN_SCALE } from '../exact/growth.ts';
import { reversed, sumOf, type Term, termsOf, UNIT } from './polynomial.ts';
import { type Bracket, rootsBelowOne } from './roots.ts';

/** An amount on a day: below zero what was paid in, above zero what was paid out, or is there in the end. */
export interface DatedAmount {
  readonly day: CalendarDay;
  readonly units: bigint;
}

/**
 * The rate at which amounts are worth nothing together, less one, in parts of `RETURN_SCALE`. It is right to the last digit
 * for growth below 10^20 a year, which 365 times the width of a bracket is well within; above, to twenty digits.
 */
export interface InternalRate {
  /** By the year of 365 days. */
  readonly annual: bigint;
  /** From the first amount to the last. */
  readonly total: bigint;
}

/**
 * Why there is no such rate. `one_sided`: nothing was paid in, or nothing came out, each day taken together. `no_solution`: at
 * no rate are they worth nothing. `several_solutions`: at more than one, so that none of them says anything. `unclear`: two
 * solutions are too near to each other to be told from one, or from none.
 */
export type NoRate = 'one_sided' | 'no_solution' | 'several_solutions' | 'unclear';

/**
 * The money-weighted return of amounts on days: the rate r at which Σ amount ÷ (1 + r)^(days ÷ 365) is nothing, as spreadsheets
 * have it (XIRR: Microsoft, "XIRR function"; the order of amounts is of no meaning). Every rate above -100 % is found, and
 * nothing is guessed first: days are whole, so it is a polynomial of the factor a day, solved for whole numbers.
 */
export function internalRate(amounts: readonly DatedAmount[]): Outcome<InternalRate, NoRate> {
  const terms = termsOfAmounts(amounts);
  if (!hasBothSigns(terms)) return refuse('one_sided');
  const found = solutionsOf(terms);
  if (found === 'unclear') return refuse(found);
  const [solution, another] = found;
  if (solution === undefined) return refuse('no_solution');
  if (another !== undefined) return refuse('several_solutions');
  return accept({ annual: rateOver(solution, 365), total: rateOver(solution, lastDayOf(terms)) });
}

/** What one becomes in a day, in parts of `UNIT`; or the other way round, what one a day later is worth now. */
type Solution = { readonly by: 'growth' | 'discount'; readonly factor: bigint };

/** Rates above zero are discounts below one, rates below zero are growth below one, and zero is seen by the sum alone. */
function solutionsOf(terms: readonly Term[]): Solution[] | 'unclear' {
  const [above, below] = [rootsBelowOne(terms), rootsBelowOne(reversed(terms))];
  if (above === 'unclear' || below === 'unclear') return 'unclear';
  const zero: Solution[] = sumOf(terms) === 0n ? [{ by: 'growth', factor: UNIT }] : [];
  return [
    ...below.map((bracket): Solution => ({ by: 'growth', factor: middleOf(bracket) })),
    ...zero,
    ...above.map((bracket): Solution => ({ by: 'discount', factor: middleOf(bracket) })),
  ];
}

function termsOfAmounts(amounts: readonly DatedAmount[]): Term[] {
  const [first] = amounts;
  if (first === undefined) return [];
  return termsOf(amounts.map(({ day, units }) => ({ days: daysBetween(first.day, day), units })));
}

function hasBothSigns(terms: readonly Term[]): boolean {
  return terms.some(({ units }) => units > 0n) && terms.some(({ units }) => units < 0n);
}

function lastDayOf(terms: readonly Term[]): number {
  return terms.at(-1)?.days ?? 0;
}

function middleOf({ low, high }: Bracket): bigint {
  return (low + high) / 2n;
}

/** A factor a day, over so many days, less one. */
function rateOver({ by, factor }: Solution, days: number): bigint {
  const [over, unit] = [factor ** BigInt(days), UNIT ** BigInt(days)];
  const [numerator, denominator] = by === 'growth' ? [over, unit] : [unit, over];
  return scaleUnits(numerator - denominator, { numerator: RETURN_SCALE, denominator, rounding: 'half_up' });
}
