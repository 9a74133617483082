// What operators do to floats, as far as it is decided without the database: who may, how it is parted, and what of it is on
// its way meanwhile.
import { BUCKETS, type Bucket, DAY_MS, type Instant, type Money, money, smallerUnits } from '@diboas/kernel';
import type { Float, FloatSide } from '../store/floats.ts';
import { needsTwo } from '../transaction/act.ts';
import type { FloatAct, FloatActPart, FloatPlace, PartUnits } from './acts.ts';
import { floatName } from './moment.ts';

/** For how long an act waits for a second person. */
export const CONFIRMED_WITHIN_MS = 7 * DAY_MS;

/** What was taken is still with the provider until somebody has sent it; for so long nobody wonders about it. */
const LEAVES_WITHIN_MS = DAY_MS;

/** Why an act is not carried out. */
export type FloatActRefusal =
  /** It had no second person in time. */
  | 'too_late'
  /** Whoever proposed it cannot be the second person. */
  | 'same_person'
  | 'begun_before'
  | 'less_is_free'
  | 'not_begun'
  | 'nothing_moves'
  | 'arrived_before'
  /** More would have arrived than was taken. */
  | 'more_than_taken'
  | 'ended';

/** Whether somebody else has to agree: an amount above the limit, or one that nobody here knows the worth of. */
export function needsSecondPerson(
  { asset, units }: Pick<FloatAct, 'asset' | 'units'>,
  aloneMax: Money,
): boolean {
  return needsTwo(money(asset, units), aloneMax);
}

/** Why it cannot be confirmed by this person now; null when it can. */
export function refusalOfConfirming(
  { by, begunAt, proposedAt }: FloatAct,
  { confirmedBy, now }: { readonly confirmedBy: string; readonly now: Instant },
): FloatActRefusal | null {
  if (begunAt !== null) return 'begun_before';
  if (confirmedBy === by) return 'same_person';
  return now - proposedAt > CONFIRMED_WITHIN_MS ? 'too_late' : null;
}

/** Why so much cannot have arrived of it; null when it can. */
export function refusalOfArriving(act: FloatAct, arrived: bigint): FloatActRefusal | null {
  if (act.kind !== 'float_move') return 'nothing_moves';
  if (act.endedAt !== null) return 'ended';
  if (act.begunAt === null) return 'not_begun';
  if (act.arrived !== null && act.arrived !== arrived) return 'arrived_before';
  return arrived > act.taken ? 'more_than_taken' : null;
}

/** The same to each bucket, to the last unit. */
export function sharesOf(units: bigint): readonly PartUnits[] {
  const count = BigInt(BUCKETS.length);
  return BUCKETS.map((bucket, index) => ({
    bucket,
    units: units / count + (BigInt(index) < units % count ? 1n : 0n),
  })).filter((part) => part.units > 0n);
}

/** From where most is free, so that as few as possible are left with nothing; null where less than that is free. */
export function takeFrom(
  free: ReadonlyMap<Bucket, Pick<Float, 'free'>>,
  units: bigint,
): readonly PartUnits[] | null {
  // What one share is overdrawn by lies in no other: it has left the provider, whoever's share it was.
  const whole = [...free.values()].reduce((sum, one) => sum + one.free, 0n);
  if (whole < units) return null;
  const parts: PartUnits[] = [];
  let missing = units;
  for (const [bucket, { free: there }] of [...free].toSorted(([, one], [, other]) =>
    one.free > other.free ? -1 : 1,
  )) {
    if (missing === 0n || there <= 0n) break;
    const taken = smallerUnits(there, missing);
    parts.push({ bucket, units: -taken });
    missing -= taken;
  }
  return missing === 0n ? parts : null;
}

/**
 * By the name of the float, what may lie there beyond the books because of operators: what is proposed to be added may have
 * been brought, what was taken may not have been sent yet, and what is moved may be at either end.
 */
export function onItsWay(acts: readonly FloatAct[], now: Instant): ReadonlyMap<string, bigint> {
  const way = new Map<string, bigint>();
  for (const act of acts) {
    for (const [place, units] of waysOf(act, now)) {
      const name = floatName({ ...place, asset: act.asset });
      way.set(name, (way.get(name) ?? 0n) + units);
    }
  }
  return way;
}

function waysOf(act: FloatAct, now: Instant): readonly (readonly [FloatPlace, bigint])[] {
  const { from, to, units, begunAt, endedAt, proposedAt, taken, added } = act;
  const isOld = begunAt === null && now - proposedAt > CONFIRMED_WITHIN_MS;
  if (isOld) return [];
  const hasJustLeft = taken > 0n && now - (endedAt ?? now) <= LEAVES_WITHIN_MS;
  const leaving = from !== null && hasJustLeft ? [[from, taken] as const] : [];
  // Of what is moved no more can arrive than was taken.
  const most = from === null ? units : taken;
  const coming = to !== null && endedAt === null && most > added ? [[to, most - added] as const] : [];
  return [...leaving, ...coming];
}

/** How much of a side is booked. */
export function bookedUnits(parts: readonly FloatActPart[], side: FloatSide): bigint {
  const sum = parts.filter((one) => one.side === side).reduce((whole, { units }) => whole + units, 0n);
  return sum < 0n ? -sum : sum;
}
