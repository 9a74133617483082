import { PROBLEMS, ROUTES, type RouteName } from '@diboas/protocol';
import { firstOnRamp } from '@diboas/providers/testing';
import { inProcess } from '@diboas/testkit/in-process';
import { type Answer, call, type Person, type PersonCallOptions, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;
/** Ids that exist, so that what is wrong is not always the id. */
let known: { quote: string; transaction: string; draft: string };

beforeAll(async () => {
  // The person does not pay and the sandbox keeps quiet, so nothing but what these tests send changes anything.
  world = await openSystem({ start: inProcess(), sandbox: { SANDBOX_AUTO_PAY: 'off' } });
  await world.outside.setFaults([{ kind: 'drop_webhook' }]);
  ana = await world.person('ana');
  const quote = await ana.quote();
  const { id: transaction } = await ana.add();
  await ana.until(transaction, 'awaiting_you');
  const draft = ana.draft(await ana.call('POST', '/v1/drafts', { body: { wizard: 'add_funds' } }));
  known = { quote: quote.id, transaction, draft: draft.id };
});
afterAll(() => world?.close());

const TABLES = [
  'customers',
  'quotes',
  'transactions',
  'accounts',
  'transfers',
  'journal',
  'idempotency_keys',
  'inbox',
  'operator_items',
  'item_closings',
  'drafts',
  'recipients',
  'auth_users',
  'auth_links',
] as const;

/** A fingerprint of everything that is kept, but for the audit, which may grow by what was refused. */
async function everything(): Promise<string> {
  const parts = TABLES.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM ${table} AS t) AS ${table}`,
  );
  const [row] = await world.database.query(`SELECT ${parts.join(', ')}`);
  return JSON.stringify(row);
}

/** Text with everything that trips parsers: NUL, lone surrogates are left out as fetch cannot send them. */
const nasty = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    '',
    '\u0000',
    '../../etc/passwd',
    "'; DROP TABLE transactions; --",
    '<script>alert(1)</script>',
    '1e309',
    'NaN',
    '-0',
    '0x10',
    '１００',
    '__proto__',
    'constructor',
    '9'.repeat(400),
  ),
);

const knownId = fc
  .constantFrom('quote' as const, 'transaction' as const, 'draft' as const)
  .map((kind) => known[kind]);

/** Values near what is documented, and values that are nowhere near. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('100.00', 'USD', 'USDC', 'solana', 'card', 'ADD_FUNDS', 'add_funds', 1, 2),
  },
  { weight: 2, arbitrary: fc.constant(null).chain(() => knownId) },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 3, arbitrary: nasty },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

const fieldName = fc.constantFrom(
  'operation',
  'amount',
  'currency',
  'method',
  'asset',
  'network',
  'quoteId',
  'total',
  'wizard',
  'version',
  'event',
  'type',
  'extra',
  '__proto__',
);

const jsonBody = fc.oneof(
  fc.dictionary(fieldName, value, { maxKeys: 8 }),
  fc.record({
    version: fc.constantFrom(1, 2, '1', 1.5),
    event: fc.dictionary(fieldName, value, { maxKeys: 3 }),
  }),
  fc.record({ quoteId: value, total: fc.dictionary(fieldName, value, { maxKeys: 3 }) }),
  fc.jsonValue(),
);

const body: fc.Arbitrary<PersonCallOptions> = fc.oneof(
  { weight: 6, arbitrary: jsonBody.map((one) => ({ body: one })) },
  {
    weight: 2,
    arbitrary: fc.record({
      raw: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
      headers: fc.record({
        'content-type': fc.constantFrom(
          'application/json',
          'text/plain',
          'application/xml',
          'multipart/form-data',
        ),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ body: 'x'.repeat(70_000) }) },
);

/** Headers that fetch lets through: visible ASCII. */
const headerText = fc.string({ unit: fc.constantFrom(...'abcXYZ019 /;,=*"\'{}%~'), maxLength: 150 });
const headers = fc.record(
  {
    'idempotency-key': headerText,
    accept: headerText,
    origin: fc.constantFrom('null', 'https://elsewhere.example', ''),
    'x-request-id': headerText,
    'content-encoding': fc.constantFrom('gzip', 'br'),
  },
  { requiredKeys: [] },
);

const segment = fc.oneof(
  fc.constant(null).chain(() => knownId),
  nasty.map(encodeURIComponent),
  fc.constantFrom('%', '%zz', '%00', '%2e%2e', '..', 'x'.repeat(600)),
);
const query = fc.oneof(
  fc.constant(''),
  fc
    .dictionary(fc.constantFrom('limit', 'cursor', 'x'), nasty, { maxKeys: 3 })
    .map((one) => `?${new URLSearchParams(one)}`),
  fc.constantFrom('?limit=1&limit=1', '?cursor[]=1', '?%', '?limit=100'),
);

// Whoever signs out is refused from then on, and nothing more is learned.
const routeName = fc.constantFrom(
  ...(Object.keys(ROUTES) as RouteName[]).filter((name) => name !== 'signOut'),
);
const request = fc.record({
  name: routeName,
  method: fc.option(fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'), {
    freq: 10,
    nil: undefined,
  }),
  segment,
  query,
  body,
  headers,
});

/** What an answer to a request that was not well formed may be: documented, and never a fault of ours. */
function expectDocumented(answer: Answer, method: string): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status < 400 || method === 'HEAD') return;
  const refusal = problemIn(answer);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(refusal.status).toBe(answer.status);
  expect(PROBLEMS[refusal.code].status).toBe(answer.status);
  expect(answer.headers.get('x-request-id')).toBe(refusal.requestId);
}

describe('any input', () => {
  it('to any route gets a documented answer, and what is refused changes nothing', {
    timeout: 120_000,
  }, async () => {
    let before = await everything();
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        const route = ROUTES[one.name];
        const method = one.method ?? route.method;
        const path = `${route.path.replace(/:\w+/, one.segment)}${one.query}`;
        const sent = method === 'GET' || method === 'HEAD' ? {} : one.body;
        const answer = await ana.call(method, path, {
          ...sent,
          headers: { ...sent.headers, ...one.headers },
        });
        expectDocumented(answer, method);
        const after = await everything();
        if (answer.status >= 400) expect(after).toBe(before);
        before = after;
      }),
      { numRuns: 400 },
    );
  });

  it('to signing in gets a documented answer', { timeout: 60_000 }, async () => {
    const email = fc.oneof(nasty, fc.emailAddress(), value);
    const target = fc.constantFrom(
      '/',
      '//elsewhere.example',
      'https://elsewhere.example',
      '/\\elsewhere.example',
      '/a b',
    );
    await fc.assert(
      fc.asyncProperty(email, target, nasty, async (to, next, token) => {
        const asked = await call(world.url, 'POST', ROUTES.requestLink.path, { body: { email: to, next } });
        expectDocumented(asked, 'POST');
        const followed = await call(world.url, 'POST', ROUTES.followLink.path, {
          body: { token, pressed: true },
        });
        expectDocumented(followed, 'POST');
        expect(followed.headers.getSetCookie()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('to webhooks gets a documented answer and moves nothing', { timeout: 60_000 }, async () => {
    const before = await everything();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(firstOnRamp.id, 'nobody', '%00', 'x'.repeat(50)),
        body,
        async (provider, one) => {
          const answer = await call(world.url, 'POST', `/v1/webhooks/${provider}`, {
            ...one,
            headers: {
              ...one.headers,
              [firstOnRamp.signatureHeader]: `t=${Math.floor(Date.now() / 1_000)},v1=00`,
            },
          });
          expectDocumented(answer, 'POST');
          expect(answer.status).toBeGreaterThanOrEqual(400);
        },
      ),
      { numRuns: 100 },
    );
    expect(await everything()).toBe(before);
  });

  it('that is not even HTTP gets a problem document', async () => {
    const { connect } = await import('node:net');
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () =>
        socket.write('NONSENSE\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('utf8');
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });
});
