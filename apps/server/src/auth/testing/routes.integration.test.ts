import { MINUTE_MS } from '@diboas/kernel';
import { ROUTES } from '@diboas/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInWorld } from './sign-in-world.ts';

let world: Awaited<ReturnType<typeof createSignInWorld>>;
beforeAll(async () => {
  world = await createSignInWorld();
});
afterAll(() => world?.close());

let people = 0;
const somebody = () => {
  people += 1;
  return `person${people}@example.com`;
};

describe('a link', () => {
  it('M70 signs in the browser that asked for it, once, and leads on to where the person was going', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const token = await browser.ask(email, '/add/1/review');
    const followed = { outcome: 'signed_in', email, next: '/add/1/review', signedInAs: null };
    expect(await browser.follow(token)).toEqual(followed);
    expect(await browser.email()).toBe(email);
    expect(await world.browser().follow(token, true)).toMatchObject({ outcome: 'used', email });
  });

  it('asks in any other browser first, so that nobody signs somebody else in', async () => {
    const [attacker, victim, own] = [world.browser(), world.browser(), somebody()];
    await victim.signIn(own);
    const theirs = somebody();
    const token = await attacker.ask(theirs);
    const asked = { outcome: 'ask', email: theirs, next: '/', signedInAs: own };
    expect(await victim.follow(token)).toEqual(asked);
    expect(await victim.email()).toBe(own);
    expect((await world.browser().follow(token)).outcome).toBe('ask');
    expect((await victim.follow(token, true)).outcome).toBe('signed_in');
    expect(await victim.email()).toBe(theirs);
  });

  it('asks when somebody else is signed in in the browser that asked for it', async () => {
    const [browser, first, second] = [world.browser(), somebody(), somebody()];
    const token = await browser.ask(second);
    await browser.signIn(first);
    const again = await browser.ask(second);
    expect(await browser.follow(again)).toMatchObject({ outcome: 'ask', signedInAs: first });
    expect(await browser.email()).toBe(first);
    expect((await browser.follow(token, true)).outcome).toBe('signed_in');
  });

  it('is used up by nothing but a press or the browser that asked [link.prefetched]', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const token = await browser.ask(email);
    const scanner = world.browser('SafeLinks/1.0');
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
      const answer = await world.app.inject({ method, url: `/sign-in/link?token=${token}` });
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect((await world.app.inject({ method, url: ROUTES.followLink.path })).statusCode).toBe(405);
    }
    for (const purpose of [{ 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }]) {
      const ahead = await browser.send('POST', ROUTES.followLink.path, { token, pressed: false }, purpose);
      expect([ahead.statusCode, ahead.headers['set-cookie']]).toEqual([403, undefined]);
    }
    expect((await scanner.follow(token)).outcome).toBe('ask');
    expect((await browser.follow(token)).outcome).toBe('signed_in');
  });

  it('that another site has followed changes nothing', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const token = await browser.ask(email);
    const foreign: Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const answer = await browser.send('POST', ROUTES.followLink.path, { token, pressed: true }, headers);
      expect(answer.statusCode).toBe(403);
    }
    const form = await world.app.inject({
      ...{ method: 'POST', url: ROUTES.followLink.path, payload: `token=${token}&pressed=true` },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.statusCode).toBe(415);
    expect((await browser.follow(token)).outcome).toBe('signed_in');
  });

  it('is good for ten minutes', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const token = await browser.ask(email);
    world.clock.at += 10 * MINUTE_MS - 1;
    expect((await world.browser().follow(token)).outcome).toBe('ask');
    world.clock.at += 1;
    expect(await browser.follow(token, true)).toMatchObject({ outcome: 'old', email });
    expect(await browser.email()).toBeNull();
  });

  it.each(['', 'x', 'x'.repeat(42), 'x'.repeat(43), 'x'.repeat(999), "';--", 'ö'.repeat(43), '<b>'])(
    'of which a part is missing is told to be so: %j',
    async (token) => {
      const answer = { outcome: 'not_whole', email: null, next: '/', signedInAs: null };
      expect(await world.browser().follow(token, true)).toEqual(answer);
    },
  );

  it('is void once its person signed in by another, and once they signed out', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const first = await browser.ask(email);
    world.clock.at += MINUTE_MS;
    const second = await browser.ask(email);
    expect(second).not.toBe(first);
    expect((await browser.follow(first)).outcome).toBe('signed_in');
    expect((await browser.follow(second, true)).outcome).toBe('used');
    const third = await browser.ask(email);
    await browser.signOut();
    expect((await browser.follow(third, true)).outcome).toBe('used');
    expect(await browser.email()).toBeNull();
  });

  it('signs in all the same when the end of the session before cannot be put on record', async () => {
    const [browser, email] = [world.browser(), somebody()];
    await browser.signIn(email);
    world.clock.at += 2 * MINUTE_MS;
    const token = await browser.ask(email);
    world.failNotes('session_ended');
    expect((await browser.follow(token)).outcome).toBe('signed_in');
    world.failNotes(null);
    expect(await browser.email()).toBe(email);
    expect(world.lost).toHaveLength(1);
  });

  it('that is not good is put on record once a minute, however often it is followed', async () => {
    world.clock.at += 2 * MINUTE_MS;
    const refused = async () => (await world.acts()).filter((act) => act === 'sign_in_refused').length;
    const before = await refused();
    const browser = world.browser();
    for (let time = 0; time < 5; time += 1) await browser.follow('y'.repeat(43), true);
    expect(await refused()).toBe(before + 1);
    world.clock.at += MINUTE_MS;
    await browser.follow('y'.repeat(43), true);
    const [last] = await world.database.query<{ detail: { unrecorded: number } }>(
      "SELECT detail FROM audit WHERE act = 'sign_in_refused' ORDER BY at DESC, audit_id DESC LIMIT 1",
    );
    expect(last?.detail.unrecorded).toBe(4);
  });
});

