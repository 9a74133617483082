import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardParams, createWorld, type World } from './testing/world.ts';

const PATHS = ['/v1/crypto/onramp_sessions', '/v1/crypto/onramp_quotes', '/v1/crypto/onramp_sessions/cos_x'];
const NAMES = [
  ...Object.keys(cardParams()),
  'destination_currencies',
  'destination_networks',
  'destination_amount',
];
const QUERY_NAMES = ['limit', 'starting_after', 'ending_before', 'created', 'status', '__proto__'];

const key = fc.oneof(
  fc.constantFrom(...NAMES, ...QUERY_NAMES),
  fc.constantFrom(
    'metadata[__proto__]',
    'wallet_addresses[solana]',
    'created[gte]',
    'metadata[a][b][c]',
    'x[0][1]',
  ),
  fc.string({ maxLength: 12 }),
);
const value = fc.oneof(
  fc.constantFrom('usd', 'usdc', 'solana', 'true', '100.00', '0', '-1', '1e9', '9'.repeat(40), '10.13', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const form = fc
  .array(fc.tuple(key, value), { maxLength: 8 })
  .map((pairs) => pairs.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&'));

describe('the Stripe server', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const call = async (method: string, path: string, text: string) => {
    const answer = await fetch(`${world.url}${path}${method === 'GET' ? `?${encodeURI(text)}` : ''}`, {
      method,
      headers: { authorization: 'Bearer sk_test_sandbox' },
      ...(method === 'GET' ? {} : { body: text }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };

  it('answers any parameters with success or an error of the caller, never with a failure of its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST'),
        fc.constantFrom(...PATHS),
        form,
        async (method, path, text) => {
          const before = world.sessions().length;
          const { status, body } = await call(method, path, text);
          expect([200, 400, 404]).toContain(status);
          if (status === 200) expect(body.object).toEqual(expect.any(String));
          else
            expect(body.error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) });
          const made = method === 'POST' && status === 200 ? 1 : 0;
          expect(world.sessions().length).toBe(before + made);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('charges exactly amount plus fees, whatever the amount', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 10_000_000 }).filter((cents) => ![13, 14, 15, 17].includes(cents % 100)),
        fc.constantFrom('card', 'bank'),
        async (cents, method) => {
          const source = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
          const session = await world.createSession({
            source_amount: source,
            metadata: { payment_method: method },
          });
          world.sandbox.control.advance(session.id, 'complete');
          const [payment, delivery] = world.sandbox.control.executions().slice(-2);
          const fee = Math.floor((cents * 300 + 5_000) / 10_000);
          const total = cents + fee + 1;
          expect(payment?.amount).toBe(`${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`);
          expect(delivery?.amount).toBe(`${source}0000`);
        },
      ),
      { numRuns: 50 },
    );
  });
});
