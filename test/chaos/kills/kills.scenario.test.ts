import { CHAIN_NETWORKS } from '@diboas/networks';
import { expect, it } from 'vitest';
import { KILL_PLACES } from './catcher.ts';
import { runKills } from './run-kills.ts';

it('each send is on its chain once, whenever its node was killed, and was in the database before it left [node.killed]', {
  timeout: 240_000,
}, async () => {
  const said: string[] = [];
  const stopped = new AbortController().signal;
  const figures = await runKills({ times: 2, say: (line) => void said.push(line), stopped });
  expect(figures?.wrong, said.join('\n')).toEqual([]);
  expect((figures?.executions ?? 0) + (figures?.givenBack ?? 0)).toBe(32);
  expect(figures).toMatchObject({
    ...{ sends: 32, doubles: 0, missing: 0, late: 0 },
    caught: Object.fromEntries(
      CHAIN_NETWORKS.map((network) => [network, Object.fromEntries(KILL_PLACES.map((place) => [place, 2]))]),
    ),
  });
});
