import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { type Catch, openHunters } from './hunts.ts';
import { FOUND_BY, orderSeeds } from './mutants/found-by.ts';
import { applyEdit } from './mutants/mutate-source.ts';
import { chooseMutations } from './mutants/mutation.ts';
import { MUTATIONS } from './mutants/mutations.ts';
import { runSeeds } from './run-seeds.ts';

const THREADS = Math.max(2, availableParallelism());
const { hunt, close } = openHunters(THREADS);
afterAll(close);

/** The seeds that found a bug. Many bugs are found by the same few. */
const finders = new Set<number>();

// A machine that is busy with other things is slow, not wrong: what counts is the number of seeds.
const chosen = chooseMutations(MUTATIONS, process.env.CHANGED_FILES?.split('\n') ?? null);
describe.runIf(chosen.length > 0)('a deliberate bug is found', { concurrent: true }, () => {
  it.each(chosen)('$name: $what', { timeout: 600_000 }, async ({ name, seedsMax }) => {
    const found: Catch | null = await hunt({ name, seeds: orderSeeds(seedsMax, FOUND_BY[name]) });
    expect(found, `not found within ${seedsMax} seeds`).not.toBeNull();
    if (found) finders.add(found.seed);
  });
});

describe('without a bug', () => {
  it('the same threads find nothing', { timeout: 240_000 }, async () => {
    expect(await hunt({ name: 'none', seeds: orderSeeds(20) })).toBeNull();
  });

  it('every seed that found one keeps every invariant', { timeout: 600_000 }, async () => {
    const { failed } = await runSeeds([...finders], THREADS);
    expect(failed.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
  });
});

describe('the seeds of a bug', () => {
  it('are the same ones whichever comes first', () => {
    expect(orderSeeds(4)).toEqual([1, 2, 3, 4]);
    expect(orderSeeds(4, 3)).toEqual([3, 1, 2, 4]);
    expect(orderSeeds(4, 5)).toEqual([1, 2, 3, 4]);
  });

  it('are hinted at for bugs that there are', () => {
    const names = new Set(MUTATIONS.map(({ name }) => name));
    expect(Object.keys(FOUND_BY).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the mutations of a change', () => {
  const names = (changed: readonly string[] | null) =>
    chooseMutations(
      [
        {
          name: 'a',
          what: '',
          edits: [{ file: 'orchestration/src/deciding/a.ts', find: '', replace: '' }],
          seedsMax: 1,
        },
        { name: 'b', what: '', edits: [{ file: 'ledger/src/b.ts', find: '', replace: '' }], seedsMax: 1 },
      ],
      changed,
    ).map(({ name }) => name);

  it('are those of its rooms', () => {
    expect(names(['packages/orchestration/src/deciding/other.ts', 'README.md'])).toEqual(['a']);
    expect(names(['apps/web/src/main.tsx'])).toEqual([]);
  });

  it('are all of them when the simulator has changed, or nothing is said of a change', () => {
    expect(names(['test/simulation/world.ts'])).toEqual(['a', 'b']);
    expect(names(null)).toEqual(['a', 'b']);
  });
});

describe('a mutation that no longer fits', () => {
  const edit = { file: 'x.ts', find: 'a', replace: 'b' };

  it('is refused, because the engine would be left whole', () => {
    expect(applyEdit('cat', edit)).toBe('cbt');
    expect(() => applyEdit('dog', edit)).toThrow('x.ts has 0 times: a');
    expect(() => applyEdit('banana', edit)).toThrow('x.ts has 3 times: a');
  });

  it('has a name that no other one has', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });
});
