import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import {
  findClosedPort,
  type LoopbackServer,
  startLoopbackServer,
  type WireAct,
} from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeOnramp } from '../on-ramp/desk.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const random = createSeededRandom(7);
const id = () => createId({ now: NOW, random, bucket: 3 });

const SUBMISSION: Submission = {
  key: 'attempt-key',
  transactionId: id(),
  attemptId: id(),
  payNetwork: 'fiat',
  method: 'card',
  pay: money('USD', 10_050n),
  chargeMax: money('USD', 10_500n),
  deliver: money('USDC', 100_500_000n),
  network: 'solana',
  destination: '11111111111111111111111111111111',
  returnUrl: 'https://app.example/back',
};

let server: LoopbackServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

function adapterAt(baseUrl: string) {
  const apiKey = 'sk_test_faults';
  return createStripeOnramp({
    world: 'sandbox',
    reportCredentials: () => {},
    apiKey,
    webhookSecrets: ['whsec_faults'],
    baseUrl,
    timeoutMs: 300,
    now: () => NOW,
  });
}

async function submitAnsweredBy(act: WireAct): Promise<SubmitAnswer> {
  server = await startLoopbackServer(() => act);
  return await adapterAt(server.url).submit(SUBMISSION);
}

function failure(
  status: number,
  error: Record<string, string>,
  headers: Record<string, string> = {},
): WireAct {
  return {
    status,
    headers,
    body: JSON.stringify({ error: { type: 'invalid_request_error', message: 'no', ...error } }),
  };
}

describe('what never left is retryable', () => {
  it('a refused connection', async () => {
    const answer = await adapterAt(await findClosedPort()).submit(SUBMISSION);
    expect(answer).toEqual({
      ...{ kind: 'retryable', cause: 'never_sent' },
      ...{ detail: 'never sent: ECONNREFUSED', waitMs: null },
    });
  });

  it('a name that does not exist (RFC 6761 reserves .invalid for that)', async () => {
    const answer = await adapterAt('http://stripe.invalid').submit(SUBMISSION);
    expect(answer.kind).toBe('retryable');
  });
});

