// A thread that runs the seeds it is sent, one after the other, and sends back what each came to.
import { parentPort } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';

// Lost connections are errors, thousands in a seed, and where each was made takes longer to find out than all that is thrown
// away with it. A seed that is replayed by itself tells it.
Error.stackTraceLimit = 0;

parentPort?.on('message', (seed: number) => {
  void runSeed(seed).then((report) => parentPort?.postMessage(report));
});
