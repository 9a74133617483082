import { createId, createSeededRandom } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import {
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
} from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeOnramp } from './desk.ts';

const STARTED = Date.UTC(2026, 10, 23, 5, 0, 0);
const random = createSeededRandom(13);
const id = () => createId({ now: STARTED, random, bucket: 4 });
const LOOKUP: Lookup = {
  key: 'k',
  transactionId: id(),
  attemptId: id(),
  reference: null,
  startedAt: STARTED,
};

function session(number: number, attemptId = 'of somebody else') {
  return {
    id: `cos_${number}`,
    object: 'crypto.onramp_session',
    status: 'requires_payment',
    metadata: { diboas_attempt_id: attemptId },
    transaction_details: {},
  };
}

let server: LoopbackServer;

afterEach(async () => await server.close());

async function lookUp(answer: (request: ReceivedRequest) => unknown, lookup: Partial<Lookup> = {}) {
  server = await startLoopbackServer((request) => {
    const body = answer(request);
    return body === null ? 'reset' : { status: 200, body: JSON.stringify(body) };
  });
  return await adapterAt(server.url).lookup({ ...LOOKUP, ...lookup });
}

function adapterAt(baseUrl: string) {
  return createStripeOnramp({
    ...{ world: 'sandbox', apiKey: 'sk_test_lookup', webhookSecrets: ['whsec_lookup'], timeoutMs: 1_000 },
    ...{ baseUrl, now: () => STARTED, reportCredentials: () => {} },
  });
}

/** Pages of two, newest first, as Stripe's list: the cursor names the last session of the page before. */
function pagesOf(sessions: readonly { id: string }[]) {
  return ({ path }: ReceivedRequest) => {
    const cursor = new URL(path, 'http://host').searchParams.get('starting_after');
    const from = cursor === null ? 0 : sessions.findIndex((one) => one.id === cursor) + 1;
    return { object: 'list', data: sessions.slice(from, from + 2), has_more: from + 2 < sessions.length };
  };
}

describe('without a reference', () => {
  const others = [1, 2, 3, 4].map((number) => session(number));

  it('finds the session on the last page', async () => {
    const answer = await lookUp(pagesOf([...others, session(5, LOOKUP.attemptId)]));
    expect(answer).toMatchObject({ kind: 'found', observation: { reference: 'cos_5', stage: 'open' } });
    expect(server.received).toHaveLength(3);
  });

  it('asks from a little before the attempt, since clocks differ', async () => {
    await lookUp(pagesOf([]));
    const query = new URL(server.received[0]?.path ?? '', 'http://host').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      limit: '100',
      'created[gte]': String(STARTED / 1_000 - 300),
    });
  });

  it('is not found only after every page', async () => {
    expect(await lookUp(pagesOf(others))).toEqual({ kind: 'not_found' });
    expect(server.received).toHaveLength(2);
  });

  it('is unknown when a page fails', async () => {
    const pages = pagesOf(others);
    const answer = await lookUp((request) =>
      request.path.includes('starting_after') ? null : pages(request),
    );
    expect(answer.kind).toBe('unknown');
  });

  it.each([
    ['a list that goes in circles', { data: others.slice(0, 2), has_more: true }],
    ['an empty page that promises more', { data: [], has_more: true }],
    ['no list', { data: 'none' }],
    ['a page that does not say whether it is the last', { data: [] }],
  ])('is unknown after %s', async (_name, body) => {
    expect((await lookUp(() => body)).kind).toBe('unknown');
  });

  it('is unknown when our session is there and cannot be read', async () => {
    const answer = await lookUp(
      pagesOf([{ ...session(1, LOOKUP.attemptId), object: 'charge' } as { id: string }]),
    );
    expect(answer.kind).toBe('unknown');
  });
});

describe('with a reference', () => {
  it('asks for exactly that session', async () => {
    const answer = await lookUp(() => session(1, LOOKUP.attemptId), { reference: 'cos_1/../x' });
    expect(answer.kind).toBe('found');
    expect(server.received[0]?.path).toBe('/v1/crypto/onramp_sessions/cos_1%2F..%2Fx');
  });

  it('is unknown when the session is of another attempt', async () => {
    expect((await lookUp(() => session(1), { reference: 'cos_1' })).kind).toBe('unknown');
  });

  it('is unknown when Stripe denies the id that it gave us', async () => {
    server = await startLoopbackServer(() => {
      const error = { type: 'invalid_request_error', code: 'resource_missing', message: 'no' };
      return { status: 404, body: JSON.stringify({ error }) };
    });
    const answer = await adapterAt(server.url).lookup({ ...LOOKUP, reference: 'cos_1' });
    expect(answer).toEqual({ kind: 'unknown', detail: '404 invalid_request_error resource_missing' });
  });
});
