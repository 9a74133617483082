import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { FOUND_BY, orderSeeds } from './mutants/found-by.ts';
import { applyEdit } from './mutants/mutate-source.ts';
import { chooseMutations } from './mutants/mutation.ts';
import { MUTATIONS } from './mutants/mutations.ts';
import { runSeed, type SeedReport } from './run-seed.ts';

const run = promisify(execFile);

/** What one process has compiled the next ones need not: all load the same modules, but for the one with the bug. */
const compiled = mkdtempSync(join(tmpdir(), 'diboas-compiled-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

interface Found {
  readonly seed: number;
  readonly rule: string;
  readonly problem: string;
}

/** Runs the seeds from 1 to `seedsMax` in a process of its own, whose engine has the bug, until one finds it. */
async function hunt(name: string, seedsMax: number): Promise<Found | null> {
  const program = join(import.meta.dirname, 'mutant-process.ts');
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const { stdout } = await run(process.execPath, [program, name, String(seedsMax)], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null') as Found | null;
}

const reports = new Map<number, Promise<SeedReport>>();

/** What the seed comes to without a bug. Many bugs are found by the same few seeds. */
function runWhole(seed: number): Promise<SeedReport> {
  const report = reports.get(seed) ?? runSeed(seed);
  reports.set(seed, report);
  return report;
}

// A machine that is busy with other things is slow, not wrong: what counts is the number of seeds.
const chosen = chooseMutations(MUTATIONS, process.env.CHANGED_FILES?.split('\n') ?? null);
describe.runIf(chosen.length > 0)('a deliberate bug is found', { concurrent: true }, () => {
  it.each(chosen)('$name: $what', { timeout: 600_000 }, async ({ name, seedsMax }) => {
    const found = await hunt(name, seedsMax);
    expect(found, `not found within ${seedsMax} seeds`).not.toBeNull();
    if (found) expect((await runWhole(found.seed)).violations).toEqual([]);
  });
});

describe('without a bug', () => {
  it('the same process finds nothing', { timeout: 240_000 }, async () => {
    expect(await hunt('none', 20)).toBeNull();
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
