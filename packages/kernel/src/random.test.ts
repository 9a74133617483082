import { describe, expect, it } from 'vitest';
import { createPooledRandom } from './random.ts';

describe('randomness drawn a pool at a time', () => {
  it('gives each drawn value once, in order, and draws again when they are used up', () => {
    let drawn = 0;
    const random = createPooledRandom((pool) => {
      for (let index = 0; index < pool.length; index += 1) pool[index] = drawn++;
    });
    const values = Array.from({ length: 3_000 }, () => random.uint32());
    expect(values).toEqual(Array.from({ length: 3_000 }, (_, index) => index));
    expect(drawn).toBeGreaterThanOrEqual(3_000);
  });

  it('leaves nothing that was given lying in the pool', () => {
    let kept = new Uint32Array();
    const random = createPooledRandom((pool) => {
      kept = pool.fill(7);
    });
    random.uint32();
    random.uint32();
    expect([...kept.slice(0, 3)]).toEqual([0, 0, 7]);
  });
});
