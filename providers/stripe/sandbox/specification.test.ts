/**
 * The double of Stripe, held against what Stripe documents of the on-ramp, in our words: the session object
 * (docs.stripe.com/api/crypto/onramp_sessions/object), errors (docs.stripe.com/api/errors), lists (docs.stripe.com/api/
 * pagination), idempotency (docs.stripe.com/api/idempotent_requests), events and their signature (docs.stripe.com/
 * webhooks/signature). There is no machine-readable file of this public preview in the SDK, so lists are written here.
 */

import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWorld, type World } from './testing/world.ts';

const PATH = '/v1/crypto/onramp_sessions';

/** All statuses of Stripe's table of HTTP statuses. */
const STATUSES = [200, 400, 401, 402, 403, 404, 409, 424, 429, 500, 502, 503, 504];

const text = z.string().nullable();
const amount = z.string().regex(/^[0-9]+(\.[0-9]+)?$/);
const currency = z.enum(['avax', 'btc', 'eth', 'pol', 'sol', 'usdc', 'xlm']);
const network = z.enum(['avalanche', 'base', 'bitcoin', 'ethereum', 'polygon', 'solana', 'stellar']);

const session = z.strictObject({
  id: z.string().regex(/^cos_[A-Za-z0-9]+$/),
  object: z.literal('crypto.onramp_session'),
  client_secret: z.string().regex(/^cos_[A-Za-z0-9]+_secret_/),
  created: z.int().positive(),
  kyc_details_provided: z.boolean(),
  livemode: z.literal(false),
  metadata: z.record(z.string(), z.string()),
  redirect_url: z.url().nullable(),
  status: z.enum([
    'initialized',
    'rejected',
    'requires_payment',
    'fulfillment_processing',
    'fulfillment_complete',
  ]),
  transaction_details: z.strictObject({
    destination_amount: amount.nullable(),
    destination_currencies: z.array(currency),
    destination_currency: currency.nullable(),
    destination_network: network.nullable(),
    destination_networks: z.array(network),
    fees: z.strictObject({ network_fee_amount: amount, transaction_fee_amount: amount }).nullable(),
    last_error: text,
    lock_wallet_address: z.boolean(),
    source_amount: amount.nullable(),
    source_currency: z.enum(['usd', 'eur']).nullable(),
    transaction_id: text,
    wallet_address: text,
    wallet_addresses: z.record(z.string(), z.string()).nullable(),
  }),
});

const error = z.strictObject({
  error: z.strictObject({
    type: z.enum(['api_error', 'card_error', 'idempotency_error', 'invalid_request_error']),
    message: z.string().min(1),
    code: z.string().optional(),
    decline_code: z.string().optional(),
    doc_url: z.url().optional(),
    param: z.string().optional(),
    request_log_url: z.url().optional(),
  }),
});

const list = z.strictObject({
  object: z.literal('list'),
  url: z.literal(PATH),
  has_more: z.boolean(),
  data: z.array(session),
});

const event = z.strictObject({
  id: z.string().regex(/^evt_/),
  object: z.literal('event'),
  api_version: z.string(),
  created: z.int().positive(),
  data: z.strictObject({ object: session }),
  livemode: z.literal(false),
  pending_webhooks: z.int(),
  request: z.strictObject({ id: text, idempotency_key: text }),
  type: z.enum(['crypto.onramp_session.updated']),
});

const GOOD = 'source_amount=10.00&source_currency=usd&destination_currency=usdc&destination_network=solana';

async function ask(world: World, { path = PATH, body, key, auth = 'Bearer sk_test_sandbox' }: Asked) {
  const answer = await fetch(`${world.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: auth,
      'content-type': 'application/x-www-form-urlencoded',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) as unknown };
}

interface Asked {
  readonly path?: string;
  readonly body?: string;
  readonly key?: string;
  readonly auth?: string;
}

function problemsOf(schema: z.ZodType, body: unknown): readonly unknown[] {
  return schema.safeParse(body).error?.issues ?? [];
}

describe('the double of Stripe sends only what Stripe documents', () => {
  it.each<[string, Asked, number, z.ZodType]>([
    ['a session', { body: GOOD }, 200, session],
    ['a session with nothing said', { body: '' }, 200, session],
    ['a list', {}, 200, list],
    ['a page of one', { path: `${PATH}?limit=1` }, 200, list],
    ['no key', { auth: '' }, 401, error],
    ['a wrong key', { auth: 'Bearer sk_test_other' }, 401, error],
    ['a parameter that there is not', { body: `${GOOD}&colour=red` }, 400, error],
    ['an asset that is not sold', { body: GOOD.replace('usdc', 'doge') }, 400, error],
    ['an amount that is none', { body: GOOD.replace('10.00', '-1') }, 400, error],
    ['more than there may be', { body: GOOD.replace('10.00', '999999') }, 400, error],
    ['another body under a used key', { body: GOOD, key: 'used' }, 400, error],
    ['a key without an end', { body: GOOD, key: 'k'.repeat(256) }, 400, error],
    ['a body without an end', { body: `a=${'x'.repeat(2_000_000)}` }, 400, error],
    ['a session that there is not', { path: `${PATH}/cos_nothing` }, 404, error],
    ['a place that there is not', { path: '/v1/nothing' }, 404, error],
    ['a limit that is none', { path: `${PATH}?limit=0` }, 400, error],
  ])('for %s', async (_what, asked, status, schema) => {
    await using world = await createWorld();
    await ask(world, { body: `${GOOD}&metadata[a]=1`, key: 'used' });
    const answer = await ask(world, asked);
    expect([answer.status, problemsOf(schema, answer.body)]).toEqual([status, []]);
    expect(STATUSES).toContain(answer.status);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
  });

  it.each([
    'refuse',
    'server_error_before',
    'saved_server_error',
    'server_error_after',
    'rate_limit',
    'outage',
  ] as const)('and with the fault %s too', async (kind) => {
    await using world = await createWorld();
    world.sandbox.control.setFaults([{ kind }]);
    const answer = await ask(world, { body: GOOD });
    expect(STATUSES).toContain(answer.status);
    expect(problemsOf(error, answer.body)).toEqual([]);
  });

  it('and marks an answer that it gives again, whatever it was', async () => {
    await using world = await createWorld();
    const first = await ask(world, { body: GOOD, key: 'k' });
    const again = await ask(world, { body: GOOD, key: 'k' });
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect([again.status, again.body]).toEqual([first.status, first.body]);
  });

  it('in every event, with a signature of the documented form', async () => {
    await using world = await createWorld();
    await world.createSession();
    world.time.advance(60_000);
    await eventually(() => world.received.length === 3);
    for (const { body, signature } of world.received) {
      expect(problemsOf(event, JSON.parse(body))).toEqual([]);
      expect(signature).toMatch(/^t=[0-9]{10},v1=[0-9a-f]{64}$/);
    }
  });
});
