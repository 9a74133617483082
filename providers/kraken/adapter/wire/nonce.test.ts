import { describe, expect, it } from 'vitest';
import { createNonces } from './nonce.ts';

describe('a nonce', () => {
  it('is larger each time, while the clock stands and when it is put back', () => {
    let now = 1_000;
    const next = createNonces({ now: () => now, place: 17 });
    const first = [next(), next(), next()];
    now = 500;
    const later = [next(), next()];
    now = 2_000;
    const all = [...first, ...later, next()].map(BigInt);
    expect(all).toEqual([
      1_000_000_017n,
      1_000_000_018n,
      1_000_000_019n,
      1_000_000_020n,
      1_000_000_021n,
      2_000_000_017n,
    ]);
  });

  it('of another process is another one in the same millisecond', () => {
    const at = { now: () => 1_000 };
    const [one, other] = [createNonces({ ...at, place: 1 }), createNonces({ ...at, place: 900_000 })];
    expect(new Set([one(), other(), one(), other()]).size).toBe(4);
  });

  it('fits into the unsigned 64 bits that Kraken reads, for centuries', () => {
    const next = createNonces({ now: () => Date.UTC(2400, 0, 1), place: 999_999 });
    expect(BigInt(next()) < 2n ** 64n).toBe(true);
  });
});