describe('what may have happened is unknown, and was sent exactly once', () => {
  const sent: readonly (readonly [string, WireAct])[] = [
    ['no answer in time', 'silence'],
    ['a connection reset', 'reset'],
    ['a body that breaks off', 'cut'],
    ['a body that is no JSON', { status: 200, body: '<html>maintenance</html>' }],
    ['an empty body', { status: 200, body: '' }],
    ['JSON that is no object', { status: 200, body: '42' }],
    ['null', { status: 200, body: 'null' }],
    ['a list', { status: 200, body: '[]' }],
    ['an object that is no session', { status: 200, body: '{"id":"ch_1","object":"charge"}' }],
    ['an error with a good status', { status: 200, body: '{"error":{"type":"api_error"}}' }],
    ['500', failure(500, { type: 'api_error' })],
    ['503 that asks for a retry', failure(503, { type: 'api_error' }, { 'stripe-should-retry': 'true' })],
    ['500 without an error', { status: 500, body: '{}' }],
    ['a gateway page', { status: 502, body: '<html>bad gateway</html>' }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '{}' }],
    ['a dependency of Stripe that failed', failure(424, { type: 'api_error' })],
    ['a 400 that is no answer of Stripe', { status: 400, body: '{"message":"bad request"}' }],
    // Some request with this key is at work, and it can only be one of this attempt's.
    ['a key in use', failure(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' })],
    ['a key in use under another status', failure(400, { code: 'idempotency_key_in_use' })],
    ['a conflict without a word of its own', failure(409, {})],
    ['a conflict over a lock', failure(409, { code: 'lock_timeout' })],
  ];

  it.each(sent)('%s', async (_name, act) => {
    const answer = await submitAnsweredBy(act);
    expect(answer.kind).toBe('unknown');
    expect(server?.received).toHaveLength(1);
  });

  it.each([500, 502, 503, 409])('%i that was saved under the key, which is told apart', async (status) => {
    const error = { type: 'api_error' };
    const first = await submitAnsweredBy(failure(status, error));
    expect(first).not.toHaveProperty('isReplayed');
    await server?.close();
    const again = await submitAnsweredBy(failure(status, error, { 'idempotent-replayed': 'true' }));
    expect(again).toEqual({ ...first, isReplayed: true });
  });

  it('the key used before with other parameters, said loudly', async () => {
    const answer = await submitAnsweredBy(failure(400, { type: 'idempotency_error' }));
    expect(answer).toMatchObject({ kind: 'unknown', detail: expect.stringMatching(/^BUG: /) });
  });
});

describe('what was turned away before anything was done is retryable', () => {
  it('429 waits as long as it is told in seconds', async () => {
    const answer = await submitAnsweredBy(failure(429, { code: 'rate_limit' }, { 'retry-after': '7' }));
    expect(answer).toMatchObject({ kind: 'retryable', cause: 'rate_limited', waitMs: 7_000 });
  });

  it('429 waits as long as it is told by a date', async () => {
    const date = new Date(NOW + 90_000).toUTCString();
    const answer = await submitAnsweredBy(failure(429, {}, { 'retry-after': date }));
    expect(answer).toMatchObject({ kind: 'retryable', waitMs: 90_000 });
  });

  it('429 without a wait, or with one that cannot be read', async () => {
    expect(await submitAnsweredBy(failure(429, {}))).toMatchObject({ kind: 'retryable', waitMs: null });
    await server?.close();
    const answer = await submitAnsweredBy(failure(429, {}, { 'retry-after': 'soon' }));
    expect(answer).toMatchObject({ kind: 'retryable', waitMs: null });
  });

  it.each([
    [429, { code: 'lock_timeout' }],
    [400, { code: 'rate_limit' }],
  ])('%i %j', async (status, error) => {
    expect(await submitAnsweredBy(failure(status, error))).toMatchObject({ kind: 'retryable' });
    expect(server?.received).toHaveLength(1);
  });
});

describe('what is definitively refused is rejected', () => {
  it.each([
    [401, {}, 'not_authorised', true],
    [403, {}, 'not_authorised', true],
    [402, { type: 'card_error', code: 'card_declined' }, 'declined', false],
    [400, { type: 'card_error', code: 'card_declined' }, 'declined', false],
    [400, { code: 'crypto_onramp_unsupportable_customer' }, 'unsupported', true],
    [400, { code: 'crypto_onramp_unsupported_country' }, 'unsupported', true],
    [400, { code: 'crypto_onramp_limit_exceeded' }, 'limit_exceeded', true],
    [400, { param: 'destination_networks[0]' }, 'unsupported', true],
    [400, { code: 'parameter_unknown' }, 'invalid_request', true],
    [400, { code: 'crypto_onramp_missing_source_currency' }, 'invalid_request', true],
    [400, { code: 'constructor' }, 'other', true],
    [400, { code: 'a_word_of_tomorrow' }, 'other', true],
    [400, {}, 'invalid_request', true],
    [404, {}, 'invalid_request', true],
  ] as const)('%i %j is %s', async (status, error, code, elsewhere) => {
    expect(await submitAnsweredBy(failure(status, error))).toMatchObject({
      kind: 'rejected',
      code,
      elsewhere,
    });
  });

  it('repeats no message of the provider, which may hold what a person typed', async () => {
    const answer = await submitAnsweredBy(
      failure(400, { message: 'No such wallet: ana', param: 'wallet_addresses' }),
    );
    expect(answer).toMatchObject({ detail: '400 invalid_request_error wallet_addresses' });
  });

  it('what is no purchase of crypto is not even sent', async () => {
    server = await startLoopbackServer(() => 'reset');
    const answer = await adapterAt(server.url).submit({
      ...SUBMISSION,
      deliver: money('EUR', 100n),
      network: 'fiat',
    });
    expect(answer).toMatchObject({ kind: 'rejected', code: 'unsupported', elsewhere: true });
    expect(server.received).toHaveLength(0);
  });
});
