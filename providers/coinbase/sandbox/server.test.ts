import { generateKeyPairSync } from 'node:crypto';
import { CdpClient } from '@coinbase/cdp-sdk';
import { createSeededRandom, DAY_MS } from '@diboas/kernel';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers } from '@diboas/sandbox-kit';
import { eventually, START } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coinbaseDouble } from './double.ts';
import {
  API_KEY,
  type CoinbaseWorld,
  createCoinbaseWorld,
  KEY_1,
  SECRETS,
  SESSIONS,
  sessionBody,
  tokenFor,
} from './testing/world.ts';

const KEY_2 = '8e03978e-40d5-43e8-bc93-6894a57f9325';

describe('the official SDK', () => {
  const names = ['DISABLE_CDP_ERROR_REPORTING', 'DISABLE_CDP_USAGE_TRACKING'];
  // It would tell another host of its errors.
  beforeAll(() => {
    for (const name of names) process.env[name] = 'true';
  });
  afterAll(() => {
    for (const name of names) delete process.env[name];
  });

  it.each([
    ['an Ed25519 key', API_KEY.secret],
    [
      'an EC key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
  ])('with %s and a basePath is understood', async (_name, secret) => {
    // The SDK looks at the machine's clock, so here the sandbox does too.
    const sandbox = createSandbox({
      doubles: [coinbaseDouble],
      config: testConfig({ coinbase: { secrets: { ...SECRETS, COINBASE_API_KEY_SECRET: secret } } }),
      clock: { now: () => Date.now() },
      timers: createRealTimers(),
      random: createSeededRandom(1),
      logger: pino({ level: 'silent' }),
    });
    await sandbox.listen();
    try {
      const basePath = `${sandbox.urlOf('coinbase')}/platform`;
      const cdp = new CdpClient({ apiKeyId: API_KEY.id, apiKeySecret: secret, basePath });
      const body = JSON.stringify(sessionBody());
      const answer = await cdp.fetch('/v2/onramp/sessions', { method: 'POST', body });
      expect(answer.status).toBe(201);
      expect(await answer.json()).toMatchObject({ session: { onrampUrl: expect.any(String) } });
      const stranger = new CdpClient({ apiKeyId: 'somebody', apiKeySecret: secret, basePath });
      expect((await stranger.fetch('/v2/onramp/sessions', { method: 'POST', body })).status).toBe(401);
    } finally {
      await sandbox.close();
    }
  });
});

describe('a caller', () => {
  it.each([
    ['no token', () => ''],
    ['another scheme', (token: string) => token.replace('Bearer', 'Basic')],
    ['half a token', (token: string) => token.slice(0, 60)],
    ['a changed signature', (token: string) => `${token.slice(0, -4)}AAAA`],
    ['a token for another path', (_t: string, now: number) => bearer({ uris: ['POST 127.0.0.1/x'] }, now)],
    ['a token without a path', (_t: string, now: number) => bearer({ uris: undefined }, now)],
    [
      'a token of another issuer',
      (_t: string, now: number, uris: string[]) => bearer({ uris, iss: 'me' }, now),
    ],
    ['a token of another key', (_t: string, now: number, uris: string[]) => bearer({ uris, sub: 'me' }, now)],
    ['an old token', (_t: string, now: number, uris: string[]) => bearer({ uris }, now - 130_000)],
    ['a token of tomorrow', (_t: string, now: number, uris: string[]) => bearer({ uris }, now + DAY_MS)],
    [
      'a token for an hour',
      (_t: string, now: number, uris: string[]) => bearer({ uris, exp: now / 1_000 + 3_600 }, now),
    ],
    [
      'another algorithm',
      (_t: string, now: number, uris: string[]) => bearer({ uris }, now, { alg: 'none' }),
    ],
    [
      'a token without a nonce',
      (_t: string, now: number, uris: string[]) => bearer({ uris }, now, { nonce: undefined }),
    ],
  ])('with %s is turned away', async (_name, spoil) => {
    await using world = await createCoinbaseWorld();
    const uris = [`POST ${new URL(world.url).host}${SESSIONS}`];
    const good = bearer({ uris }, START);
    const body = JSON.stringify(sessionBody());
    expect((await world.call('POST', SESSIONS, { body, authorization: good })).status).toBe(201);
    const answer = await world.call('POST', SESSIONS, { body, authorization: spoil(good, START, uris) });
    expect(answer).toMatchObject({
      status: 401,
      body: {
        errorType: 'unauthorized',
        errorMessage: expect.any(String),
        correlationId: expect.any(String),
      },
    });
    expect(world.sessions()).toHaveLength(1);
  });

  function bearer(claims: object, now: number, header: object = {}): string {
    return `Bearer ${tokenFor(claims, now, header)}`;
  }

  it('is told in the right form what is not there', async () => {
    await using world = await createCoinbaseWorld();
    expect(await world.call('GET', '/platform/v2/nothing')).toMatchObject({
      status: 404,
      body: { errorType: 'not_found', errorLink: expect.stringContaining('#not-found') },
    });
    const older = await world.call('GET', '/onramp/v1/nothing');
    expect(older).toMatchObject({ status: 404, body: { code: 5, message: expect.any(String), details: [] } });
  });
});

describe('a new session', () => {
  it('with method and place comes with a quote that adds up: fees on top of what is bought', async () => {
    await using world = await createCoinbaseWorld();
    expect(await world.create()).toEqual({
      status: 201,
      body: {
        session: {
          onrampUrl: expect.stringMatching(
            /^http:\/\/127\.0\.0\.1:\d+\/buy\?sessionToken=\w{48}&redirectUrl=https%3A%2F%2Fapp\.example%2Fback$/,
          ),
        },
        quote: {
          paymentTotal: '103.41',
          paymentSubtotal: '100',
          paymentCurrency: 'USD',
          purchaseAmount: '100.000000',
          purchaseCurrency: 'USDC',
          destinationNetwork: 'solana',
          fees: [
            { type: 'FEE_TYPE_EXCHANGE', amount: '3.4', currency: 'USD' },
            { type: 'FEE_TYPE_NETWORK', amount: '0.01', currency: 'USD' },
          ],
          exchangeRate: '1',
        },
      },
    });
  });

  it('by bank costs less', async () => {
    await using world = await createCoinbaseWorld();
    const { body } = await world.create({ paymentMethod: 'ACH' });
    expect(body.quote).toMatchObject({
      paymentTotal: '100.41',
      fees: [{ amount: '0.4' }, { amount: '0.01' }],
    });
  });

  it('for a payment has the fees inside it', async () => {
    await using world = await createCoinbaseWorld();
    const { body } = await world.create({ purchaseAmount: undefined, paymentAmount: '100.00' });
    expect(body.quote).toMatchObject({
      paymentTotal: '100',
      paymentSubtotal: '96.7',
      purchaseAmount: '96.700000',
      fees: [{ amount: '3.29' }, { amount: '0.01' }],
    });
  });

  it('without method or place has no quote, and without an amount leaves it to the person', async () => {
    await using world = await createCoinbaseWorld();
    const bare = { purchaseAmount: undefined, paymentMethod: undefined, country: undefined };
    expect((await world.create(bare)).body).toEqual({ session: { onrampUrl: expect.any(String) } });
    world.time.advance(1_500);
    const { body } = await world.transactions('user-1');
    expect(body.transactions[0]).toMatchObject({ payment_subtotal: { currency: 'USD', value: '100.00' } });
  });

  it.each([
    [{ purchaseCurrency: 'DOGE' }, 400, 'invalid_request'],
    [{ destinationNetwork: 'bitcoin' }, 400, 'network_not_tradable'],
    [{ destinationNetwork: 'moon' }, 400, 'network_not_tradable'],
    [{ destinationAddress: '' }, 400, 'invalid_request'],
    [{ paymentAmount: '100' }, 400, 'invalid_request'],
    [{ purchaseAmount: '0.0000001' }, 400, 'invalid_request'],
    [{ purchaseAmount: '-1' }, 400, 'invalid_request'],
    [{ purchaseAmount: 100 }, 400, 'invalid_request'],
    [{ purchaseAmount: '0.5' }, 400, 'invalid_request'],
    [{ purchaseAmount: '25000' }, 400, 'invalid_request'],
    [{ purchaseAmount: undefined, paymentAmount: '0.01' }, 400, 'invalid_request'],
    [{ paymentCurrency: 'EUR' }, 400, 'invalid_request'],
    [{ paymentCurrency: undefined }, 400, 'invalid_request'],
    [{ paymentMethod: 'PAYPAL' }, 400, 'invalid_request'],
    [{ paymentMethod: 'CASH' }, 400, 'invalid_request'],
    [{ subdivision: undefined }, 400, 'invalid_request'],
    [{ country: 'DE' }, 400, 'guest_region_forbidden'],
    [{ redirectUrl: 'app.example/back' }, 400, 'invalid_request'],
    [{ redirectUrl: 'https://app.example/a b' }, 400, 'invalid_request'],
    [{ redirectUrl: '://app' }, 400, 'invalid_request'],
    [{ redirectUrl: `https://app.example/${'x'.repeat(2_048)}` }, 400, 'invalid_request'],
    [{ redirectUrl: 'https://app.example/\ud800' }, 400, 'invalid_request'],
    [{ destinationAddress: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' }, 400, 'invalid_request'],
    [{ destinationNetwork: 'ethereum' }, 400, 'invalid_request'],
    [{ purchaseCurrency: 'BTC', destinationNetwork: 'bitcoin' }, 400, 'invalid_request'],
    [{ partnerUserRef: 'x'.repeat(2_000_000) }, 400, 'invalid_request'],
    [{ partnerUserRef: 'x'.repeat(50) }, 400, 'invalid_request'],
    [{ clientIp: 'nowhere' }, 400, 'invalid_request'],
    [{ email: 'somebody' }, 400, 'invalid_request'],
  ])('%j is refused with %i %s', async (changes, status, errorType) => {
    await using world = await createCoinbaseWorld();
    expect(await world.create(changes)).toMatchObject({ status, body: { errorType } });
    expect(world.sessions()).toEqual([]);
  });
});

/** Where keys count, which Coinbase does not say of this call. */
async function worldThatHonoursKeys(): Promise<CoinbaseWorld> {
  const world = await createCoinbaseWorld();
  world.sandbox.control.setFaults([{ kind: 'honoured_keys' }]);
  return world;
}

describe('an idempotency key', () => {
  it('is not declared for this call: a repeat, also with another body, makes another link', async () => {
    await using world = await createCoinbaseWorld();
    const links = [];
    for (const changes of [{}, {}, { purchaseAmount: '101' }]) {
      const made = await world.create(changes, KEY_1);
      expect(made.status).toBe(201);
      links.push(made.body.session.onrampUrl);
    }
    expect(new Set(links).size).toBe(3);
  });

  it('or not, one person comes once under one reference', async () => {
    await using world = await createCoinbaseWorld();
    await world.create({}, KEY_1);
    await world.create({}, KEY_1);
    world.time.advance(60_000);
    await world.create({}, KEY_1);
    world.time.advance(60_000);
    expect((await world.transactions('user-1')).body.transactions).toHaveLength(1);
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(['payment', 'delivery']);
  });

  it('with the same request, in any order, gives the first answer again', async () => {
    await using world = await worldThatHonoursKeys();
    const first = await world.create({}, KEY_1);
    const reversed = Object.fromEntries(Object.entries(sessionBody()).reverse());
    const again = await world.call('POST', SESSIONS, { body: JSON.stringify(reversed), key: KEY_1 });
    expect(again).toEqual(first);
    expect((await world.create({}, KEY_2)).body.session).not.toEqual(first.body.session);
    expect(world.sessions()).toHaveLength(2);
  });

  it('with another request is refused', async () => {
    await using world = await worldThatHonoursKeys();
    await world.create({}, KEY_1);
    const other = await world.create({ purchaseAmount: '101' }, KEY_1);
    expect(other).toMatchObject({ status: 422, body: { errorType: 'idempotency_error' } });
  });

  it('that is too long is refused', async () => {
    await using world = await worldThatHonoursKeys();
    expect((await world.create({}, 'x'.repeat(128))).status).toBe(201);
    const answer = await world.create({}, 'x'.repeat(129));
    expect(answer).toMatchObject({ status: 400, body: { errorType: 'invalid_request' } });
  });

  it('is forgotten after 24 hours', async () => {
    await using world = await worldThatHonoursKeys();
    const first = await world.create({}, KEY_1);
    world.time.advance(DAY_MS - 1);
    expect(await world.create({}, KEY_1)).toEqual(first);
    world.time.advance(1);
    expect((await world.create({}, KEY_1)).body.session).not.toEqual(first.body.session);
  });

  it('of a request that is still running is refused with 409', async () => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([
      { kind: 'honoured_keys' },
      { kind: 'latency', ms: 1_000, remaining: 1 },
    ]);
    const running = world.create({}, KEY_1);
    await eventually(() =>
      world.sandbox.control.log(0, 100).some((entry) => entry.summary.startsWith('latency')),
    );
    expect(await world.create({}, KEY_1)).toMatchObject({
      status: 409,
      body: { errorType: 'operation_in_progress' },
    });
    world.time.advance(1_000);
    expect((await running).status).toBe(201);
  });

  it('is in the log, and the token is not', async () => {
    await using world = await createCoinbaseWorld();
    await world.create({}, KEY_1);
    const log = world.sandbox.control.log(0, 100);
    expect(log[0]?.details).toMatchObject({ idempotency_key: KEY_1 });
    expect(JSON.stringify(log)).not.toContain('Bearer');
  });
});

describe('the faults', () => {
  it.each([
    [{ kind: 'refuse' }, 402, 'payment_required', 0],
    [{ kind: 'refuse', status: 400, code: 'guest_transaction_limit' }, 400, 'guest_transaction_limit', 0],
    [{ kind: 'rate_limit' }, 429, 'rate_limit_exceeded', 0],
    [{ kind: 'outage' }, 503, 'service_unavailable', 0],
    [{ kind: 'server_error_before' }, 500, 'internal_server_error', 0],
    [{ kind: 'server_error_after' }, 500, 'internal_server_error', 1],
  ] as const)('%j', async (fault, status, errorType, executed) => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ ...fault, match: { provider: 'coinbase' } }]);
    expect(await world.create({}, KEY_1)).toMatchObject({ status, body: { errorType } });
    expect(world.sessions()).toHaveLength(executed);
  });

  it.each([
    ['timeout_after', 1],
    ['reset_after', 1],
    ['reset_before', 0],
  ] as const)('%s: after it the same key gives the session', async (kind, executed) => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ kind: 'honoured_keys' }, { kind, remaining: 1 }]);
    const lost = world.create({}, KEY_1).catch(() => 'no answer');
    if (kind === 'timeout_after') {
      await eventually(() => world.sandbox.control.log(0, 100).some((entry) => entry.kind === 'no_answer'));
    } else expect(await lost).toBe('no answer');
    expect(world.sessions()).toHaveLength(executed);
    expect((await world.create({}, KEY_1)).status).toBe(201);
    expect(world.sessions()).toHaveLength(1);
  });

  it('of one provider leave the other alone, also when its port is closed', async () => {
    await using world = await createCoinbaseWorld();
    const reach = (url: string) =>
      fetch(url).then(
        (answer) => answer.status,
        () => 'refused',
      );
    const { control } = world.sandbox;
    control.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: 'another' } }]);
    expect((await world.create()).status).toBe(201);
    control.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: 'coinbase' } }]);
    await eventually(async () => (await reach(`${world.url}/platform/v2/x`)) === 'refused');
    control.setFaults([]);
    await eventually(async () => (await reach(`${world.url}/platform/v2/x`)) === 401);
  });
});
