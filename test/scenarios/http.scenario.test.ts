import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOpenRoute, ROUTES, type RouteName } from '@diboas/protocol';
import { OF_DOCUMENTS } from '@diboas/server/security-headers';
import { inProcess } from '@diboas/testkit/in-process';
import { askServerForLink, call, type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;
let dist: string;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'diboas-dist-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>diBoaS</title>');
  writeFileSync(join(dist, 'assets', 'app-1a2b.js'), 'export {};');
  world = await openSystem({ start: inProcess(), settings: { WEB_DIST: dist } });
  ana = await world.person('ana');
});
afterAll(async () => {
  await world?.close();
  rmSync(dist, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => call(world.url, 'GET', path, { headers });

const names = Object.keys(ROUTES) as RouteName[];

describe('every route of the protocol', () => {
  it.each(names.filter((name) => !isOpenRoute(name)))('%s asks who is there first', async (name) => {
    const { method, path } = ROUTES[name];
    const answer = await call(world.url, method, path.replace(/:\w+/, 'x'));
    expect(answer.status).toBe(401);
    expect(problemIn(answer).code).toBe('not_signed_in');
  });

  it.each(names.filter(isOpenRoute))('%s is open to everybody', async (name) => {
    const { method, path } = ROUTES[name];
    const answer = await call(world.url, method, path);
    expect(answer.status).not.toBe(401);
    expect(answer.status).toBeLessThan(500);
  });

  it.each(Object.values(ROUTES).filter(({ method }) => method === 'POST'))(
    '$path changes nothing for a page of somebody else',
    async ({ method, path }) => {
      for (const foreign of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        const answer = await ana.call(method, path.replace(/:\w+/, 'x'), { body: {}, headers: foreign });
        expect(problemIn(answer).code).toBe('not_allowed');
      }
    },
  );
});

describe('a request that is not as documented', () => {
  it('names each bad field', async () => {
    const answer = await ana.call('POST', '/v1/quotes', {
      body: { operation: 'ADD_FUNDS', amount: 100, extra: 1 },
    });
    expect(answer.status).toBe(400);
    expect(problemIn(answer)).toMatchObject({
      code: 'invalid_request',
      title: 'The request is not as documented',
    });
    const paths = problemIn(answer).errors?.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['body/amount', 'body/currency', 'body']));
  });

  it('misses the idempotency key', async () => {
    const body = { quoteId: crypto.randomUUID(), total: { asset: 'USD', amount: '1.00' } };
    const answer = await ana.call('POST', '/v1/transactions', { body });
    expect(problemIn(answer).errors?.map(({ path }) => path)).toEqual(['headers/idempotency-key']);
  });

  it('uses a method that is not offered, and is told which are', async () => {
    const answer = await ana.call('DELETE', '/v1/quotes');
    expect(problemIn(answer).code).toBe('method_not_allowed');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it.each([
    ['text', { raw: '{}', headers: { 'content-type': 'text/plain' } }, 'unsupported_media_type'],
    ['broken JSON', { raw: '{', headers: { 'content-type': 'application/json' } }, 'invalid_request'],
    ['no JSON at all', { raw: '', headers: { 'content-type': 'application/json' } }, 'invalid_request'],
    ['too much', { body: 'x'.repeat(66_000) }, 'body_too_large'],
    [
      'a prototype',
      { raw: '{"__proto__":{}}', headers: { 'content-type': 'application/json' } },
      'invalid_request',
    ],
  ])('has %s as its body', async (_what, options, code) => {
    expect(problemIn(await ana.call('POST', '/v1/quotes', options)).code).toBe(code);
  });

  it('accepts no JSON', async () => {
    const answer = await ana.call('GET', '/v1/me', { headers: { accept: 'text/html' } });
    expect(problemIn(answer).code).toBe('not_acceptable');
  });

  it.each(['/v1/quotes/not-an-id', '/v1/quotes/%00', '/v1/transactions/%zz', '/v1/me?x=1'])(
    'asks for %s',
    async (path) => {
      expect(problemIn(await ana.call('GET', path)).code).toBe('invalid_request');
    },
  );
});

describe('every answer', () => {
  it('carries security headers and a request id', async () => {
    for (const path of ['/', '/v1/me', '/v1/nothing', '/openapi.json']) {
      const { headers } = await get(path, { accept: 'text/html, application/json' });
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('the web app', () => {
  it('is served with its files cached for ever and its page never', async () => {
    const page = await get('/', { accept: 'text/html' });
    expect(page.body).toContain('<title>diBoaS</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const file = await get('/assets/app-1a2b.js');
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('sends a script without what concerns documents alone, and with what concerns every file', async () => {
    const { headers } = await get('/assets/app-1a2b.js');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const page = await get('/', { accept: 'text/html' });
    for (const name of OF_DOCUMENTS) {
      expect(page.headers.get(name), name).not.toBeNull();
      expect(headers.get(name), name).toBeNull();
    }
    expect(page.headers.get('content-security-policy')).toContain("worker-src 'none'");
    const gone = await get('/assets/gone.js');
    expect(gone.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('answers page addresses of its own, and never for the API', async () => {
    expect((await get('/transactions/1', { accept: 'text/html' })).body).toContain('<title>diBoaS</title>');
    for (const path of ['/v1/nothing', '/api/nothing', '/assets/gone.js', '/docs/nothing']) {
      expect((await get(path, { accept: 'text/html' })).status).toBe(404);
    }
    expect((await get('/transactions/1')).status).toBe(404);
    expect((await get('/..%2f..%2fetc/passwd', { accept: 'text/html' })).status).not.toBe(500);
  });
});

describe('the documents', () => {
  it('list every route of the protocol', async () => {
    const { body } = await get('/openapi.json');
    const { paths } = body as { paths: Record<string, Record<string, { operationId: string }>> };
    for (const [name, { method, path }] of Object.entries(ROUTES)) {
      const documented = paths[path.replace(/:(\w+)/g, '{$1}')];
      expect(documented?.[method.toLowerCase()]?.operationId).toBe(name);
    }
  });

  it('have a page that needs nothing from outside', async () => {
    const page = await get('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/https?:\/\//);
    expect((await get('/docs/scalar/js/scalar.js')).status).toBe(200);
    expect((await get('/docs/scalar/')).status).toBe(404);
  });
});

describe('the server', () => {
  it('says what it is and how it does', async () => {
    expect((await get('/v1/config')).body).toEqual({ mailbox: true, world: 'sandbox', support: null });
    expect((await get('/v1/health/live')).body).toEqual({ status: 'ok' });
    expect((await get('/v1/health/ready')).body).toEqual({ status: 'ok', pricesAt: null });
    const metrics = (await get('/v1/metrics')).body;
    for (const name of [
      'commit_seconds',
      'inputs_total',
      'http_request_seconds',
      'live_sockets',
      'due_passes_total',
    ]) {
      expect(metrics).toContain(`diboas_${name}`);
    }
  });
});

describe('signing in', () => {
  it('works once a link, sets a cookie no script can read, and is audited', async () => {
    const email = 'once@example.com';
    const token = await askServerForLink(world.url, email);
    const follow = () => call(world.url, 'POST', ROUTES.followLink.path, { body: { token, pressed: true } });
    const first = await follow();
    expect(first.headers.getSetCookie()[0]).toMatch(/^diboas\.session=.*HttpOnly; SameSite=Lax$/);
    const again = await follow();
    expect([again.body, again.headers.getSetCookie()]).toMatchObject([{ outcome: 'used', email }, []]);
    const entries = await world.database.query(
      "SELECT actor = subject AS own FROM audit JOIN auth_users ON actor = id::text WHERE act = 'signed_in' AND email = $1",
      [email],
    );
    expect(entries).toEqual([{ own: true }]);
    const kept = await world.database.query('SELECT l::text, s::text FROM auth_links l, auth_sessions s');
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it('shows the mailbox without running anything a mail brings', async () => {
    const answer = await get('/mailbox');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(answer.body).not.toContain('<script');
  });
});
