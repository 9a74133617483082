import { createSeededRandom } from '@diboas/kernel';
import { createRealTimers } from '@diboas/sandbox-kit';
import { eventually } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { testConfig } from './config.ts';
import { createSandbox } from './sandbox.ts';
import { DOUBLES, MADE } from './testing/every-double.ts';

/** Whether anybody answers there, whatever is said. */
async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    async (answer) => {
      await answer.body?.cancel();
      return true;
    },
    () => false,
  );
}

describe('B2 an outage that refuses connections', () => {
  it.each(DOUBLES.map(({ id }) => id))('of %s closes its port, and no port of another', async (away) => {
    const sandbox = createSandbox({
      doubles: DOUBLES,
      config: testConfig(Object.fromEntries(DOUBLES.map(({ id }) => [id, { secrets: MADE }]))),
      clock: { now: () => Date.now() },
      timers: createRealTimers(),
      random: createSeededRandom(3),
      logger: pino({ level: 'silent' }),
    });
    await sandbox.listen();
    try {
      const up = async () => {
        const asked = DOUBLES.map(async ({ id }) => ((await answers(sandbox.urlOf(id))) ? [id] : []));
        return (await Promise.all(asked)).flat();
      };
      const all = DOUBLES.map(({ id }) => id);
      expect(await up()).toEqual(all);
      sandbox.control.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: away } }]);
      await eventually(async () => !(await answers(sandbox.urlOf(away))));
      expect(await up()).toEqual(all.filter((id) => id !== away));
      sandbox.control.setFaults([]);
      await eventually(async () => (await up()).length === all.length);
    } finally {
      await sandbox.close();
    }
  });
});
