import { type Asset, money } from '@diboas/kernel';
import { checkAmounts } from '../facts/check-amounts.ts';
import { type ChosenLot, compareFacts, type LotFact } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import { unitsOf } from '../pool/parcel.ts';
import { heldOf } from '../pool/pool.ts';
import { assetLotsOf, type BookState, poolKey } from './book-state.ts';

/** Why a fact cannot be, with its fees; null where it can. Changes nothing. */
export function checkFact(state: BookState, fact: LotFact): LotRefusal | null {
  const { settings, ids, last } = state;
  if (ids.has(fact.id)) return { factId: fact.id, reason: 'same_id' };
  if (last && compareFacts(last, fact) > 0) return { factId: fact.id, reason: 'out_of_order' };
  return checkAmounts(fact, settings.currency) ?? checkLots(state, fact) ?? checkHeld(state, fact);
}

/** What a fact and its fees take together must be there, as they are one: all of it counts, or nothing does. */
function checkHeld(state: BookState, fact: LotFact): LotRefusal | null {
  const left = new Map<Asset, bigint>();
  const place = poolKey(state, placeOf(fact));
  const takeFrom = (asset: Asset, units: bigint): LotRefusal | null => {
    const held = assetLotsOf(state, asset).pools.get(place)?.held ?? 0n;
    const rest = (left.get(asset) ?? held) - units;
    left.set(asset, rest);
    if (rest >= 0n) return null;
    return { factId: fact.id, reason: 'not_enough', missing: money(asset, -rest) };
  };
  const { asset, units } = fact.quantity;
  const isMissing = takeFrom(asset, fact.kind === 'opening' ? -units : units);
  if (isMissing) return isMissing;
  for (const { paid } of fact.fees) {
    const missing = paid.asset === state.settings.currency ? null : takeFrom(paid.asset, paid.units);
    if (missing) return missing;
  }
  return null;
}

export function placeOf(fact: LotFact): string {
  return fact.kind === 'move' ? fact.from : fact.place;
}

function checkLots(state: BookState, fact: LotFact): LotRefusal | null {
  if (fact.kind === 'opening' || fact.lots === null) return null;
  const { asset, units } = fact.quantity;
  const { lots } = assetLotsOf(state, asset);
  const { method } = state.settings.rulesOf(asset, fact.at);
  if (method === 'average') return { factId: fact.id, reason: 'lots_are_averaged' };
  const pool = { place: poolKey(state, placeOf(fact)) };
  for (const [lotId, wanted] of wantedOf(fact.lots)) {
    const lot = lots.get(lotId);
    if (!lot) return { factId: fact.id, reason: 'lot_unknown', lotId };
    const held = heldOf(pool, lot).reduce((sum, parcel) => sum + unitsOf(parcel), 0n);
    const missing = money(asset, wanted - held);
    if (missing.units > 0n) return { factId: fact.id, reason: 'lot_not_enough', lotId, missing };
  }
  if (fact.lots.some((one) => one.units <= 0n)) return { factId: fact.id, reason: 'below_zero' };
  const chosen = fact.lots.reduce((sum, one) => sum + one.units, 0n);
  if (chosen === units) return null;
  return { factId: fact.id, reason: 'lots_add_up_otherwise', chosen: money(asset, chosen) };
}

/** A lot may be chosen more than once. */
function wantedOf(lots: readonly ChosenLot[]): Map<string, bigint> {
  const wanted = new Map<string, bigint>();
  for (const { lotId, units } of lots) wanted.set(lotId, (wanted.get(lotId) ?? 0n) + units);
  return wanted;
}
