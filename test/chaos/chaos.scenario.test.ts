import { join } from 'node:path';
import { createReaper } from '@diboas/testkit/processes';
import { PROJECT } from '@diboas/testkit/system';
import { expect, it } from 'vitest';
import { runChaos } from './run-chaos.ts';

// Short, and with a plan in which nodes, PostgreSQL and the sandbox are all killed. How fast it recovers is not
// asked here: on a machine that runs the other suites beside it, that figure says nothing.
it('A11 loses nothing and does nothing twice while processes are killed [node.killed]', {
  timeout: 240_000,
}, async () => {
  const reaper = createReaper();
  const said: string[] = [];
  try {
    const result = await runChaos({
      ...{ seconds: 8, seed: 464, perSecond: 6, reaper },
      folder: join(PROJECT, '.diboas', 'chaos-test'),
      say: (line) => void said.push(line),
      stopped: new AbortController().signal,
    });
    if (result === null) throw new Error('the run was stopped');
    const { figures, broken } = result;
    expect(broken, said.join('\n')).toEqual([]);
    expect(figures, said.join('\n')).toMatchObject({ lost: 0, duplicated: 0, stuck: 0, violations: 0 });
    expect(figures.transactions).toBeGreaterThan(10);
    expect(figures.kills).toBeGreaterThan(1);
  } finally {
    await reaper.close();
  }
});
