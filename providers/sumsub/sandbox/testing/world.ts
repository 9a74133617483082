/** What the tests of this double share: a sandbox on virtual time, a caller that signs by the documentation, and who hears. */
import { createHmac } from 'node:crypto';
import { createSeededRandom } from '@diboas/kernel';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type VirtualTime } from '@diboas/sandbox-kit';
import { START, seeDouble, startReceiver } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { sumsubDouble } from '../double.ts';

export const SECRETS = {
  ...{ SUMSUB_APP_TOKEN: 'sbx:sandbox', SUMSUB_SECRET_KEY: 'secret-of-requests' },
  SUMSUB_WEBHOOK_SECRET: 'secret-of-webhooks',
};
export const STEP_MS = 1_000;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is signed and sent in another way than is right. */
export interface Odd {
  readonly token?: string;
  readonly secret?: string;
  /** How far the caller's clock is ahead. */
  readonly aheadS?: number;
  /** What is sent in the place of the body that was signed. */
  readonly sent?: string;
}

export interface SumsubWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly time: VirtualTime;
  readonly received: Awaited<ReturnType<typeof startReceiver>>['received'];
  call(method: string, path: string, body?: object, odd?: Odd): Promise<Answer>;
  /** Makes an applicant and a link for them. */
  begin(userId?: string): Promise<string>;
  see(userId?: string): Promise<Answer>;
}

export async function openSumsubWorld(): Promise<SumsubWorld> {
  const double = seeDouble(sumsubDouble);
  const time = createVirtualTime(START);
  const receiver = await startReceiver();
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ sumsub: { secrets: SECRETS, webhookUrl: receiver.url } }, { stepMs: STEP_MS }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const url = sandbox.urlOf('sumsub');
  const call: SumsubWorld['call'] = async (method, path, body, odd = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const ts = String(Math.floor(time.clock.now() / 1_000) + (odd.aheadS ?? 0));
    const hmac = createHmac('sha256', odd.secret ?? SECRETS.SUMSUB_SECRET_KEY);
    const headers = {
      'X-App-Token': odd.token ?? SECRETS.SUMSUB_APP_TOKEN,
      'X-App-Access-Ts': ts,
      'X-App-Access-Sig': hmac.update(`${ts}${method}${path}${text}`).digest('hex'),
    };
    const sent = odd.sent ?? text;
    const answer = await fetch(`${url}${path}`, {
      ...{ method, headers },
      ...(sent === '' ? {} : { body: sent }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return {
    ...{ sandbox, url, time, received: receiver.received, call },
    async begin(userId = 'person-1') {
      const email = 'ada@example.test';
      await call('POST', '/resources/applicants?levelName=id-and-liveness', {
        externalUserId: userId,
        email,
      });
      const redirect = { successUrl: 'https://app.diboas.test/back' };
      const asked = { levelName: 'id-and-liveness', userId, ttlInSecs: 600, redirect };
      const { body } = await call('POST', '/resources/sdkIntegrations/levels/-/websdkLink', asked);
      return String(body.url);
    },
    see: (userId = 'person-1') => call('GET', `/resources/applicants/-;externalUserId=${userId}/one`),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await receiver.close();
    },
  };
}
