import { type CalendarDay, daysBetween, startOf } from '@diboas/calendars';
import { accept, money, type Outcome, refuse, sumMoney, unreachable } from '@diboas/kernel';
import type { LotDisposal, LotFact, LotMove, LotOpening } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import { termOf } from '../holding/holding-period.ts';
import { runningShare } from '../holding/running-share.ts';
import { type Parcel, parcelCost, unitsOf } from '../pool/parcel.ts';
import { putParcel, takeByMethod, takeChosen } from '../pool/pool.ts';
import type { LotSlice } from '../slices/slice.ts';
import type { SliceRecord } from '../slices/slice-record.ts';
import { watchPurchase, watchSale } from '../wash/wash-sales.ts';
import { assetLotsOf, type BookState, poolAt } from './book-state.ts';
import { checkFact, placeOf } from './check-fact.ts';

/** Lets a fact count, with the disposals of what its fees were paid in; or refuses it, and nothing changes. */
export function applyFact(state: BookState, fact: LotFact): Outcome<readonly SliceRecord[], LotRefusal> {
  const refusal = checkFact(state, fact);
  if (refusal) return refuse(refusal);
  state.ids.add(fact.id);
  state.last = fact;
  const made = [...carryOut(state, fact), ...feeDisposals(state, fact).flatMap((fee) => dispose(state, fee))];
  for (const record of made) state.records.push(record);
  return accept(made);
}

function carryOut(state: BookState, fact: LotFact): SliceRecord[] {
  switch (fact.kind) {
    case 'opening':
      open(state, fact);
      return [];
    case 'move':
      move(state, fact);
      return [];
    case 'disposal':
      return dispose(state, fact);
    default:
      return unreachable(fact);
  }
}

/** Paying a fee in an asset is giving it for what it is worth. */
function feeDisposals({ settings }: BookState, fact: LotFact): LotDisposal[] {
  return fact.fees.flatMap(({ paid, worth }, index) => {
    if (paid.asset === settings.currency || paid.units === 0n) return [];
    const id = `${fact.id}/fee/${index}`;
    const taken = { quantity: paid, proceeds: worth, place: placeOf(fact), fees: [], lots: null };
    return [{ kind: 'disposal', id, at: fact.at, ...taken }];
  });
}

function feesOf({ fees }: LotFact, { settings }: BookState): bigint {
  const worths = fees.map(({ worth }) => worth);
  return sumMoney(settings.currency, worths).units;
}

function open(state: BookState, opening: LotOpening): void {
  const { id, at, quantity, cost, place, origin } = opening;
  const { lots, watch } = assetLotsOf(state, quantity.asset);
  const rules = state.settings.rulesOf(quantity.asset, at);
  const acquiredOn = opening.acquiredOn ?? state.settings.dayOf(at);
  const acquiredAt = opening.acquiredOn ? startOf(opening.acquiredOn) : at;
  const lot = { id, acquiredAt, acquiredOn, parcels: [], free: [] };
  lots.set(id, lot);
  const isWatched = rules.washSales !== 'off' && origin === 'purchase';
  putParcel(poolAt(state, quantity.asset, { place, at }), {
    ...{ lot, heldFrom: acquiredOn, from: 0n, to: quantity.units, free: isWatched ? quantity.units : 0n },
    base: { quantity: quantity.units, cost: cost.units + feesOf(opening, state) },
  });
  if (isWatched) watchPurchase(watch, lot, (where) => poolAt(state, quantity.asset, { place: where, at }));
}

function move(state: BookState, fact: LotMove): void {
  // Where lots are not kept by place, it does not matter where they are.
  if (state.settings.pooling === 'universal') return;
  const { quantity, to, at } = fact;
  for (const piece of take(state, fact)) putParcel(poolAt(state, quantity.asset, { place: to, at }), piece);
}

function take(state: BookState, fact: LotDisposal | LotMove): Parcel[] {
  const { asset, units } = fact.quantity;
  const pool = poolAt(state, asset, { place: placeOf(fact), at: fact.at });
  if (fact.lots === null) return takeByMethod(pool, units);
  return takeChosen(pool, assetLotsOf(state, asset).lots, fact.lots);
}

function dispose(state: BookState, disposal: LotDisposal): SliceRecord[] {
  const { quantity, proceeds, at } = disposal;
  const { watch } = assetLotsOf(state, quantity.asset);
  const net = proceeds.units - feesOf(disposal, state);
  const soldOn = state.settings.dayOf(disposal.at);
  const holding = holdingUntil(soldOn);
  let from = 0n;
  const records = take(state, disposal).map((piece) => {
    const to = from + unitsOf(piece);
    const share = runningShare(net, quantity.units, { from, to });
    from = to;
    return recordOf(state, { disposal, piece, share, held: { soldOn, ...holding(piece.heldFrom) } });
  });
  watchSale(watch, records, (where) => poolAt(state, quantity.asset, { place: where, at }));
  return records;
}

type Holding = Pick<LotSlice, 'soldOn' | 'daysHeld' | 'term'>;

/** Of every day once: a sale takes many lots of the same day. */
function holdingUntil(soldOn: CalendarDay): (heldFrom: CalendarDay) => Omit<Holding, 'soldOn'> {
  const known = new Map<CalendarDay, Omit<Holding, 'soldOn'>>();
  return (heldFrom) => {
    const found = known.get(heldFrom);
    if (found) return found;
    const holding = { daysHeld: daysBetween(heldFrom, soldOn), term: termOf(heldFrom, soldOn) };
    known.set(heldFrom, holding);
    return holding;
  };
}

function recordOf(
  state: BookState,
  { disposal, piece, share, held }: { disposal: LotDisposal; piece: Parcel; share: bigint; held: Holding },
): SliceRecord {
  const { settings } = state;
  const { asset } = disposal.quantity;
  const rules = settings.rulesOf(asset, disposal.at);
  const { lot, heldFrom } = piece;
  const cost = parcelCost(piece);
  const slice = {
    ...{ disposalId: disposal.id, lotId: lot.id, place: disposal.place },
    method: disposal.lots === null ? rules.method : ('chosen' as const),
    quantity: money(asset, unitsOf(piece)),
    proceeds: money(settings.currency, share),
    cost: money(settings.currency, cost),
    gain: money(settings.currency, share - cost),
    ...{ acquiredAt: lot.acquiredAt, acquiredOn: lot.acquiredOn, heldFrom, soldAt: disposal.at },
    ...held,
  };
  return { slice, lot, rule: rules.washSales, matched: 0n, disallowed: 0n, matches: [] };
}
