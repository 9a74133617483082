// node test/simulation/renew-hints.ts: hunts every deliberate bug with the hints that there are, and writes
// found-by.json anew, so that the tests find each with the first seed that they run. A slow run of the tests is the
// sign that hints are old: a change of the simulator moves what its seeds come to. Ends with 1 where one was not found.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HINTS_FILE } from './mutants/found-by.ts';
import { MUTATIONS } from './mutants/mutations.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'mutant-process.ts');
const hints: Record<string, number> = {};
const waiting = [...MUTATIONS];

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { stdout } = await run(process.execPath, [program, next.name, String(next.seedsMax)]);
    const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null') as { seed: number } | null;
    console.log(`${next.name}: ${found ? `seed ${found.seed}` : `not found within ${next.seedsMax} seeds`}`);
    if (found === null) process.exitCode = 1;
    else if (found.seed > 1) hints[next.name] = found.seed;
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
const sorted = Object.fromEntries(Object.entries(hints).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(HINTS_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
