// Wash sales of one asset, as facts come in: 26 U.S.C. 1091 and 26 CFR 1.1091-1 and -2. A loss is matched with what was
// purchased within 30 days before or after it and is held after it, unit by unit: the earliest loss and the earliest purchase
// first. What has been matched once is matched no more. The rest of a purchase is no replacement for what was sold of that
// same purchase (Rev. Rul. 56-602).
import { addDays, type CalendarDay } from '@diboas/calendars';
import { money, smallerUnits } from '@diboas/kernel';
import { runningShare } from '../holding/running-share.ts';
import type { Lot, Parcel } from '../pool/parcel.ts';
import { type LotPool, raiseCost } from '../pool/pool.ts';
import type { SliceRecord } from '../slices/slice-record.ts';
import { createQueue, dropFirstOf, firstOf, putInFront, type Queue } from './queue.ts';

/** Before and after the day of a sale: 61 days with it. */
const DAYS = 30;

export interface WashWatch {
  /** Purchases that may take the place of what is sold at a loss, the earliest first. */
  readonly purchases: Queue<Lot>;
  /** Losses that nothing took the place of yet, the earliest first. */
  readonly losses: Queue<SliceRecord>;
}

type PoolOf = (place: string) => LotPool;

export function createWashWatch(purchases: readonly Lot[] = []): WashWatch {
  return { purchases: createQueue(purchases), losses: createQueue() };
}

/** Looks for what took the place of what was just sold, among what was purchased before; the rest waits for purchases. */
export function watchSale(watch: WashWatch, sold: readonly SliceRecord[], poolOf: PoolOf): void {
  for (const record of sold) {
    if (record.rule === 'off' || record.slice.gain.units >= 0n) continue;
    matchPurchases(watch.purchases, record, poolOf);
    if (unmatched(record) > 0n) watch.losses.items.push(record);
  }
}

/** Lets a purchase take the place of what was sold before; the rest of it may take that of what is sold later. */
export function watchPurchase({ purchases, losses }: WashWatch, lot: Lot, poolOf: PoolOf): void {
  const earliest = addDays(lot.acquiredOn, -DAYS);
  for (let loss = firstOf(losses); loss; loss = firstOf(losses)) {
    if (loss.slice.soldOn >= earliest && !matchLot(loss, lot, poolOf)) break;
    dropFirstOf(losses);
  }
  if (freeOf(lot).length > 0) purchases.items.push(lot);
}

function matchPurchases(purchases: Queue<Lot>, record: SliceRecord, poolOf: PoolOf): void {
  const earliest = addDays(record.slice.soldOn, -DAYS);
  const kept: Lot[] = [];
  let isDone = false;
  for (let lot = firstOf(purchases); lot && !isDone; lot = firstOf(purchases)) {
    dropFirstOf(purchases);
    if (lot.acquiredOn < earliest) continue;
    if (lot !== record.lot) isDone = matchLot(record, lot, poolOf);
    if (freeOf(lot).length > 0) kept.push(lot);
  }
  putInFront(purchases, kept);
}

/** @returns whether nothing of the loss is left to be matched */
function matchLot(record: SliceRecord, lot: Lot, poolOf: PoolOf): boolean {
  // A pool that goes by another method by now is made anew as it is asked for, and its parcels with it.
  for (const place of new Set(freeOf(lot).map((parcel) => parcel.place))) poolOf(place);
  for (const parcel of freeOf(lot)) {
    const units = smallerUnits(unmatched(record), parcel.free);
    if (units > 0n) matchParcel(record, parcel, { units, pool: poolOf(parcel.place) });
  }
  return unmatched(record) === 0n;
}

function matchParcel(
  record: SliceRecord,
  parcel: Parcel,
  { units, pool }: { units: bigint; pool: LotPool },
): void {
  const { quantity, gain, daysHeld } = record.slice;
  const stretch = { from: record.matched, to: record.matched + units };
  const disallowed = runningShare(-gain.units, quantity.units, stretch);
  record.matched += units;
  record.disallowed += disallowed;
  record.matches.push({
    lotId: parcel.lot.id,
    quantity: money(quantity.asset, units),
    disallowed: money(gain.asset, disallowed),
  });
  if (record.rule === 'adjust')
    raiseCost(pool, parcel, { units, by: disallowed, heldFrom: earlier(parcel.heldFrom, daysHeld) });
  else parcel.free -= units;
}

/** Its holding period has that of what was sold besides (26 U.S.C. 1223(3)). */
function earlier(heldFrom: CalendarDay, daysHeld: number): CalendarDay {
  return addDays(heldFrom, -daysHeld);
}

function freeOf(lot: Lot): Parcel[] {
  if (lot.free.some(({ free }) => free === 0n)) lot.free = lot.free.filter(({ free }) => free > 0n);
  return lot.free;
}

function unmatched({ slice, matched }: SliceRecord): bigint {
  return slice.quantity.units - matched;
}
