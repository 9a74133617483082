import { createSeededRandom, MINUTE_MS } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { adapterAt, NOW, SUBMISSION } from './adapter/on-ramp/adapter-for-tests.ts';
import { coinbaseDouble } from './sandbox/double.ts';
import { SECRETS } from './sandbox/testing/world.ts';

describe('the clock', () => {
  // The sandbox takes tokens up to five seconds before they begin, as it believes Coinbase does.
  it.each([7_000, 30_000, -30_000, -MINUTE_MS])('may be %i ms off', async (offMs) => {
    const time = createVirtualTime(NOW);
    const config = testConfig({ coinbase: { secrets: SECRETS } });
    const sandbox = createSandbox({
      doubles: [coinbaseDouble],
      ...{ config, clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
      logger: pino({ level: 'silent' }),
    });
    await sandbox.listen();
    try {
      const { COINBASE_API_KEY_ID: apiKeyId, COINBASE_API_KEY_SECRET: apiKeySecret } = SECRETS;
      const now = () => NOW + offMs;
      const adapter = adapterAt(sandbox.urlOf('coinbase'), {
        apiKeyId,
        apiKeySecret,
        timeoutMs: 20_000,
        now,
      });
      const submission = { ...SUBMISSION, chargeMax: { ...SUBMISSION.chargeMax, units: 20_000n } };
      expect((await adapter.submit(submission)).kind).toBe('accepted');
    } finally {
      await sandbox.close();
    }
  });
});
