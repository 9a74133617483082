// The parcels of one asset among which a disposal takes, at one place or at all. Whoever takes has made sure that there are
// enough. Where cost is averaged, parcels say who was held since when, and the pool alone says what they cost: a stretch of
// the base that its last opening made.
import type { CalendarDay } from '@diboas/calendars';
import { assert, smallerUnits } from '@diboas/kernel';
import type { ChosenLot } from '../facts/fact.ts';
import type { LotMethod } from '../facts/lot-settings.ts';
import { runningShare } from '../holding/running-share.ts';
import { createHeap, type Heap } from './heap.ts';
import { ORDER_OF, oldestFirst } from './order.ts';
import { addToLot, type CostBase, cutParcel, type Lot, type Parcel, parcelCost, unitsOf } from './parcel.ts';

export interface LotPool {
  readonly method: LotMethod;
  readonly place: string;
  readonly heap: Heap<Parcel>;
  held: bigint;
  /** Where cost is averaged: what all that was held cost when something last came in, and how much was taken since. */
  average: CostBase;
  taken: bigint;
  made: number;
}

const NOTHING: CostBase = { quantity: 0n, cost: 0n };

export function createLotPool(method: LotMethod, place: string): LotPool {
  return createFilledPool({ method, place }, []);
}

/** A pool that holds this from the beginning, as if it had come in one by one. */
export function createFilledPool(
  { method, place }: Pick<LotPool, 'method' | 'place'>,
  incoming: readonly IncomingParcel[],
): LotPool {
  let [held, cost] = [0n, 0n];
  const parcels = incoming.map((one, index): Parcel => {
    const { lot, heldFrom, base, from, to, free } = one;
    const parcel = { lot, heldFrom, base, from, to, free, place, nth: index + 1 };
    addToLot(parcel);
    held += unitsOf(parcel);
    if (method === 'average') cost += parcelCost(parcel);
    return parcel;
  });
  const heap = createHeap(ORDER_OF[method], parcels);
  const average = method === 'average' ? { quantity: held, cost } : NOTHING;
  return { method, place, heap, held, average, taken: 0n, made: parcels.length };
}

/** All that a pool holds, at what it costs there, in a pool that goes by another method. Nothing is left in the first one. */
export function goByMethod(pool: LotPool, method: LotMethod): LotPool {
  const left = pool.heap.all();
  const made = createFilledPool({ method, place: pool.place }, parcelsOf(pool));
  for (const parcel of left) Object.assign(parcel, { to: parcel.from, free: 0n });
  return made;
}

/** What comes in: of a purchase, of income, or from another pool. */
export type IncomingParcel = Pick<Parcel, 'lot' | 'heldFrom' | 'base' | 'from' | 'to' | 'free'>;

export function putParcel(pool: LotPool, incoming: IncomingParcel): Parcel {
  const { lot, heldFrom, base, from, to, free } = incoming;
  pool.made += 1;
  const parcel = { lot, heldFrom, base, from, to, free, place: pool.place, nth: pool.made };
  averageAnew(pool, { quantity: unitsOf(parcel), cost: parcelCost(parcel) });
  pool.held += unitsOf(parcel);
  pool.heap.put(parcel);
  addToLot(parcel);
  return parcel;
}

/** That many units by the method of the pool, in the order in which they go. */
export function takeByMethod(pool: LotPool, units: bigint): Parcel[] {
  const pieces: Parcel[] = [];
  for (let left = units; left > 0n; ) {
    const parcel = pool.heap.first();
    assert(parcel, 'a pool holds what is taken from it', { held: pool.held, left });
    const size = smallerUnits(left, unitsOf(parcel));
    if (size > 0n) pieces.push(takeFrom(pool, parcel, size));
    if (unitsOf(parcel) === 0n) pool.heap.dropFirst();
    left -= size;
  }
  return pieces;
}

/** Exactly the chosen lots, in the order in which they were chosen. */
export function takeChosen(
  pool: LotPool,
  lots: ReadonlyMap<string, Lot>,
  chosen: readonly ChosenLot[],
): Parcel[] {
  return chosen.flatMap(({ lotId, units }) => {
    let left = units;
    const pieces: Parcel[] = [];
    for (const parcel of heldOf(pool, lots.get(lotId))) {
      const size = smallerUnits(left, unitsOf(parcel));
      if (size > 0n) pieces.push(takeFrom(pool, parcel, size));
      left -= size;
    }
    assert(left === 0n, 'a lot holds what is taken from it', { lotId, left });
    return pieces;
  });
}

/** The parcels of a lot that a pool holds, the oldest first. */
export function heldOf(pool: Pick<LotPool, 'place'>, lot: Lot | undefined): Parcel[] {
  if (!lot) return [];
  lot.parcels = lot.parcels.filter((parcel) => unitsOf(parcel) > 0n);
  return lot.parcels.filter(({ place }) => place === pool.place).toSorted(oldestFirst);
}

/** Units that took the place of what was sold at a loss: they cost that loss more, and count as held since then. */
export function raiseCost(
  pool: LotPool,
  parcel: Parcel,
  { units, by, heldFrom }: { units: bigint; by: bigint; heldFrom: CalendarDay },
): void {
  const { lot, ...cut } = cutParcel(parcel, units);
  pool.made += 1;
  const base = { quantity: units, cost: parcelCost({ lot, ...cut }) + by };
  const raised = { ...cut, lot, base, heldFrom, from: 0n, to: units, free: 0n, nth: pool.made };
  averageAnew(pool, { quantity: 0n, cost: by });
  pool.heap.put(raised);
  addToLot(raised);
}

/** All that a pool holds with what it costs, the oldest first. */
export function parcelsOf(pool: LotPool): Parcel[] {
  const held = pool.heap.all().filter((parcel) => unitsOf(parcel) > 0n);
  if (pool.method !== 'average') return held.toSorted(oldestFirst);
  let from = pool.taken;
  return held.toSorted(oldestFirst).map((parcel) => {
    const to = from + unitsOf(parcel);
    const costed = { ...parcel, base: pool.average, from, to };
    from = to;
    return costed;
  });
}

function takeFrom(pool: LotPool, parcel: Parcel, units: bigint): Parcel {
  const piece = cutParcel(parcel, units);
  pool.held -= units;
  if (pool.method !== 'average') return piece;
  const { quantity, cost } = pool.average;
  const stretch = { from: pool.taken, to: pool.taken + units };
  pool.taken += units;
  const base = { quantity: units, cost: runningShare(cost, quantity, stretch) };
  return { ...piece, base, from: 0n, to: units };
}

function averageAnew(pool: LotPool, { quantity, cost }: CostBase): void {
  if (pool.method !== 'average') return;
  const before = pool.average;
  const left = { from: pool.taken, to: before.quantity };
  const kept = pool.held === 0n ? 0n : runningShare(before.cost, before.quantity, left);
  pool.average = { quantity: pool.held + quantity, cost: kept + cost };
  pool.taken = 0n;
}
