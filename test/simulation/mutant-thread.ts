// A thread that hunts the deliberate bugs it is sent, one after the other: it runs the seeds in their order on an engine with
// that bug, and sends back the one that found it and the rule it broke, or null.
import { parentPort } from 'node:worker_threads';
import type { Catch, Hunt } from './hunts.ts';
import { mutateSources, withBug } from './mutants/mutate-source.ts';
import { MUTATIONS } from './mutants/mutations.ts';

mutateSources(MUTATIONS);

// As in seed-worker.ts.
Error.stackTraceLimit = 0;

parentPort?.on('message', async ({ name, seeds }: Hunt) => {
  const engine: typeof import('./run-seed.ts') = await import(`./run-seed.ts${withBug(name)}`);
  let found: Catch | null = null;
  for (const seed of seeds) {
    const [violation] = (await engine.runSeed(seed)).violations;
    if (!violation) continue;
    found = { seed, rule: String(violation.rule), problem: violation.problem };
    break;
  }
  parentPort?.postMessage(found);
});
