import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { createSeededRandom, type Instant, SECOND_MS } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { coinbaseAdvancedDouble } from '../double.ts';

export const START: Instant = Date.UTC(2026, 10, 23, 5, 0, 0);
export const STEP_MS = 1_000;
const ID = '11111111-2222-4333-8444-555555555555';
const PEM = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .trim();
export const SECRETS = { COINBASE_ADVANCED_API_KEY_ID: ID, COINBASE_ADVANCED_API_KEY_SECRET: PEM };

/** The double in a time of its own, spoken to as the documentation says and by a library that neither side uses there. */
export async function openAdvancedWorld() {
  const time = createVirtualTime(START);
  const double = seeDouble(coinbaseAdvancedDouble);
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ [double.kind.id]: { secrets: SECRETS } }, { stepMs: STEP_MS }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  const base = sandbox.urlOf(double.kind.id);
  const tokenOf = async (claims: object): Promise<string> => {
    const seconds = Math.floor(time.clock.now() / SECOND_MS);
    return await new SignJWT({ sub: ID, iss: 'cdp', nbf: seconds, exp: seconds + 120, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: ID, typ: 'JWT', nonce: 'n' })
      .sign(createPrivateKey(PEM));
  };
  const call = async (
    method: string,
    path: string,
    { body, claims }: { body?: object; claims?: object } = {},
  ) => {
    const url = new URL(`/api/v3/brokerage${path}`, base);
    const authorization = `Bearer ${await tokenOf(claims ?? { uri: `${method} ${url.host}${url.pathname}` })}`;
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(url, { method, headers: { authorization }, ...init });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  let made = 0;
  return {
    ...{
      time,
      sandbox,
      base,
      call,
      market: () => double.opened().market,
      trades: () => double.opened().trades,
      feed: () => double.opened().feed,
    },
    async order(configuration: object, more: object = {}) {
      made += 1;
      const common = { client_order_id: `order-${made}`, product_id: 'BTC-USDC', side: 'BUY' };
      const { body } = await call('POST', '/orders', {
        body: { ...common, order_configuration: configuration, ...more },
      });
      return body;
    },
    read: async (id: string) => (await call('GET', `/orders/historical/${id}`)).body.order,
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
