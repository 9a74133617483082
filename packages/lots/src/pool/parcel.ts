import type { CalendarDay } from '@diboas/calendars';
import { type Instant, smallerUnits } from '@diboas/kernel';
import { runningShare } from '../holding/running-share.ts';

/** What was acquired at once. */
export interface Lot {
  readonly id: string;
  readonly acquiredAt: Instant;
  readonly acquiredOn: CalendarDay;
  /** Every parcel of it that may still be held, wherever. */
  parcels: Parcel[];
  /** Those of them that may yet take the place of what was sold at a loss. */
  free: Parcel[];
}

/** Puts a parcel among those of its lot. */
export function addToLot(parcel: Parcel): void {
  parcel.lot.parcels.push(parcel);
  if (parcel.free > 0n) parcel.lot.free.push(parcel);
}

/** What a cost was said of: so much for so many units. */
export interface CostBase {
  readonly quantity: bigint;
  readonly cost: bigint;
}

/**
 * A part of a lot at one place: a stretch of units, of a base that says what they cost. Cutting a parcel cuts the stretch,
 * so that the costs of all parts of a lot add up, wherever they went meanwhile.
 */
export interface Parcel {
  readonly lot: Lot;
  readonly place: string;
  /** When it counts as held from: earlier than acquired where it took the place of what was sold at a loss. */
  readonly heldFrom: CalendarDay;
  /** The order of parcels that are otherwise alike. */
  readonly nth: number;
  readonly base: CostBase;
  from: bigint;
  to: bigint;
  /** How many of its units may yet take the place of units that were sold at a loss. */
  free: bigint;
}

export function unitsOf({ from, to }: Parcel): bigint {
  return to - from;
}

export function parcelCost({ base, from, to }: Parcel): bigint {
  return runningShare(base.cost, base.quantity, { from, to });
}

/**
 * Takes that many units off the beginning of a parcel. What has taken the place of something sold at a loss goes first, so
 * that what is left may do so as far as possible.
 */
export function cutParcel(parcel: Parcel, units: bigint): Parcel {
  const from = parcel.from;
  parcel.from += units;
  const left = unitsOf(parcel);
  const free = smallerUnits(parcel.free, left);
  const cut = { ...parcel, from, to: from + units, free: parcel.free - free };
  parcel.free = free;
  return cut;
}
