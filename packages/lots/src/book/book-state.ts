import type { Asset, Instant } from '@diboas/kernel';
import type { LotFact } from '../facts/fact.ts';
import type { LotSettings } from '../facts/lot-settings.ts';
import type { Lot } from '../pool/parcel.ts';
import { createLotPool, goByMethod, type LotPool } from '../pool/pool.ts';
import type { SliceRecord } from '../slices/slice-record.ts';
import { createWashWatch, type WashWatch } from '../wash/wash-sales.ts';

/** Everything of one asset. */
export interface AssetLots {
  readonly lots: Map<string, Lot>;
  readonly pools: Map<string, LotPool>;
  readonly watch: WashWatch;
}

export interface BookState {
  readonly settings: LotSettings;
  readonly assets: Map<Asset, AssetLots>;
  readonly ids: Set<string>;
  readonly records: SliceRecord[];
  last: LotFact | null;
}

export function createBookState(settings: LotSettings): BookState {
  return { settings, assets: new Map(), ids: new Set(), records: [], last: null };
}

export function assetLotsOf({ assets }: BookState, asset: Asset): AssetLots {
  const known = assets.get(asset);
  if (known) return known;
  const made = {
    lots: new Map(),
    pools: new Map(),
    watch: createWashWatch(),
  };
  assets.set(asset, made);
  return made;
}

/** What is taken from, and put in, at a time: one pool a place, or one for all places, that goes by the method of that time. */
export function poolAt(
  state: BookState,
  asset: Asset,
  { place, at }: { readonly place: string; readonly at: Instant },
): LotPool {
  const { pools } = assetLotsOf(state, asset);
  const { method } = state.settings.rulesOf(asset, at);
  const key = poolKey(state, place);
  const known = pools.get(key);
  if (known?.method === method) return known;
  const made = known ? goByMethod(known, method) : createLotPool(method, key);
  pools.set(key, made);
  return made;
}

/** The place by which a pool is known. */
export function poolKey({ settings }: BookState, place: string): string {
  return settings.pooling === 'by_place' ? place : '';
}
