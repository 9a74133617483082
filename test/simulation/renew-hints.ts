// node test/simulation/renew-hints.ts: hunts every deliberate bug with the hints that there are, and writes
// found-by.json anew, so that the tests find each with the first seed that they run. A slow run of the tests is the
// sign that hints are old: a change of the simulator moves what its seeds come to. Ends with 1 where one was not found.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { openHunters } from './hunts.ts';
import { FOUND_BY, HINTS_FILE, orderSeeds } from './mutants/found-by.ts';
import { MUTATIONS } from './mutants/mutations.ts';

const { hunt, close } = openHunters(availableParallelism());
const hints: Record<string, number> = {};
await Promise.all(
  MUTATIONS.map(async ({ name, seedsMax }) => {
    const found = await hunt({ name, seeds: orderSeeds(seedsMax, FOUND_BY[name]) });
    console.log(`${name}: ${found ? `seed ${found.seed}` : `not found within ${seedsMax} seeds`}`);
    if (found === null) process.exitCode = 1;
    else if (found.seed > 1) hints[name] = found.seed;
  }),
);
await close();
const sorted = Object.fromEntries(Object.entries(hints).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(HINTS_FILE, `${JSON.stringify(sorted, null, 2)}\n`);
