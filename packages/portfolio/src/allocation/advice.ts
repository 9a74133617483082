import type { Asset, Network } from '@diboas/kernel';
import type { Allocation, Slice } from './allocation.ts';
import { concentrationOf } from './concentration.ts';

/** From which figure on something is told, and from which on with weight. */
export interface AdviceThreshold {
  readonly notable: bigint;
  readonly high: bigint;
}

export interface AdviceThresholds {
  /** Share of the largest position, in basis points. */
  readonly largestPosition: AdviceThreshold;
  /** Of the index, from 0 to 10,000. */
  readonly byAsset: AdviceThreshold;
  readonly byNetwork: AdviceThreshold;
  readonly byIssuer: AdviceThreshold;
}

/**
 * Ours, and a setting of whoever asks. Those of markets (1,000 and 1,800 in the Merger Guidelines of 2023) would call every
 * portfolio of five assets highly concentrated. 2,500 is four of one size, 5,000 is two.
 */
export const ADVICE_THRESHOLDS: AdviceThresholds = {
  largestPosition: { notable: 4_000n, high: 7_000n },
  byAsset: { notable: 2_500n, high: 5_000n },
  byNetwork: { notable: 5_000n, high: 8_000n },
  byIssuer: { notable: 5_000n, high: 8_000n },
};

type Weight = 'notable' | 'high';

/** What figures say of how a portfolio is spread. Never what to buy or sell. `largest` is what most of it lies in. */
export type Advice =
  | ({ readonly code: 'largest_position'; readonly asset: Asset; readonly shareBps: bigint } & Told)
  | ({ readonly code: 'concentrated_in_assets'; readonly largest: Asset; readonly index: bigint } & Told)
  | ({ readonly code: 'concentrated_in_networks'; readonly largest: Network; readonly index: bigint } & Told)
  | ({ readonly code: 'concentrated_in_issuers'; readonly largest: string; readonly index: bigint } & Told)
  /** The figures are of the rest: nobody knows a price of these. */
  | { readonly code: 'values_unknown'; readonly assets: readonly Asset[] };

interface Told {
  readonly weight: Weight;
  /** The threshold that was reached. */
  readonly threshold: bigint;
}

/** What is told of a portfolio, in the order of the codes above. Of one with nothing of a known value, no share is told. */
export function adviceFor(
  allocation: Allocation,
  thresholds: AdviceThresholds = ADVICE_THRESHOLDS,
): Advice[] {
  return [
    ...onLargestPosition(allocation, thresholds),
    ...onConcentration(allocation, thresholds),
    ...onUnknown(allocation),
  ];
}

function onLargestPosition({ byAsset }: Allocation, { largestPosition }: AdviceThresholds): Advice[] {
  const [largest] = byAsset;
  const told = largest && toldFrom(largest.shareBps, largestPosition);
  if (!largest || !told) return [];
  return [{ code: 'largest_position', asset: largest.key, shareBps: largest.shareBps, ...told }];
}

function onConcentration(allocation: Allocation, thresholds: AdviceThresholds): Advice[] {
  const indexes = concentrationOf(allocation);
  return [
    ...reached(allocation.byAsset, indexes.byAsset, thresholds.byAsset).map((found): Advice => {
      return { code: 'concentrated_in_assets', ...found };
    }),
    ...reached(allocation.byNetwork, indexes.byNetwork, thresholds.byNetwork).map((found): Advice => {
      return { code: 'concentrated_in_networks', ...found };
    }),
    ...reached(allocation.byIssuer, indexes.byIssuer, thresholds.byIssuer).map((found): Advice => {
      return { code: 'concentrated_in_issuers', ...found };
    }),
  ];
}

function reached<Key>(
  [first]: readonly Slice<Key>[],
  index: bigint,
  threshold: AdviceThreshold,
): ({ readonly largest: Key; readonly index: bigint } & Told)[] {
  const told = toldFrom(index, threshold);
  return first && told ? [{ largest: first.key, index, ...told }] : [];
}

function onUnknown({ unknown }: Allocation): Advice[] {
  return unknown.length === 0 ? [] : [{ code: 'values_unknown', assets: unknown }];
}

function toldFrom(figure: bigint, { notable, high }: AdviceThreshold): Told | null {
  if (figure >= high) return { weight: 'high', threshold: high };
  return figure >= notable ? { weight: 'notable', threshold: notable } : null;
}