describe('asking for a link', () => {
  it.each([
    'ana&ben@example.com',
    'josé@example.com',
    "o'neil@example.com",
    'ana@münchen.de',
    '"a b"@example.com',
  ])('works by %s', async (email) => {
    const browser = world.browser();
    const answer = await browser.send('POST', ROUTES.requestLink.path, { email });
    expect(answer.statusCode).toBe(200);
    const kept = answer.json().email;
    const token = new URL(world.mailbox.mails(kept)[0]?.link ?? '').hash.slice(1);
    expect((await browser.follow(token)).outcome).toBe('signed_in');
    expect(await browser.email()).toBe(kept);
  });

  it.each([
    { email: 'ana' },
    { email: 'ana@example.com', next: 'https://elsewhere.example' },
    { email: 'ana@example.com', next: '//elsewhere.example' },
    { email: 'ana@example.com', next: '/\\elsewhere.example' },
    { email: 'ana@example.com\r\nBcc: x@example.com' },
    { email: ['ana@example.com'] },
    { email: 'ana@example.com', admin: true },
  ])('is refused for %j', async (payload) => {
    const answer = await world.browser().send('POST', ROUTES.requestLink.path, payload);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('has its mail sent also when that cannot be put on record, so that asking again is no promise of nothing', async () => {
    const [browser, email] = [world.browser(), somebody()];
    await world.database.query('REVOKE INSERT ON audit FROM diboas_app');
    const refused = await browser.send('POST', ROUTES.requestLink.path, { email });
    await world.database.query('GRANT INSERT ON audit TO diboas_app');
    expect(refused.statusCode).toBe(503);
    expect((await browser.send('POST', ROUTES.requestLink.path, { email })).statusCode).toBe(200);
    expect(world.mailbox.mails(email)).toHaveLength(1);
  });

  it('puts no address on record that could be read', async () => {
    await world.browser().ask('hidden@example.com');
    const rows = await world.database.query<{ row: string }>('SELECT audit::text AS row FROM audit');
    expect(rows.filter(({ row }) => row.includes('@'))).toEqual([]);
    expect((await world.acts()).includes('link_requested')).toBe(true);
  });
});

describe('signing out', () => {
  it('ends the session, is audited, and tells the browser to forget', async () => {
    const [browser, email] = [world.browser(), somebody()];
    await browser.signIn(email);
    const cookies = new Map(browser.cookies);
    world.clock.at += 1;
    const answer = await browser.signOut();
    expect([answer.statusCode, answer.headers['cache-control'], answer.headers['clear-site-data']]).toEqual([
      ...[200, 'no-store', '"cache", "cookies"'],
    ]);
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(await browser.email()).toBeNull();
    expect((await world.acts()).at(-1)).toBe('signed_out');
    const before = (await world.acts()).length;
    expect((await browser.signOut()).statusCode).toBe(200);
    expect(await world.acts()).toHaveLength(before);
  });

  it('is never said to be done while the session still stands', async () => {
    const [browser, email] = [world.browser(), somebody()];
    await browser.signIn(email);
    await world.database.query('REVOKE DELETE ON auth_sessions FROM diboas_app');
    const refused = await browser.signOut();
    await world.database.query('GRANT DELETE ON auth_sessions TO diboas_app');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(await browser.email()).toBe(email);
    expect((await browser.signOut()).statusCode).toBe(200);
    expect(await browser.email()).toBeNull();
  });

  it('everywhere leaves nobody signed in who was following a link at that moment', async () => {
    const [browser, other, email] = [world.browser(), world.browser(), somebody()];
    await browser.signIn(email);
    world.clock.at += MINUTE_MS;
    const token = await other.ask(email);
    const holder = new pg.Client({ connectionString: world.database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE customers IN SHARE MODE');
    const waiting = `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE d.datname = current_database() AND NOT l.granted AND l.locktype = $1`;
    const waits = async (kind: string) => (await holder.query(waiting, [kind])).rows.length > 0;
    const following = other.follow(token);
    await expect.poll(() => waits('relation')).toBe(true);
    let isOut = false;
    const signingOut = browser.signOut(true).finally(() => {
      isOut = true;
    });
    await expect.poll(async () => isOut || (await waits('advisory'))).toBe(true);
    await holder.query('COMMIT');
    await Promise.all([following, signingOut]);
    await holder.end();
    expect([await browser.email(), await other.email()]).toEqual([null, null]);
  });

  it('cannot be done by another site', async () => {
    const [browser, email] = [world.browser(), somebody()];
    await browser.signIn(email);
    const origin = { origin: 'https://elsewhere.example' };
    expect((await browser.send('POST', ROUTES.signOut.path, {}, origin)).statusCode).toBe(403);
    expect((await browser.send('GET', ROUTES.signOut.path)).statusCode).toBe(405);
    expect(await browser.email()).toBe(email);
  });
});

describe('what tells who is signed in', () => {
  it('is kept by no cache, and shows no secret', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const token = await browser.ask(email);
    const followed = await browser.send('POST', ROUTES.followLink.path, { token, pressed: false });
    const asked = await browser.send('GET', ROUTES.readSignedIn.path);
    const [secret = ''] = [...browser.cookies.values()];
    for (const { headers, body } of [followed, asked]) {
      expect(headers['cache-control']).toBe('no-store');
      expect(body).not.toContain(secret.split('.')[0]);
      expect(body).not.toContain(token);
    }
    expect(asked.json()).toEqual({ email, ended: false });
  });

  it('speaks of a session that ended only where one did', async () => {
    const [browser, email] = [world.browser(), somebody()];
    const ask = async () => (await browser.send('GET', ROUTES.readSignedIn.path)).json();
    expect(await ask()).toEqual({ email: null, ended: false });
    await browser.signIn(email);
    world.clock.at += 31 * MINUTE_MS;
    expect(await ask()).toEqual({ email: null, ended: true });
    await browser.signIn(email);
    await browser.signOut();
    expect(await ask()).toEqual({ email: null, ended: false });
    browser.cookies.set('diboas.session', `${'x'.repeat(43)}.${'y'.repeat(43)}`);
    expect(await ask()).toEqual({ email: null, ended: false });
  });
});
