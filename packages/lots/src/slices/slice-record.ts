import { money } from '@diboas/kernel';
import type { Lot } from '../pool/parcel.ts';
import type { LotSlice, WashMatch } from './slice.ts';

/** A slice while purchases may still turn its loss into one of a wash sale. */
export interface SliceRecord {
  readonly slice: Omit<LotSlice, 'wash'>;
  readonly lot: Lot;
  readonly rule: 'flag' | 'adjust' | 'off';
  /** How many of its units something took the place of, and what of its loss that is. */
  matched: bigint;
  disallowed: bigint;
  readonly matches: WashMatch[];
}

export function sliceOf({ slice, rule, matched, disallowed, matches }: SliceRecord): LotSlice {
  if (rule === 'off' || matched === 0n) return { ...slice, wash: null };
  const quantity = money(slice.quantity.asset, matched);
  return {
    ...slice,
    wash: { rule, quantity, disallowed: money(slice.gain.asset, disallowed), matches: [...matches] },
  };
}
