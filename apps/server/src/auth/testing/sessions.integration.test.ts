import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { sessionLife, sessionList } from '@diboas/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSIONS_MAX } from '../follow.ts';
import { createSignInWorld } from './sign-in-world.ts';

let world: Awaited<ReturnType<typeof createSignInWorld>>;
beforeAll(async () => {
  world = await createSignInWorld();
});
afterAll(() => world?.close());

type Browser = ReturnType<typeof world.browser>;

const list = async (browser: Browser) =>
  sessionList.parse((await browser.send('GET', '/v1/sessions')).json()).items;
const life = async (browser: Browser) => sessionLife.parse((await browser.send('GET', '/v1/session')).json());
const stay = (browser: Browser) => browser.send('POST', '/v1/session/stay');

/** What the hub is told. */
function listen(): string[] {
  const told: string[] = [];
  world.signIn.onSessionsEnded((ids) => told.push(...ids));
  return told;
}

describe('a session', () => {
  it('ends after half an hour in which nobody did anything, however often a page reads [session.stolen]', async () => {
    const browser = world.browser();
    await browser.signIn('idle@example.com');
    for (let minute = 0; minute < 29; minute += 1) {
      world.clock.at += MINUTE_MS;
      expect(await browser.email()).toBe('idle@example.com');
    }
    expect((await life(browser)).idleMs).toBe(MINUTE_MS);
    world.clock.at += MINUTE_MS;
    expect(await browser.email()).toBeNull();
    expect((await stay(browser)).statusCode).toBe(401);
  });

  it('goes on while somebody is at it, and ends after a day all the same', async () => {
    const browser = world.browser();
    await browser.signIn('busy@example.com');
    const begun = world.clock.at;
    while (world.clock.at < begun + 24 * HOUR_MS - 20 * MINUTE_MS) {
      world.clock.at += 20 * MINUTE_MS;
      expect((await stay(browser)).statusCode).toBe(200);
    }
    expect(await life(browser)).toEqual({ idleMs: 20 * MINUTE_MS, lifeMs: 20 * MINUTE_MS });
    world.clock.at = begun + 24 * HOUR_MS;
    expect(await browser.email()).toBeNull();
  });

  it('is written to once a minute at most', async () => {
    const browser = world.browser();
    await browser.signIn('often@example.com');
    const version = async () =>
      await world.database.query<{ xmin: string }>(
        "SELECT s.xmin FROM auth_sessions s JOIN auth_users u ON u.id = user_id WHERE email = 'often@example.com'",
      );
    world.clock.at += MINUTE_MS;
    expect((await stay(browser)).json().idleMs).toBe(30 * MINUTE_MS);
    const written = await version();
    for (let time = 0; time < 5; time += 1) {
      world.clock.at += 10 * SECOND_MS;
      await stay(browser);
    }
    expect(await version()).toEqual(written);
  });

  it('takes the place of the one this browser had', async () => {
    const told = listen();
    const browser = world.browser();
    await browser.signIn('again@example.com');
    const before = new Map(browser.cookies);
    const [old] = await list(browser);
    await browser.signIn('again@example.com');
    expect(await list(browser)).toHaveLength(1);
    expect(told).toEqual([old?.id]);
    const thief = world.browser();
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect(await thief.email()).toBeNull();
  });

  it('is not anybody else\u2019s to end or to see', async () => {
    const [ana, ben] = [world.browser(), world.browser()];
    await ana.signIn('ana-own@example.com');
    await ben.signIn('ben-own@example.com');
    const [own] = await list(ana);
    expect((await ben.send('POST', `/v1/sessions/${own?.id}/end`)).statusCode).toBe(404);
    expect((await list(ben)).map(({ id }) => id)).not.toContain(own?.id);
    expect(await ana.email()).toBe('ana-own@example.com');
  });

  it('holds nothing of its secret in the database', async () => {
    const browser = world.browser();
    await browser.signIn('hashed@example.com');
    const [secret = ''] = (browser.cookies.get('diboas.session') ?? '').split('.');
    const hex = Buffer.from(secret, 'utf8').toString('hex');
    const rows = await world.database.query<{ row: string }>(
      'SELECT s::text AS row FROM auth_sessions s UNION ALL SELECT l::text FROM auth_links l',
    );
    expect(rows.filter(({ row }) => row.includes(secret) || row.includes(hex))).toEqual([]);
  });

  it('whose cookie nobody signed is refused without asking the database', async () => {
    const browser = world.browser();
    await browser.signIn('forged@example.com');
    const [secret] = (browser.cookies.get('diboas.session') ?? '').split('.');
    const queries: unknown[] = [];
    const query = world.pool.query.bind(world.pool);
    world.pool.query = ((...args: Parameters<typeof query>) => {
      queries.push(args);
      return query(...args);
    }) as typeof query;
    for (const forged of ['', 'x', `${secret}`, `${secret}.${'x'.repeat(43)}`]) {
      browser.cookies.set('diboas.session', forged);
      expect(await browser.email()).toBeNull();
    }
    world.pool.query = query;
    expect(queries).toEqual([]);
  });
});

