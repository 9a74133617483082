import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUCKET_COUNT,
  bucketOf,
  bucketOfId,
  createId,
  createSeededRandom,
  isBucket,
  isId,
  randomBelow,
  referenceOfId,
} from './index.ts';

const bucket = fc.integer({ min: 0, max: BUCKET_COUNT - 1 });
const now = fc.integer({ min: 0, max: 2 ** 47 });

describe('ids', () => {
  it('are version 7 UUIDs that give back the bucket they were made with', () => {
    fc.assert(
      fc.property(now, bucket, fc.nat(), (at, home, seed) => {
        const id = createId({ now: at, bucket: home, random: createSeededRandom(seed) });
        expect(isId(id)).toBe(true);
        expect(bucketOfId(id)).toBe(home);
        expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(at);
        expect(referenceOfId(id)).toMatch(/^DB-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
      }),
    );
  });

  it('do not repeat within one millisecond', () => {
    const random = createSeededRandom(7);
    const ids = new Set(Array.from({ length: 50_000 }, () => createId({ now: 1, bucket: 3, random })));
    expect(ids.size).toBe(50_000);
  });

  it('refuse to be made for a bucket that does not exist', () => {
    expect(() => createId({ now: 1, bucket: BUCKET_COUNT, random: createSeededRandom(1) })).toThrow('bucket');
  });
});

describe('buckets', () => {
  it('are spread evenly over customers', () => {
    const random = createSeededRandom(11);
    const counts = new Array<number>(BUCKET_COUNT).fill(0);
    for (let index = 0; index < 32_000; index += 1) {
      const home = bucketOf(createId({ now: index, bucket: 0, random }));
      expect(isBucket(home)).toBe(true);
      counts[home] = (counts[home] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  it('never change: these are stored', () => {
    expect(bucketOf('0198c0de-0000-7000-8000-000000000000')).toBe(
      bucketOf('0198c0de-0000-7000-8000-000000000000'),
    );
    expect([bucketOf('a'), bucketOf('b'), bucketOf('diboas')]).toMatchInlineSnapshot(`
      [
        19,
        18,
        28,
      ]
    `);
  });
});

describe('seeded randomness', () => {
  it('repeats for a seed and stays below its bound', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (seed, bound) => {
        const first = randomBelow(createSeededRandom(seed), bound);
        expect(first).toBe(randomBelow(createSeededRandom(seed), bound));
        expect(first).toBeLessThan(bound);
      }),
    );
  });
});
