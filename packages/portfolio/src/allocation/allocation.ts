import { ASSETS, type Asset, assert, type Network } from '@diboas/kernel';
import type { Position } from '../positions/position.ts';

export type AssetKind = (typeof ASSETS)[Asset]['kind'];

/**
 * Who answers for an asset: if they fail, all that they issued fails with them. Not here is what nobody issues, such as bitcoin, and
 * what states do. Source: "USDC Contract Addresses" of Circle.
 */
export const ISSUERS: Partial<Record<Asset, string>> = { USDC: 'circle' };

/** A part of a whole. */
export interface Slice<Key> {
  readonly key: Key;
  /** In the smallest units of the currency. */
  readonly value: bigint;
  /** In basis points. All of a whole are 10,000 together: what rounding leaves goes to those it took most from. */
  readonly shareBps: bigint;
}

/** A portfolio by what it is made of, the largest first. Only what has a known value is in it. */
export interface Allocation {
  readonly total: bigint;
  readonly byAsset: readonly Slice<Asset>[];
  readonly byKind: readonly Slice<AssetKind>[];
  readonly byNetwork: readonly Slice<Network>[];
  /** By who issues it; what nobody issues is by its asset, as each stands for itself: it fails with no other. */
  readonly byIssuer: readonly Slice<string>[];
  /** Assets whose value is not known. */
  readonly unknown: readonly Asset[];
}

interface Piece {
  readonly asset: Asset;
  readonly network: Network;
  readonly value: bigint;
}

export function allocationOf(
  positions: readonly Position[],
  issuers: Partial<Record<Asset, string>> = ISSUERS,
): Allocation {
  const known = positions.filter(({ value }) => value.kind === 'known');
  const pieces = known.flatMap(piecesOf);
  return {
    total: pieces.reduce((sum, { value }) => sum + value, 0n),
    byAsset: slicesBy(pieces, ({ asset }) => asset),
    byKind: slicesBy(pieces, ({ asset }) => ASSETS[asset].kind),
    byNetwork: slicesBy(pieces, ({ network }) => network),
    byIssuer: slicesBy(pieces, ({ asset }) => issuers[asset] ?? asset),
    unknown: positions.filter(({ value }) => value.kind === 'unknown').map(({ asset }) => asset),
  };
}

function piecesOf({ asset, balances }: Position): Piece[] {
  return balances.flatMap(({ network, value }) => {
    if (value.kind === 'unknown') return [];
    assert(value.units >= 0n, 'a share is of what is there, and nothing less', { asset, network });
    return [{ asset, network, value: value.units }];
  });
}

function slicesBy<Key extends string>(pieces: readonly Piece[], keyOf: (piece: Piece) => Key): Slice<Key>[] {
  const sums = new Map<Key, bigint>();
  for (const piece of pieces) sums.set(keyOf(piece), (sums.get(keyOf(piece)) ?? 0n) + piece.value);
  const sorted = [...sums].filter(([, value]) => value > 0n).sort(byLargest);
  const shares = sharesOf(sorted.map(([, value]) => value));
  return sorted.map(([key, value], index) => ({ key, value, shareBps: shares[index] ?? 0n }));
}

/** Those of one size by name, so that the same portfolio is always told in the same order. */
function byLargest([leftKey, left]: [string, bigint], [rightKey, right]: [string, bigint]): number {
  if (left !== right) return left > right ? -1 : 1;
  return leftKey < rightKey ? -1 : 1;
}

/** By largest remainders: each gets its basis points rounded down, and what is left of 10,000 goes to those that lost most. */
function sharesOf(values: readonly bigint[]): bigint[] {
  const total = values.reduce((sum, value) => sum + value, 0n);
  if (total === 0n) return values.map(() => 0n);
  const exact = values.map((value, index) => ({
    ...{ index, down: (value * 10_000n) / total },
    lost: (value * 10_000n) % total,
  }));
  const left = 10_000n - exact.reduce((sum, { down }) => sum + down, 0n);
  const first = exact
    .toSorted((one, other) => (one.lost === other.lost ? 0 : one.lost > other.lost ? -1 : 1))
    .slice(0, Number(left));
  const raised = new Set(first.map(({ index }) => index));
  return exact.map(({ index, down }) => (raised.has(index) ? down + 1n : down));
}
