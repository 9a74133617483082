import { assert, createSeededRandom, type Random, randomBelow } from '@diboas/kernel';

/** Everything in a seed that is left to chance. One stream a concern, so that a change in one moves no other. */
export interface Chance {
  readonly random: Random;
  /** From 0 to `bound - 1`. */
  below(bound: number): number;
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True once in `1 / share` times. */
  happens(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  shuffle<Value>(values: readonly Value[]): Value[];
}

/** The stream of this name for this seed. */
export function createChance(seed: number, name: string): Chance {
  const random = createSeededRandom(mix(seed, name));
  const below = (bound: number): number => randomBelow(random, bound);
  return {
    random,
    below,
    between: (low, high) => low + below(high - low + 1),
    happens: (share) => random.uint32() < share * 0x1_0000_0000,
    pick(values) {
      assert(values.length > 0, 'nothing to pick from');
      return values[below(values.length)] as (typeof values)[number];
    },
    shuffle(values) {
      const places = values.map((value) => ({ value, place: random.uint32() }));
      return places.sort((left, right) => left.place - right.place).map(({ value }) => value);
    },
  };
}

function mix(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return (hash ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
}
