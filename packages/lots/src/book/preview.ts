import { type Asset, accept, type Outcome } from '@diboas/kernel';
import type { LotDisposal } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import { LOT_METHODS, type LotMethod } from '../facts/lot-settings.ts';
import type { Lot, Parcel } from '../pool/parcel.ts';
import { createFilledPool, type LotPool, parcelsOf } from '../pool/pool.ts';
import type { LotSlice } from '../slices/slice.ts';
import { sliceOf } from '../slices/slice-record.ts';
import { createWashWatch } from '../wash/wash-sales.ts';
import { applyFact } from './apply-fact.ts';
import { type AssetLots, assetLotsOf, type BookState, createBookState } from './book-state.ts';

type Previewed = Outcome<readonly LotSlice[], LotRefusal>;

/** What a disposal would come to by each method, and by the chosen lots where there are any. */
export interface LotPreview extends Readonly<Record<LotMethod, Previewed>> {
  readonly chosen: Previewed | null;
}

/**
 * Carries a disposal out in a copy of what it touches, once a method: what was sold before stays as it is, and the method
 * is that of this one disposal. Purchases that come after it may still make a wash sale of it.
 */
export function previewDisposal(state: BookState, disposal: LotDisposal): LotPreview {
  const touched = [...new Set([disposal.quantity.asset, ...disposal.fees.map(({ paid }) => paid.asset)])]
    .filter((asset) => asset !== state.settings.currency)
    .map((asset) => ({ asset, held: heldOfAsset(assetLotsOf(state, asset)) }));
  const by = (method: LotMethod, lots: LotDisposal['lots']): Previewed => {
    const { rulesOf } = state.settings;
    const isSold = (asset: Asset) => asset === disposal.quantity.asset;
    const rulesNow = (asset: Asset) => {
      const rules = rulesOf(asset, disposal.at);
      return isSold(asset) ? { ...rules, method } : rules;
    };
    const copy = createBookState({ ...state.settings, rulesOf: rulesNow });
    copy.last = state.last;
    for (const { asset, held } of touched) copy.assets.set(asset, copyOf(held, rulesNow(asset).method));
    const outcome = applyFact(copy, { ...disposal, lots });
    return outcome.ok ? accept(outcome.value.map(sliceOf)) : outcome;
  };
  const byMethod = LOT_METHODS.map((method) => [method, by(method, null)] as const);
  const chosen = disposal.lots === null ? null : by('fifo', disposal.lots);
  return { ...(Object.fromEntries(byMethod) as Record<LotMethod, Previewed>), chosen };
}

interface HeldOfAsset {
  readonly pools: readonly { readonly pool: LotPool; readonly parcels: readonly Parcel[] }[];
  readonly purchases: readonly Lot[];
}

function heldOfAsset({ pools, watch }: AssetLots): HeldOfAsset {
  const { items, head } = watch.purchases;
  return {
    pools: [...pools.values()].map((pool) => ({ pool, parcels: parcelsOf(pool) })),
    purchases: items.slice(head),
  };
}

function copyOf({ pools, purchases }: HeldOfAsset, by: LotMethod): AssetLots {
  const lots = new Map<string, Lot>();
  const lotOf = (lot: Lot): Lot => {
    const known = lots.get(lot.id);
    if (known) return known;
    const copy = { ...lot, parcels: [], free: [] };
    lots.set(lot.id, copy);
    return copy;
  };
  const copied = pools.map(({ pool: { place, method, average, taken }, parcels }) => {
    const copies = parcels.map((parcel) => ({ ...parcel, lot: lotOf(parcel.lot) }));
    const pool = createFilledPool({ method: by, place }, copies);
    // An average goes on where it was, to the last unit.
    if (by === method) Object.assign(pool, { average, taken });
    return [place, pool] as const;
  });
  return { lots, pools: new Map(copied), watch: createWashWatch(purchases.map(lotOf)) };
}