describe('where somebody is signed in', () => {
  const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0';

  it('is listed with this browser first, in names and not in what browsers say of themselves', async () => {
    const [here, there] = [world.browser(FIREFOX), world.browser('x'.repeat(12_000))];
    await here.signIn('list@example.com');
    world.clock.at += MINUTE_MS;
    await there.signIn('list@example.com');
    expect(await list(here)).toMatchObject([
      { current: true, browser: 'Firefox', system: 'Windows' },
      { current: false, browser: null, system: null },
    ]);
    expect((await list(there))[0]).toMatchObject({ current: true, browser: null });
  });

  it('is ended one by one, all others at once, or everywhere, and each ending is on record and told at once [session.stolen]', async () => {
    const told = listen();
    const browsers = [world.browser(), world.browser(), world.browser(), world.browser()] as const;
    const [here, second, third, fourth] = browsers;
    for (const browser of browsers) await browser.signIn('many@example.com');
    const standing = async () => await Promise.all(browsers.map(async (one) => (await one.email()) !== null));
    const [, one] = await list(here);
    world.clock.at += 1;
    expect((await here.send('POST', `/v1/sessions/${one?.id}/end`)).json()).toEqual({ ended: 1 });
    expect(told).toEqual([one?.id]);
    expect((await standing()).filter(Boolean)).toHaveLength(3);
    expect((await here.send('POST', '/v1/sessions/end-others')).json()).toEqual({ ended: 2 });
    expect(await standing()).toEqual([true, false, false, false]);
    for (const browser of [second, third, fourth]) await browser.signIn('many@example.com');
    world.clock.at += 1;
    await third.signOut(true);
    expect(await standing()).toEqual([false, false, false, false]);
    expect(told).toHaveLength(7);
    const acts = await world.acts();
    expect(acts.filter((act) => act === 'session_ended').length).toBeGreaterThanOrEqual(3);
    expect(acts.at(-1)).toBe('signed_out');
  });

  it('is at most twenty places: the oldest ends', async () => {
    const told = listen();
    const browsers = Array.from({ length: SESSIONS_MAX + 1 }, () => world.browser());
    for (const browser of browsers) {
      world.clock.at += SECOND_MS;
      await browser.signIn('cap@example.com');
    }
    const [oldest, next] = browsers;
    expect([await oldest?.email(), await next?.email()]).toEqual([null, 'cap@example.com']);
    expect(told).toHaveLength(1);
  });
});

describe('many sessions', () => {
  it('are checked by one question', async () => {
    const [ana, ben, gone] = [world.browser(), world.browser(), world.browser()];
    await ana.signIn('ana-standing@example.com');
    await ben.signIn('ben-standing@example.com');
    await gone.signIn('gone-standing@example.com');
    const idOf = async (browser: Browser) => (await list(browser))[0]?.id ?? '';
    const ids = [await idOf(ana), await idOf(ben), await idOf(gone)];
    await gone.signOut();
    expect([...(await world.signIn.standing([...ids, crypto.randomUUID()]))].sort()).toEqual(
      ids.slice(0, 2).sort(),
    );
    world.clock.at += 20 * MINUTE_MS;
    await stay(ana);
    world.clock.at += 20 * MINUTE_MS;
    expect([...(await world.signIn.standing(ids))]).toEqual(ids.slice(0, 1));
  });

  it('that are over are swept away with the links of yesterday, and that is on record', async () => {
    const browser = world.browser();
    await browser.signIn('swept@example.com');
    await browser.ask('swept@example.com');
    world.clock.at += 25 * HOUR_MS;
    const before = (await world.acts()).length;
    await world.signIn.purge();
    const [left] = await world.database.query<{ count: string }>(
      'SELECT (SELECT count(*) FROM auth_sessions) + (SELECT count(*) FROM auth_links) AS count',
    );
    expect(left?.count).toBe('0');
    expect((await world.acts()).slice(before).every((act) => act === 'session_ended')).toBe(true);
  });
});
