import { accept, money, type Outcome } from '@diboas/kernel';
import { compareFacts, type LotDisposal, type LotFact } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import type { LotSettings } from '../facts/lot-settings.ts';
import { parcelCost, unitsOf } from '../pool/parcel.ts';
import { parcelsOf } from '../pool/pool.ts';
import type { LotSlice, OpenLot } from '../slices/slice.ts';
import { sliceOf } from '../slices/slice-record.ts';
import { applyFact } from './apply-fact.ts';
import { type BookState, createBookState } from './book-state.ts';
import { type LotPreview, previewDisposal } from './preview.ts';

/** One person's lots of all assets. */
export interface LotBook {
  /**
   * Lets one more fact count, which is later than all before it. What it disposed of comes as slices: as they stand now,
   * since a purchase within the next 30 days may still make a wash sale of one. A refused fact changes nothing.
   */
  apply(fact: LotFact): Outcome<readonly LotSlice[], LotRefusal>;
  /** Every slice, in the order of the disposals, as it stands now. */
  slices(): LotSlice[];
  /** All that is held: assets and places in the order of their names, the oldest first at each. */
  openLots(): OpenLot[];
  /** What a disposal that may come next would come to by each method. Changes nothing. */
  preview(disposal: LotDisposal): LotPreview;
}

export function createLotBook(settings: LotSettings): LotBook {
  const state = createBookState(settings);
  return {
    apply(fact) {
      const outcome = applyFact(state, fact);
      return outcome.ok ? accept(outcome.value.map(sliceOf)) : outcome;
    },
    slices: () => state.records.map(sliceOf),
    openLots: () => openLotsOf(state),
    preview: (disposal) => previewDisposal(state, disposal),
  };
}

/** A book of facts in whatever order they are told. Refused where one of them is: nothing is reckoned without it. */
export function lotBookOf(facts: readonly LotFact[], settings: LotSettings): Outcome<LotBook, LotRefusal> {
  const book = createLotBook(settings);
  for (const fact of facts.toSorted(compareFacts)) {
    const outcome = book.apply(fact);
    if (!outcome.ok) return outcome;
  }
  return accept(book);
}

function openLotsOf({ assets, settings }: BookState): OpenLot[] {
  return inNames(assets).flatMap(([asset, { pools }]) =>
    inNames(pools).flatMap(([, pool]) =>
      parcelsOf(pool).map((parcel) => ({
        lotId: parcel.lot.id,
        place: settings.pooling === 'by_place' ? pool.place : null,
        quantity: money(asset, unitsOf(parcel)),
        cost: money(settings.currency, parcelCost(parcel)),
        acquiredAt: parcel.lot.acquiredAt,
        acquiredOn: parcel.lot.acquiredOn,
        heldFrom: parcel.heldFrom,
      })),
    ),
  );
}

function inNames<Name extends string, Value>(map: ReadonlyMap<Name, Value>): [Name, Value][] {
  return [...map].toSorted(([left], [right]) => (left < right ? -1 : 1));
}
