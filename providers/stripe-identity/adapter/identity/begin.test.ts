import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeIdentity } from './desk.ts';

const ASK = {
  ...{ key: 'key-1', personId: 'person-1', email: 'ada@example.test' },
  returnUrl: 'https://app.diboas.test/back',
};
const BEGUN = {
  ...{ id: 'vs_1', livemode: false, client_reference_id: 'person-1', status: 'requires_input' },
  url: 'https://verify.stripe.test/start/1',
};

let server: LoopbackServer;
afterEach(async () => await server.close());

async function beginWith(act: WireAct) {
  server = await startLoopbackServer(() => act);
  const desk = createStripeIdentity({
    ...{ world: 'sandbox', apiKey: 'rk_test_1', webhookSecrets: ['whsec_1'], baseUrl: server.url },
    ...{ timeoutMs: 300, now: () => 0, reportCredentials: () => {} },
  });
  return await desk.begin(ASK);
}

const answers = (changes: object): WireAct => ({
  status: 200,
  body: JSON.stringify({ ...BEGUN, ...changes }),
});
const fails = (status: number, error: object): WireAct => ({ status, body: JSON.stringify({ error }) });

describe('beginning a session', () => {
  it('asks for a document and a face, under our key and our name of the person', async () => {
    expect(await beginWith(answers({}))).toEqual({ kind: 'begun', reference: 'vs_1', url: BEGUN.url });
    const [request] = server.received;
    expect(request?.headers['idempotency-key']).toBe('key-1');
    expect(Object.fromEntries(new URLSearchParams(request?.body.toString('utf8')))).toEqual({
      type: 'document',
      client_reference_id: 'person-1',
      'options[document][require_live_capture]': 'true',
      'options[document][require_matching_selfie]': 'true',
      'provided_details[email]': 'ada@example.test',
      return_url: ASK.returnUrl,
    });
  });

  it.each([
    ['of another person', { client_reference_id: 'person-2' }, /^BUG/],
    ['of the other mode', { livemode: true }, /other mode/],
    ['without a page', { url: null }, /no session/],
    ['with a page that is no web address', { url: 'javascript:alert(1)' }, /no session/],
    ['under a name that is none of a session', { id: '../vs_1' }, /no session/],
  ])('an answer %s is unknown, and its link is given to nobody', async (_what, changes, detail) => {
    expect(await beginWith(answers(changes))).toEqual({
      kind: 'unknown',
      detail: expect.stringMatching(detail),
    });
  });

  it.each([
    [401, { type: 'invalid_request_error' }, { kind: 'rejected', code: 'not_authorised' }],
    [403, { type: 'invalid_request_error' }, { kind: 'rejected', code: 'not_authorised' }],
    [
      400,
      { type: 'invalid_request_error', code: 'parameter_missing' },
      { kind: 'rejected', code: 'invalid_request' },
    ],
    [
      400,
      { type: 'invalid_request_error', code: 'country_unsupported' },
      { kind: 'rejected', code: 'unsupported' },
    ],
    [400, { type: 'invalid_request_error', code: 'of_tomorrow' }, { kind: 'rejected', code: 'other' }],
    [400, { type: 'idempotency_error' }, { kind: 'unknown', detail: expect.stringMatching(/^BUG/) }],
    [409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }, { kind: 'unknown' }],
    [
      429,
      { type: 'invalid_request_error', code: 'rate_limit' },
      { kind: 'retryable', cause: 'rate_limited' },
    ],
    [500, { type: 'api_error' }, { kind: 'unknown' }],
  ])('a refusal with %i %j is %j', async (status, error, sorted) => {
    expect(await beginWith(fails(status, error))).toMatchObject(sorted);
    expect(server.received).toHaveLength(1);
  });
});

describe('a look', () => {
  it('is not found where Stripe has no such session, and unknown where the path is what it does not know', async () => {
    const lookWith = async (act: WireAct) => {
      server = await startLoopbackServer(() => act);
      const desk = createStripeIdentity({
        ...{ world: 'sandbox', apiKey: 'rk_test_1', webhookSecrets: ['whsec_1'], baseUrl: server.url },
        ...{ timeoutMs: 300, now: () => 0, reportCredentials: () => {} },
      });
      return await desk.look('vs_1');
    };
    expect(await lookWith(fails(404, { type: 'invalid_request_error', code: 'resource_missing' }))).toEqual({
      kind: 'not_found',
    });
    await server.close();
    expect(await lookWith(fails(404, { type: 'invalid_request_error' }))).toMatchObject({ kind: 'unknown' });
  });
});
