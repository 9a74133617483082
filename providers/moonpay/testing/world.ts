import { createSeededRandom } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { createMoonpayOnramp, type MoonpayOnrampOptions } from '../adapter/on-ramp/desk.ts';
import { moonpayDouble } from '../sandbox/double.ts';

export const SECRETS = {
  MOONPAY_PUBLISHABLE_KEY: 'pk_test_one',
  MOONPAY_SECRET_KEY: 'sk_test_one',
  MOONPAY_WEBHOOK_KEY: 'wk_one',
};

/** The sandbox's MoonPay in a time of its own, and our desk at it. */
export async function openMoonpayWorld() {
  const time = createVirtualTime(Date.UTC(2026, 10, 23, 5));
  const double = seeDouble(moonpayDouble);
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ moonpay: { secrets: SECRETS } }, { stepMs: 1_000, autoPay: false }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf('moonpay');
  return {
    ...{ url, time, double },
    desk: (over: Partial<MoonpayOnrampOptions> = {}) =>
      createMoonpayOnramp({
        ...{ publishableKey: SECRETS.MOONPAY_PUBLISHABLE_KEY, secretKey: SECRETS.MOONPAY_SECRET_KEY },
        ...{ webhookKeys: [SECRETS.MOONPAY_WEBHOOK_KEY], apiUrl: url, widgetUrl: `${url}/widget` },
        ...{ timeoutMs: 20_000, now: () => time.clock.now(), reportCredentials: () => {} },
        ...over,
      }),
    close: () => sandbox.close(),
  };
}
