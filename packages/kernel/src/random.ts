/** Where randomness comes from: the operating system in production, a seed in tests and in the simulator. */
export interface Random {
  /** An unsigned 32-bit integer, every value equally likely. */
  uint32(): number;
}

/**
 * A reproducible sequence from a seed: the same seed gives the same numbers on every machine. Not for secrets.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand, seeded by splitmix32 so that near seeds do not
 * give near sequences.
 */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const mix = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;
  const uint32 = (): number => {
    const result = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + result) >>> 0;
    return result;
  };
  for (let round = 0; round < 12; round += 1) uint32();
  return { uint32 };
}

const POOL_SIZE = 1_024;

/**
 * Randomness that `fill` draws a pool at a time, because single draws from the operating system are slow. For secrets
 * too, when `fill` is: `createPooledRandom(getRandomValues)`.
 */
export function createPooledRandom(fill: (pool: Uint32Array<ArrayBuffer>) => unknown): Random {
  const pool = new Uint32Array(POOL_SIZE);
  let next = POOL_SIZE;
  return {
    uint32() {
      if (next === POOL_SIZE) {
        fill(pool);
        next = 0;
      }
      const value = pool[next] ?? 0;
      // A value is used once: what was drawn is not left lying around.
      pool[next] = 0;
      next += 1;
      return value;
    },
  };
}

/** A whole number from 0 to `bound - 1`, each equally likely (values that would favour small ones are redrawn). */
export function randomBelow(random: Random, bound: number): number {
  const limit = Math.floor(0x1_0000_0000 / bound) * bound;
  for (;;) {
    const value = random.uint32();
    if (value < limit) return value % bound;
  }
}
