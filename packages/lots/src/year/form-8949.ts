import { type CalendarDay, yearOf } from '@diboas/calendars';
import { type Asset, addMoney, formatMoney, type Money, money } from '@diboas/kernel';
import type { LotSlice } from '../slices/slice.ts';
import { type BrokerReport, boxOf, type Form8949Box } from './box.ts';

/** A line of Form 8949: one slice. The letters are those of the form's columns. */
export interface Form8949Row {
  readonly box: Form8949Box;
  /** (a), as "0.5 BTC". */
  readonly description: string;
  /** (b) */
  readonly acquiredOn: CalendarDay;
  /** (c) */
  readonly soldOn: CalendarDay;
  /** (d) */
  readonly proceeds: Money;
  /** (e) */
  readonly cost: Money;
  /** (f) W: a loss of a wash sale, which is not deductible. */
  readonly code: 'W' | null;
  /** (g) */
  readonly adjustment: Money;
  /** (h): (d) less (e), and (g) added. */
  readonly gain: Money;
  readonly slice: LotSlice;
}

export interface Form8949Sums {
  readonly proceeds: Money;
  readonly cost: Money;
  readonly adjustment: Money;
  readonly gain: Money;
}

/** All lines under one box, with what they come to: line 2 of the form. */
export interface Form8949Page {
  readonly box: Form8949Box;
  readonly rows: readonly Form8949Row[];
  readonly sums: Form8949Sums;
}

/** Part I is short term, part II long term. */
export interface Form8949Part {
  readonly part: 'I' | 'II';
  /** By their letters; none without a line. */
  readonly pages: readonly Form8949Page[];
  readonly sums: Form8949Sums;
}

export interface Form8949Year {
  readonly year: number;
  readonly currency: Asset;
  readonly parts: readonly [Form8949Part, Form8949Part];
  readonly sums: Form8949Sums;
}

export interface Form8949Settings {
  /** Of the person's calendar: that of the days of the slices. */
  readonly year: number;
  readonly currency: Asset;
  isDigital(asset: Asset): boolean;
  toldOf(slice: LotSlice): BrokerReport;
}

/**
 * What was disposed of in a year, as Form 8949 has it. All sums are those of the lines, to the last unit. Losses of December
 * stand only once the 30 days of January are over: a purchase in them makes a wash sale of one.
 */
export function form8949Of(slices: readonly LotSlice[], settings: Form8949Settings): Form8949Year {
  const { year, currency } = settings;
  const ofYear = slices.filter(({ soldOn }) => yearOf(soldOn) === year);
  const partOf = (part: 'I' | 'II'): Form8949Part => {
    const term = part === 'I' ? 'short' : 'long';
    const rows = ofYear.filter((slice) => slice.term === term).map((slice) => rowOf(slice, settings));
    const byBox = [...Map.groupBy(rows, ({ box }) => box)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const pages = byBox.map(([box, lines]) => ({ box, rows: lines, sums: sumUp(lines, currency) }));
    return {
      part,
      pages,
      sums: sumUp(
        pages.map(({ sums }) => sums),
        currency,
      ),
    };
  };
  const parts = [partOf('I'), partOf('II')] as const;
  return {
    year,
    currency,
    parts,
    sums: sumUp(
      parts.map(({ sums }) => sums),
      currency,
    ),
  };
}

function rowOf(slice: LotSlice, { year, currency, isDigital, toldOf }: Form8949Settings): Form8949Row {
  const { quantity, acquiredOn, soldOn, proceeds, cost, term, wash } = slice;
  const isDisallowed = wash?.rule === 'adjust';
  const adjustment = isDisallowed ? wash.disallowed : money(currency, 0n);
  return {
    box: boxOf(year, { isDigital: isDigital(quantity.asset), term, told: toldOf(slice) }),
    description: plainQuantity(quantity),
    ...{ acquiredOn, soldOn, proceeds, cost, adjustment },
    code: isDisallowed ? 'W' : null,
    gain: addMoney(slice.gain, adjustment),
    slice,
  };
}

function sumUp(lines: readonly Form8949Sums[], currency: Asset): Form8949Sums {
  const sums = { proceeds: 0n, cost: 0n, adjustment: 0n, gain: 0n };
  for (const line of lines) {
    sums.proceeds += line.proceeds.units;
    sums.cost += line.cost.units;
    sums.adjustment += line.adjustment.units;
    sums.gain += line.gain.units;
  }
  const of = (units: bigint) => money(currency, units);
  return {
    ...{ proceeds: of(sums.proceeds), cost: of(sums.cost) },
    ...{ adjustment: of(sums.adjustment), gain: of(sums.gain) },
  };
}

/** As (a) has it, without zeros at its end: "0.5 BTC". */
export function plainQuantity(quantity: Money): string {
  return `${formatMoney(quantity).replace(/\.?0+$/, '')} ${quantity.asset}`;
}
