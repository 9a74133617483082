import { money } from '@diboas/kernel';
import type { SubmitAnswer } from '@diboas/orchestration';
import {
  findClosedPort,
  type LoopbackServer,
  startLoopbackServer,
  type WireAct,
} from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, NOW, SUBMISSION, sessionAnswer } from '../on-ramp/adapter-for-tests.ts';

let server: LoopbackServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function submitAnsweredBy(act: WireAct): Promise<SubmitAnswer> {
  server = await startLoopbackServer(() => act);
  return await adapterAt(server.url).submit(SUBMISSION);
}

describe('what never left is retryable', () => {
  it('a refused connection', async () => {
    const given = await adapterAt(await findClosedPort()).submit(SUBMISSION);
    expect(given).toEqual({
      ...{ kind: 'retryable', cause: 'never_sent' },
      ...{ detail: 'never sent: ECONNREFUSED', waitMs: null },
    });
  });

  it('a name that does not exist (RFC 6761 reserves .invalid for that)', async () => {
    expect((await adapterAt('http://coinbase.invalid').submit(SUBMISSION)).kind).toBe('retryable');
  });
});

describe('what may have happened is unknown, and was sent exactly once', () => {
  const sent: readonly (readonly [string, WireAct])[] = [
    ['no answer in time', 'silence'],
    ['a connection reset', 'reset'],
    ['a body that breaks off', 'cut'],
    ['a body that is no JSON', { status: 201, body: '<html>maintenance</html>' }],
    ['an empty body', { status: 201, body: '' }],
    ['JSON that is no object', { status: 201, body: '42' }],
    ['null', { status: 201, body: 'null' }],
    ['a list', { status: 201, body: '[]' }],
    ['an object that is no session', answer({ order: { orderId: '1' } })],
    ['a session without its price', answer({ session: { onrampUrl: 'https://pay.example' } })],
    ['a link that is no web address', answer({ ...sessionAnswer(), session: { onrampUrl: 'javascript:1' } })],
    ['another currency', answer(sessionAnswer({ paymentCurrency: 'EUR' }))],
    ['another asset', answer(sessionAnswer({ purchaseCurrency: 'BTC' }))],
    ['another network', answer(sessionAnswer({ destinationNetwork: 'base' }))],
    ['another amount', answer(sessionAnswer({ purchaseAmount: '100.499999' }))],
    ['figures that do not add up', answer(sessionAnswer({ paymentTotal: '103.03' }))],
    ['more digits than the asset has', answer(sessionAnswer({ paymentSubtotal: '100.505' }))],
    ['500', failure(500, 'internal_server_error')],
    ['502', failure(502, 'bad_gateway')],
    ['504', failure(504, 'timed_out')],
    ['a time-out under a status of the caller', failure(408, 'timed_out')],
    ['499', failure(499, 'client_closed_request')],
    ['something that exists already', failure(409, 'already_exists')],
    // Some request with this key is at work, and it can only be one of this attempt's.
    ['a key in use', failure(409, 'operation_in_progress')],
    ['a key in use under another status', failure(400, 'operation_in_progress')],
    ['a conflict in a word of tomorrow', failure(409, 'a_word_of_tomorrow')],
    ['a gateway page', { status: 502, body: '<html>bad gateway</html>' }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '{}' }],
    ['a 400 that is no answer of Coinbase', { status: 400, body: '{"message":"bad request"}' }],
  ];

  it.each(sent)('%s', async (_name, act) => {
    expect((await submitAnsweredBy(act)).kind).toBe('unknown');
    expect(server?.received).toHaveLength(1);
  });

  it('the key used before with another request, said loudly', async () => {
    const given = await submitAnsweredBy(failure(422, 'idempotency_error'));
    expect(given).toMatchObject({ kind: 'unknown', detail: expect.stringMatching(/^BUG: /) });
  });
});

describe('what was turned away before anything was done is retryable', () => {
  it.each([
    ['7', 7_000],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    ['soon', null],
  ])('429 with retry-after %s', async (header, waitMs) => {
    const given = await submitAnsweredBy(failure(429, 'rate_limit_exceeded', { 'retry-after': header }));
    expect(given).toMatchObject({ kind: 'retryable', cause: 'rate_limited', waitMs });
  });

  it('a rate limit under another status', async () => {
    expect(await submitAnsweredBy(failure(400, 'rate_limit_exceeded'))).toMatchObject({ kind: 'retryable' });
  });
});

describe('what is definitively refused is rejected', () => {
  it.each([
    [401, 'unauthorized', 'not_authorised', true],
    [403, 'forbidden', 'not_authorised', true],
    [403, 'a_word_of_tomorrow', 'not_authorised', true],
    [402, 'payment_required', 'declined', false],
    [402, 'a_word_of_tomorrow', 'declined', false],
    [403, 'guest_region_forbidden', 'unsupported', true],
    [400, 'network_not_tradable', 'unsupported', true],
    [400, 'guest_transaction_limit', 'limit_exceeded', true],
    [400, 'invalid_request', 'invalid_request', true],
    [400, 'daily_transaction_limit_exceeded', 'limit_exceeded', true],
    [400, 'daily_amount_limit_exceeded', 'limit_exceeded', true],
    [400, 'constructor', 'other', true],
    [400, 'a_word_of_tomorrow', 'other', true],
    [404, 'not_found', 'invalid_request', true],
  ] as const)('%i %s is %s', async (status, errorType, code, elsewhere) => {
    const given = await submitAnsweredBy(failure(status, errorType));
    expect(given).toMatchObject({ kind: 'rejected', code, elsewhere });
  });

  it('repeats no message of the provider, which may hold what a person typed', async () => {
    const given = await submitAnsweredBy(failure(400, 'invalid_request'));
    expect(given).toMatchObject({ detail: '400 invalid_request c-1' });
  });

  it.each([
    ['what is no purchase of crypto', { deliver: money('EUR', 100n), network: 'fiat' }],
    ['a way to pay that Coinbase does not have', { method: 'cash' }],
    ['a method named like a built-in', { method: 'constructor' }],
  ] as const)('%s is not even sent', async (_name, changes) => {
    server = await startLoopbackServer(() => 'reset');
    const given = await adapterAt(server.url).submit({ ...SUBMISSION, ...changes });
    expect(given).toMatchObject({ kind: 'rejected', code: 'unsupported', elsewhere: true });
    expect(server.received).toHaveLength(0);
  });
});
