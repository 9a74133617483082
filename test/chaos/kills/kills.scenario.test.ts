import { expect, it } from 'vitest';
import { KILL_PLACES } from './catcher.ts';
import { KILL_KINDS } from './kind.ts';
import { runKills } from './run-kills.ts';

it('A14 A20 each send, each swap, each start and each stop of a strategy, and each crossing is on its chain once, whenever its node was killed, and was in the database before it left [node.killed]', {
  timeout: 420_000,
}, async () => {
  const said: string[] = [];
  const stopped = new AbortController().signal;
  const figures = await runKills({ times: 2, say: (line) => void said.push(line), stopped });
  expect(figures?.wrong, said.join('\n')).toEqual([]);
  expect((figures?.executions ?? 0) + (figures?.givenBack ?? 0)).toBe(64);
  expect(figures).toMatchObject({
    ...{ sends: 64, doubles: 0, missing: 0, late: 0 },
    caught: Object.fromEntries(
      KILL_KINDS.map((kind) => [kind, Object.fromEntries(KILL_PLACES.map((place) => [place, 2]))]),
    ),
  });
});
