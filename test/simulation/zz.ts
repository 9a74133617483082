import { runSeed } from './run-seed.ts';

for (let seed = 61; seed <= 140; seed += 1) {
  const r = await runSeed(seed);
  if (r.corners.includes('declined, tried again and credited')) {
    console.log('corner', seed);
    break;
  }
  if (r.violations.length) console.log('V', seed, r.violations[0]);
}
process.exit(0);
