import { request } from 'node:http';
import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './testing/world.ts';

async function call(world: World, method: string, path: string, body?: unknown, headers: object = {}) {
  const answer = await fetch(`${world.sandbox.controlUrl}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: JSON.parse(await answer.text()),
  };
}

const REQUESTS = [
  ['GET', '/'],
  ['GET', '/log'],
  ['GET', '/sessions'],
  ['HEAD', '/sessions'],
  ['PUT', '/webhook-endpoints/stripe'],
  ['POST', '/reset'],
] as const;

/** With any Host, which `fetch` would not send. */
function statusOf(
  world: World,
  { method, path, headers }: { method: string; path: string; headers: object },
): Promise<number> {
  const body = method === 'PUT' ? '{"url":"http://127.0.0.1:1/"}' : '';
  const type = body === '' ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(`${world.sandbox.controlUrl}${path}`, {
      method,
      headers: { ...type, 'content-length': String(body.length), ...headers },
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end(body);
  });
}

describe('the control API', () => {
  it('says that it is well', async () => {
    await using world = await createWorld();
    expect(await call(world, 'GET', '/health')).toMatchObject({ status: 200, body: { ok: true } });
  });

  it('switches faults on and off', async () => {
    await using world = await createWorld();
    const list = [{ kind: 'rate_limit', id: 'busy', probability: 0.5 }, { kind: 'drop_webhook' }];
    const put = await call(world, 'PUT', '/faults', list);
    expect(put).toMatchObject({
      status: 200,
      body: {
        faults: [
          { id: 'busy', probability: 0.5 },
          { id: 'drop_webhook-1', probability: 1 },
        ],
      },
    });
    expect((await call(world, 'PUT', '/faults', { faults: list })).status).toBe(200);
    expect(await call(world, 'POST', '/faults', { kind: 'drop_webhook' })).toMatchObject({
      status: 201,
      body: { fault: { id: 'drop_webhook-2' } },
    });
    expect((await call(world, 'POST', '/faults', { kind: 'outage', id: 'busy' })).status).toBe(409);
    expect((await call(world, 'DELETE', '/faults/busy')).body.faults).toHaveLength(2);
    expect((await call(world, 'DELETE', '/faults/busy')).status).toBe(404);
    expect(await call(world, 'DELETE', '/faults')).toMatchObject({ body: { faults: [] } });
    expect(await call(world, 'GET', '/faults')).toMatchObject({ body: { faults: [] } });
  });

  it.each([
    [[{ kind: 'earthquake' }]],
    [[{ kind: 'latency' }]],
    [[{ kind: 'rate_limit', probability: 1.5 }]],
    [[{ kind: 'rate_limit', colour: 'red' }]],
    [
      [
        { kind: 'rate_limit', id: 'a' },
        { kind: 'outage', id: 'a' },
      ],
    ],
    ['nonsense'],
  ])('refuses the faults %j and keeps those that are on', async (faults) => {
    await using world = await createWorld();
    world.sandbox.control.setFaults([{ kind: 'rate_limit' }]);
    const answer = await call(world, 'PUT', '/faults', faults);
    expect(answer).toMatchObject({
      status: 400,
      type: expect.stringContaining('application/problem+json'),
      body: { status: 400, code: 'invalid_input', detail: expect.any(String) },
    });
    expect(world.sandbox.control.faults()).toHaveLength(1);
  });

  it('shows sessions without their secrets, moves them, and shows what was executed', async () => {
    await using world = await createWorld();
    const { id, client_secret } = await world.createSession();
    const sessions = await call(world, 'GET', '/sessions');
    expect(sessions.body.sessions).toMatchObject([{ id, provider: 'stripe', status: 'initialized' }]);
    expect(JSON.stringify(sessions.body)).not.toContain(client_secret);
    const advance = (to: string) => call(world, 'POST', `/sessions/${id}/advance`, { to });
    expect(await advance('process')).toMatchObject({
      status: 200,
      body: { session: { status: 'fulfillment_processing' } },
    });
    expect((await advance('pay')).status).toBe(409);
    expect((await advance('complete')).status).toBe(200);
    expect((await advance('reject')).status).toBe(409);
    expect((await advance('fly')).status).toBe(400);
    expect((await call(world, 'POST', '/sessions/cos_nothing/advance', { to: 'pay' })).status).toBe(404);
    const { body } = await call(world, 'GET', '/executions');
    expect(body.executions).toMatchObject([
      { kind: 'payment', reference: id },
      { kind: 'delivery', reference: id },
    ]);
  });

  it('keeps a log that is read on from a cursor and holds no key', async () => {
    await using world = await createWorld();
    await world.createSession();
    const first = await call(world, 'GET', '/log?limit=1');
    expect(first.body).toMatchObject({
      entries: [{ kind: 'request' }],
      next_after: first.body.entries[0].seq,
    });
    const rest = await call(world, 'GET', `/log?after=${first.body.next_after}`);
    expect(rest.body.entries.map((entry: { kind: string }) => entry.kind)).toEqual(['status', 'answer']);
    expect(JSON.stringify(rest.body)).not.toContain('sk_test_sandbox');
    expect((await call(world, 'GET', '/log?after=x')).status).toBe(400);
  });

  it('sends a webhook again, and sends webhooks elsewhere or nowhere', async () => {
    await using world = await createWorld();
    const { id } = await world.createSession();
    world.sandbox.control.advance(id, 'pay');
    await eventually(() => world.received.length === 2);
    const { body } = await call(world, 'GET', '/webhooks');
    expect((await call(world, 'POST', `/webhooks/${body.webhooks[0].id}/resend`)).status).toBe(202);
    await eventually(() => world.received.length === 3);
    expect((await call(world, 'POST', '/webhooks/evt_nothing/resend')).status).toBe(404);
    expect(
      (await call(world, 'PUT', '/webhook-endpoints/stripe', { url: 'javascript:alert(1)' })).status,
    ).toBe(400);
    expect((await call(world, 'PUT', '/webhook-endpoints/stripe', { url: null })).status).toBe(200);
    world.sandbox.control.advance(id, 'complete');
    expect(world.sandbox.control.webhooks().at(-1)?.state).toBe('no_endpoint');
  });

  it('forgets everything on reset', async () => {
    await using world = await createWorld();
    const { id } = await world.createSession({}, 'key-1');
    world.sandbox.control.setFaults([{ kind: 'drop_webhook' }]);
    expect((await call(world, 'POST', '/reset')).status).toBe(200);
    world.time.advance(60_000);
    for (const path of ['/sessions', '/executions', '/webhooks', '/faults']) {
      expect(Object.values((await call(world, 'GET', path)).body)).toEqual([[]]);
    }
    expect((await world.createSession({}, 'key-1')).id).not.toBe(id);
  });

  it('frees the keys of requests that were running when it was reset', async () => {
    await using world = await createWorld({}, 200);
    world.sandbox.control.setFaults([{ kind: 'latency', ms: 1_000 }]);
    const running = world.createSession({}, 'key-1').catch((error: unknown) => error);
    await eventually(() => world.sandbox.control.log(0, 10).some((entry) => entry.kind === 'fault'));
    world.sandbox.control.reset();
    expect((await world.createSession({}, 'key-1')).status).toBe('initialized');
    expect(await running).toMatchObject({ type: 'StripeConnectionError' });
    world.time.advance(60_000);
    await world.get('/v1/crypto/onramp_sessions');
    expect(world.sessions()).toHaveLength(1);
  });

  it('answers problem details for what is not there', async () => {
    await using world = await createWorld();
    expect(await call(world, 'GET', '/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it.each([
    ['a page from elsewhere', { origin: 'http://elsewhere.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a page whose name was made to lead here', { host: 'rebind.example', origin: 'http://rebind.example' }],
    ['the same page, reading', { host: 'rebind.example' }],
    ['that name with our port', { host: 'rebind.example:12110' }],
    ['a name that begins like ours', { host: 'localhost.rebind.example' }],
    ['an address in a name', { host: '127.0.0.1.rebind.example' }],
    ['a page that the browser says is foreign', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s, whatever it asks', async (_name, headers) => {
    await using world = await createWorld();
    for (const [method, path] of REQUESTS) {
      expect(await statusOf(world, { method, path, headers })).toBe(403);
    }
    expect(world.sandbox.control.webhookUrl('stripe')).not.toBe('http://127.0.0.1:1/');
  });

  it.each([
    ['a program', {}],
    ['its own page', { origin: 'OWN' }],
    ['its own page by the name localhost', { host: 'localhost:12110', origin: 'http://localhost:12110' }],
    ['its own page by an address', { host: '[::1]:12110', origin: 'http://[::1]:12110' }],
  ])('lets %s in', async (_name, headers: { host?: string; origin?: string }) => {
    await using world = await createWorld();
    const own = headers.origin === 'OWN' ? { origin: world.sandbox.controlUrl } : headers;
    for (const [method, path] of REQUESTS) {
      expect([200, 201]).toContain(await statusOf(world, { method, path, headers: own }));
    }
  });

  it('has a page', async () => {
    await using world = await createWorld();
    const answer = await fetch(world.sandbox.controlUrl);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain('<h1>The outside world</h1>');
    const [, path = ''] = /src: url\("([^"]+)"\)/.exec(html) ?? [];
    for (const url of [world.sandbox.controlUrl, world.url]) {
      const font = await fetch(`${url}${path}`);
      expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
    }
  });
});
