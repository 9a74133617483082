import type { Asset } from '@diboas/kernel';
import type { LotFact } from '../facts/fact.ts';
import type { LotRules, LotSettings } from '../facts/lot-settings.ts';
import type { Lot } from '../pool/parcel.ts';
import { createLotPool, type LotPool } from '../pool/pool.ts';
import type { SliceRecord } from '../slices/slice-record.ts';
import { createWashWatch, type WashWatch } from '../wash/wash-sales.ts';

/** Everything of one asset. */
export interface AssetLots {
  readonly rules: LotRules;
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

export function assetLotsOf({ assets, settings }: BookState, asset: Asset): AssetLots {
  const known = assets.get(asset);
  if (known) return known;
  const made = {
    rules: settings.rulesOf(asset),
    lots: new Map(),
    pools: new Map(),
    watch: createWashWatch(),
  };
  assets.set(asset, made);
  return made;
}

/** One pool a place, or one for all places. */
export function poolAt(state: BookState, asset: Asset, place: string): LotPool {
  const { pools, rules } = assetLotsOf(state, asset);
  const key = state.settings.pooling === 'by_place' ? place : '';
  const known = pools.get(key);
  if (known) return known;
  const made = createLotPool(rules.method, key);
  pools.set(key, made);
  return made;
}
