import { createChance } from './chance.ts';
import type { Faults } from './faults.ts';

/** Faults of one part of the world alone. */
export interface OwnFaults<Kind extends string> {
  /** Whether this fault strikes here and now; it is counted when it does. */
  strike(kind: Kind): boolean;
  /** Counts what came about by itself. */
  count(kind: Kind): void;
}

/** However bad the weather is, sometimes a thing goes well. */
const SHARE_MAX = 0.6;

/** The faults of one part of the world, before a seed has begun. */
export interface FaultTable<Kind extends string> {
  /** Their names. */
  readonly kinds: readonly Kind[];
  /** With a chance of their own, so that seeds without that part of the world are what they were. */
  begin(seed: number, faults: Pick<Faults, 'countOther' | 'stopped'>): OwnFaults<Kind>;
}

/** @param shares how often each strikes where the weather is as usual */
export function faultTable<Kind extends string>(
  name: string,
  shares: Readonly<Record<Kind, number>>,
): FaultTable<Kind> {
  const kinds = Object.keys(shares) as Kind[];
  return {
    kinds,
    begin(seed, faults) {
      const chance = createChance(seed, name);
      const weather = new Map(
        kinds.map((kind) => [kind, Math.min(SHARE_MAX, shares[kind] * chance.pick([0, 1, 2, 5]))]),
      );
      return {
        strike(kind) {
          const strikes = chance.happens(weather.get(kind) ?? 0);
          if (faults.stopped() || !strikes) return false;
          faults.countOther(kind);
          return true;
        },
        count: (kind) => faults.countOther(kind),
      };
    },
  };
}
