import { ROUTES } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { call, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;

beforeAll(async () => {
  world = await openSystem({
    start: inProcess(),
    settings: { REQUESTS_PER_MINUTE: '20', SIGN_INS_PER_MINUTE: '3' },
  });
});
afterAll(() => world?.close());

describe('who asks too often', () => {
  it('is told when to ask again, at the stricter pace of signing in too', async () => {
    const ask = (headers: Record<string, string> = {}) =>
      call(world.url, 'POST', ROUTES.requestLink.path, { body: { email: 'a@example.com' }, headers });
    // What another site makes a browser send, or what is opened in advance, uses up nothing of the person's.
    for (const foreign of [{ origin: 'https://elsewhere.example' }, { 'sec-purpose': 'prefetch' }])
      for (let count = 0; count < 4; count += 1) expect((await ask(foreign)).status).toBe(403);
    const answers = [await ask(), await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const last = answers[3];
    expect(last && problemIn(last).code).toBe('too_many_requests');
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);

    const others = [];
    for (let count = 0; count < 21; count += 1) others.push((await call(world.url, 'GET', '/v1/me')).status);
    expect(others).toEqual([...Array(20).fill(401), 429]);
    expect((await call(world.url, 'GET', '/v1/health/ready')).status).toBe(200);
  });
});
