import { formatMoney, type Money } from '@diboas/kernel';
import { lotBookOf } from '../book/lot-book.ts';
import type { LotFact } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import type { LotSlice, OpenLot } from '../slices/slice.ts';
import { lotSettings, type MadeSettings, minuteByMinute } from './made-facts.ts';

/** What somebody published of lots: what happened, and what comes of it. */
export interface PublishedCase {
  readonly name: string;
  /** Where it stands: an address, or a repository with a file and the name of its test. */
  readonly source: string;
  readonly settings?: MadeSettings;
  /** In order. */
  readonly facts: readonly LotFact[];
  /** As `sliceText` has them, where proceeds are published too. */
  readonly slices?: readonly string[];
  /** As `takenText` has them. */
  readonly taken?: readonly string[];
  /** As `openText` has them. */
  readonly open?: readonly string[];
  readonly refusal?: LotRefusal;
}

/** What comes of a case, in the words of its expectations, and only of those that it has. */
export function outcomeOf({ settings, facts, ...expected }: PublishedCase): Partial<PublishedCase> {
  const book = lotBookOf(minuteByMinute(facts), lotSettings(settings));
  if (!book.ok) return { refusal: book.refusal };
  return {
    ...(expected.slices && { slices: book.value.slices().map(sliceText) }),
    ...(expected.taken && { taken: book.value.slices().map(takenText) }),
    ...(expected.open && { open: book.value.openLots().map(openText) }),
  };
}

/** "a 5: 600.00 - 575.00 = 25.00 short", and what of it is of a wash sale: ", W 5: 25.00". */
export function sliceText({ lotId, quantity, proceeds, cost, gain, term, wash }: LotSlice): string {
  const sum = `${formatMoney(proceeds)} - ${formatMoney(cost)} = ${formatMoney(gain)}`;
  const washed = wash ? `, W ${short(wash.quantity)}: ${formatMoney(wash.disallowed)}` : '';
  return `${lotId} ${short(quantity)}: ${sum} ${term}${washed}`;
}

/** "s: a 5: 575.00": what a disposal took of which lot, and what it cost. */
export function takenText({ disposalId, lotId, quantity, cost }: LotSlice): string {
  return `${disposalId}: ${lotId} ${short(quantity)}: ${formatMoney(cost)}`;
}

/** "a 5: 575.00", and since when it counts as held if it was not acquired then: ", from 2013-01-15". */
export function openText({ lotId, quantity, cost, acquiredOn, heldFrom }: OpenLot): string {
  const since = heldFrom === acquiredOn ? '' : `, from ${heldFrom}`;
  return `${lotId} ${short(quantity)}: ${formatMoney(cost)}${since}`;
}

function short(quantity: Money): string {
  return formatMoney(quantity).replace(/\.?0+$/, '');
}
