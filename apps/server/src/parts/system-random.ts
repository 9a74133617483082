import { getRandomValues } from 'node:crypto';
import type { Random } from '@diboas/kernel';

const POOL_SIZE = 1_024;

/** Randomness of the operating system, drawn a pool at a time because single draws are slow. */
export function createSystemRandom(): Random {
  const pool = new Uint32Array(POOL_SIZE);
  let next = POOL_SIZE;
  return {
    uint32() {
      if (next === POOL_SIZE) {
        getRandomValues(pool);
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
