// What was paid for each coin that is held, lot by lot, and what selling would gain.
import { type CalendarDay, dayAt, daysBetween } from '@diboas/calendars';
import {
  type Asset,
  assert,
  formatInstant,
  type Instant,
  isNetwork,
  type Money,
  money,
  subtractMoney,
  sumMoney,
} from '@diboas/kernel';
import { LOT_METHODS, type LotDisposal, type LotSlice, type OpenLot, termOf } from '@diboas/lots';
import { isChainNetwork } from '@diboas/networks';
import { type AssetLotsView, type LotsView, type LotView, type ReceivedView, traded } from '@diboas/protocol';
import { methodAt, type PersonLots, type ReceivedLots, type ToldCost } from '@diboas/reports';
import type { Parts } from '../../parts/parts.ts';
import type { LotsNow } from '../../reporting/read-lots.ts';
import { showMoney } from '../money/view.ts';

/** As many lots of a coin are listed, the oldest first. */
const LISTED_MAX = 100;

type Now = Pick<Parts, 'worthOf'> & { readonly now: Instant };

export function showLots(known: LotsNow, at: Now): LotsView {
  const held = known.lots.book.openLots().filter(({ place }) => isHeld(place));
  return {
    items: traded.options.flatMap((asset) => {
      const lots = held.filter(({ quantity }) => quantity.asset === asset);
      return lots.length === 0 ? [] : [showAsset(asset, lots, { ...known, ...at })];
    }),
    received: known.lots.received.toReversed().map((one) => showReceived(one, known.choices.told)),
  };
}

export function showReceived(
  { transactionId, quantity, at }: ReceivedLots,
  told: readonly ToldCost[],
): ReceivedView {
  const said = told.find((one) => one.transactionId === transactionId);
  return {
    ...{ transactionId, quantity: showMoney(quantity), at: formatInstant(at) },
    told: said ? { as: said.as, cost: showMoney(said.cost), acquiredOn: said.acquiredOn } : null,
  };
}

/** Not sent away. */
function isHeld(place: string | null): place is string {
  return place !== null && isNetwork(place);
}

function showAsset(
  asset: AssetLotsView['asset'],
  held: readonly OpenLot[],
  { lots, choices, worthOf, now }: LotsNow & Now,
): AssetLotsView {
  const isKnown = ({ lotId }: OpenLot) => lots.lackingOf({ lotId, asset, at: now }) === null;
  const quantity = quantityOf(asset, held);
  const unknown = quantityOf(
    asset,
    held.filter((lot) => !isKnown(lot)),
  );
  const paid =
    unknown.units > 0n
      ? null
      : sumMoney(
          'USD',
          held.map(({ cost }) => cost),
        );
  const worth = worthOf(quantity, 'USD');
  const oldestFirst = held.toSorted((left, right) => left.acquiredAt - right.acquiredAt);
  const [oldest] = oldestFirst;
  const today = dayAt(now);
  return {
    ...{ asset, method: methodAt(choices.methods, asset, now), quantity: showMoney(quantity) },
    paid: paid && showMoney(paid),
    unknown: unknown.units > 0n ? showMoney(unknown) : null,
    worth: worth && showMoney(worth),
    gain: worth && paid && showMoney(subtractMoney(worth, paid)),
    count: held.length,
    oldestDays: oldest ? heldFor(oldest.heldFrom, today) : 0,
    lots: oldestFirst.slice(0, LISTED_MAX).map((lot) => showLot(lot, { today, isKnown: isKnown(lot) })),
    half: showHalf(asset, held, { lots, worthOf, now }),
  };
}

function showLot(
  { lotId: id, place, quantity, cost, acquiredOn, heldFrom }: OpenLot,
  { today, isKnown }: { readonly today: CalendarDay; readonly isKnown: boolean },
): LotView {
  assert(place !== null && isNetwork(place) && isChainNetwork(place), 'coins lie on a network', { place });
  return {
    ...{ id, network: place, quantity: showMoney(quantity), paid: isKnown ? showMoney(cost) : null },
    ...{ acquiredOn, daysHeld: heldFor(heldFrom, today), term: termOf(heldFrom, today) },
  };
}

function heldFor(from: CalendarDay, today: CalendarDay): number {
  return Math.max(0, daysBetween(from, today));
}

function quantityOf(asset: Asset, held: readonly OpenLot[]): Money {
  return sumMoney(
    asset,
    held.map(({ quantity }) => quantity),
  );
}

/** Of where most of it lies: lots are given where they are. */
function showHalf(
  asset: Asset,
  held: readonly OpenLot[],
  { lots, worthOf, now }: { readonly lots: PersonLots } & Now,
): AssetLotsView['half'] {
  const byPlace = [...Map.groupBy(held, ({ place }) => place ?? '')].map(([place, some]) => ({
    place,
    all: quantityOf(asset, some),
  }));
  const [most] = byPlace.toSorted((left, right) => (left.all.units < right.all.units ? 1 : -1));
  const quantity = most && money(most.all.asset, most.all.units / 2n);
  const proceeds = quantity && worthOf(quantity, 'USD');
  if (!most || !proceeds || quantity.units === 0n) return null;
  const preview = lots.book.preview(saleOf({ lots, now, quantity, proceeds, place: most.place }));
  return {
    quantity: showMoney(quantity),
    gains: LOT_METHODS.map((method) => {
      const slices = preview[method];
      const gain = slices.ok ? gainOfSlices(lots, slices.value) : null;
      return { method, gain: gain && showMoney(gain) };
    }),
  };
}

/** A sale that may come next: later than all that was told. */
export function saleOf({
  lots,
  now,
  quantity,
  proceeds,
  place,
  chosen = null,
}: {
  readonly lots: PersonLots;
  readonly now: Instant;
  readonly quantity: Money;
  readonly proceeds: Money;
  readonly place: string;
  readonly chosen?: LotDisposal['lots'];
}): LotDisposal {
  const at = Math.max(now, lots.facts.at(-1)?.at ?? now);
  // No fact has an id that is as late.
  return { kind: 'disposal', id: '~', at, quantity, proceeds, place, fees: [], lots: chosen };
}

/** Of all slices; null where it is not known of one. */
export function gainOfSlices(lots: PersonLots, slices: readonly LotSlice[]): Money | null {
  if (slices.some((slice) => !isSliceKnown(lots, slice))) return null;
  return sumMoney(
    'USD',
    slices.map(({ gain }) => gain),
  );
}

export function isSliceKnown(lots: PersonLots, { lotId, disposalId, quantity, soldAt }: LotSlice): boolean {
  return lots.lackingOf({ lotId, disposalId, asset: quantity.asset, at: soldAt }) === null;
}
