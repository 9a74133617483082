import { beforeAll, describe, expect, it } from 'vitest';
import { CORNERS } from './corners.ts';
import { chooseSeeds, readKeptSeeds } from './kept-seeds.ts';
import { SIM_OPERATIONS } from './nodes/operations.ts';
import { runSeed, type SeedReport } from './run-seed.ts';
import { runSeeds, type SeedsRun } from './run-seeds.ts';

const PATIENCE = { timeout: 600_000 };

// The last ones are for corners that the sixty do not come by.
const FRESH_SEEDS = [
  ...Array.from({ length: 60 }, (_, index) => index + 1),
  71,
  75,
  76,
  79,
  102,
  123,
  145,
  239,
];

/** What broke, in words that say how to look at it again. */
function tell({ seed, violations: [first] }: SeedReport): string {
  return `${first?.rule}: ${first?.problem} (npm run simulate -- --seed ${seed})`;
}

describe('B1 B3 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 the engine under faults', () => {
  // A machine that is busy with other things is slow, not wrong: what counts is the number of seeds.
  it('keeps every invariant in the seeds that once broke one', PATIENCE, async () => {
    const { failed } = await runSeeds(
      readKeptSeeds().map(({ seed }) => seed),
      2,
    );
    expect(failed.map(tell)).toEqual([]);
  });

  it(
    'keeps every invariant in sixty more, of every operation, which reach every corner',
    PATIENCE,
    async () => {
      const run = await runSeeds(FRESH_SEEDS, 2);
      expect(run.failed.map(tell)).toEqual([]);
      expect(CORNERS.filter((corner) => !run.corners.has(corner))).toEqual([]);
      const { operations } = run.totals;
      const missing = SIM_OPERATIONS.filter(({ name }) => (operations[name] ?? 0) === 0);
      expect(missing.map(({ name }) => name)).toEqual([]);
    },
  );
});

describe('a seed', PATIENCE, () => {
  const seeds = [11, 12, 13, 14, 15, 16];
  let alone: SeedsRun;
  beforeAll(async () => {
    alone = await runSeeds(seeds, 1);
  }, PATIENCE.timeout);

  it('does something: people, faults and crashes', () => {
    const { operations, faults, violations, ...totals } = alone.totals;
    expect(violations).toBe(0);
    // That each operation is met is held by the sixty.
    const figures = [totals, faults].flatMap((counts) => Object.values(counts));
    expect(figures.filter((figure) => figure <= 0)).toEqual([]);
    expect(Object.keys(operations)).toContain('ADD_FUNDS');
    expect(Object.keys(faults)).toContain('crash');
  });

  it('B3 is the same every time, to the last line of its trace', async () => {
    for (const seed of [1, 5, 9]) {
      const [first, second] = [
        await runSeed(seed, { keepTrace: true }),
        await runSeed(seed, { keepTrace: true }),
      ];
      expect(second.lines).toEqual(first.lines);
      expect(second.hash).toBe(first.hash);
    }
  });

  it('differs from all others', () => {
    expect(new Set(alone.hashes.values()).size).toBe(seeds.length);
  });

  it('is the same on any number of threads', async () => {
    const together = await runSeeds(seeds, 3);
    expect(together.totals).toEqual(alone.totals);
    expect(together.hashes).toEqual(alone.hashes);
  });
});

describe('the list of kept seeds', () => {
  const failure = (seed: number, problem: string) => ({
    seed,
    violations: [{ rule: 4, problem, at: 0 } as const],
  });

  it('takes the first few of each kind, and each seed once', () => {
    const kept = [{ seed: 1, found: '4: sent 2 times' }];
    const failed = [1, 2, 3, 4].map((seed) => failure(seed, `sent ${seed} times`));
    const chosen = chooseSeeds(kept, [...failed, failure(5, 'lost')]);
    expect(chosen.map(({ seed }) => seed)).toEqual([2, 3, 5]);
  });

  it('keeps nothing when nothing failed', () => {
    expect(chooseSeeds([], [])).toEqual([]);
  });
});
