import type { Asset, Instant } from '@diboas/kernel';
import type { GainParts, PositionGain } from './gain.ts';
import { type KnownValue, type Position, sumOfValues } from './position.ts';

/** All positions together. What is not known of one is not in the sum, and said. */
export interface PortfolioTotal {
  /** Of every position whose value is known. */
  readonly value: Extract<KnownValue, { kind: 'known' }>;
  /** Assets of which nobody knows a price. */
  readonly unknown: readonly Asset[];
  /** Of every position whose gain is known; null where none is. Its parts are null as soon as those of one are. */
  readonly gain: PositionGain | null;
  /** Assets whose gain is not in it. */
  readonly withoutGain: readonly Asset[];
}

export function totalOfPositions(positions: readonly Position[], now: Instant): PortfolioTotal {
  const known = positions.filter(({ value }) => value.kind === 'known');
  const gains = positions.flatMap(({ gain }) => (gain === null ? [] : [gain]));
  const value = sumOfValues(
    known.map((position) => position.value),
    now,
  );
  return {
    value: value.kind === 'known' ? value : { kind: 'known', units: 0n, at: null, isOld: false },
    unknown: positions.filter((position) => position.value.kind === 'unknown').map(({ asset }) => asset),
    gain: gains.length === 0 ? null : gains.reduce(addGain),
    withoutGain: positions.filter(({ gain }) => gain === null).map(({ asset }) => asset),
  };
}

function addGain(left: PositionGain, right: PositionGain): PositionGain {
  return {
    total: left.total + right.total,
    parts: left.parts && right.parts && addParts(left.parts, right.parts),
  };
}

function addParts(left: GainParts, right: GainParts): GainParts {
  return {
    price: left.price + right.price,
    income: left.income + right.income,
    currency: left.currency + right.currency,
  };
}
