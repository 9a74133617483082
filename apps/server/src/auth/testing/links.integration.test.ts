import { MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { openPool } from '@diboas/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForLink } from '../links.ts';
import { createSignInWorld } from './sign-in-world.ts';

let world: Awaited<ReturnType<typeof createSignInWorld>>;
beforeAll(async () => {
  world = await createSignInWorld();
});
afterAll(() => world?.close());

describe('strangers who ask for somebody\u2019s link all the time', () => {
  it('neither flood the mailbox nor keep the owner out [link.flood]', async () => {
    const [owner, email] = [world.browser(), 'wanted@example.com'];
    const until = world.clock.at + 60 * MINUTE_MS;
    while (world.clock.at < until) {
      world.clock.at += 20 * SECOND_MS;
      await world.browser().ask(email);
    }
    expect(world.mailbox.mails(email).length).toBeLessThanOrEqual(12);
    const token = await owner.ask(email);
    // The mail was a stranger's doing, and the owner's browser is known by it all the same.
    expect((await owner.follow(token)).outcome).toBe('signed_in');
    expect(await owner.email()).toBe(email);
  });

  it('at the same moment and on any number of nodes have one mail sent', async () => {
    const nodes = [1, 2, 3].map(() => openPool(world.database.appUrl, { max: 4 }));
    const asked = { email: 'nodes@example.com', next: '/' };
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        askForLink(nodes[index % 3] ?? world.pool, { ...asked, browser: `browser ${index}` }, world.clock.at),
      ),
    );
    await Promise.all(nodes.map((node) => node.end()));
    expect(tokens.filter((token) => token !== null)).toHaveLength(1);
  });

  it('are answered alike, whether the address is known and whether a mail went out', async () => {
    await world.browser().signIn('known@example.com');
    const answers = new Set<string>();
    for (const email of ['known@example.com', 'other@example.com', 'known@example.com']) {
      const answer = await world.browser().send('POST', '/v1/sign-in/links', { email });
      const { date, 'x-request-id': _, 'set-cookie': cookie, ...headers } = answer.headers;
      const fixed = { ...answer.json(), email: '' };
      answers.add(
        JSON.stringify([answer.statusCode, fixed, Object.keys(headers), String(cookie).length, typeof date]),
      );
    }
    expect(answers.size).toBe(1);
  });
});

describe('a new person', () => {
  it('who follows two links at the same moment is one person, and nobody is told that the database is away [link.race]', async () => {
    for (let time = 0; time < 10; time += 1) {
      const email = `twice${time}@example.com`;
      const [first, second] = [world.browser(), world.browser()];
      const one = await first.ask(email);
      world.clock.at += MINUTE_MS;
      const other = await second.ask(email);
      const outcomes = await Promise.all([first.follow(one), second.follow(other)]);
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['signed_in', 'used']);
      const users = await world.database.query(`SELECT id FROM auth_users WHERE email = '${email}'`);
      expect(users).toHaveLength(1);
    }
  });

  it('gets one session of one link, however often it is followed at once', async () => {
    const browser = world.browser();
    const token = await browser.ask('tenfold@example.com');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => browser.follow(token, true)));
    expect(outcomes.filter(({ outcome }) => outcome === 'signed_in')).toHaveLength(1);
    const sessions = await world.database.query(
      "SELECT s.id FROM auth_sessions s JOIN auth_users u ON u.id = user_id WHERE email = 'tenfold@example.com'",
    );
    expect(sessions).toHaveLength(1);
  });

  it('signs in whatever way the database writes dates', async () => {
    const name = new URL(world.database.url).pathname.slice(1);
    for (const style of ['German', 'SQL, DMY']) {
      await world.database.query(`ALTER DATABASE "${name}" SET datestyle = '${style}'`);
      const pool = openPool(world.database.appUrl, { max: 1 });
      await pool.query(`SET datestyle = '${style}'`);
      const asked = { email: 'datum@example.com', next: '/', browser: 'browser' };
      world.clock.at += MINUTE_MS;
      expect(await askForLink(pool, asked, world.clock.at)).not.toBeNull();
      expect(await askForLink(pool, asked, world.clock.at)).toBeNull();
      await pool.end();
    }
  });
});

describe('the application', () => {
  it('cannot change whose account an address is', async () => {
    for (const act of ["UPDATE auth_users SET email = 'x@example.com'", 'DELETE FROM auth_users']) {
      await expect(world.pool.query(act)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(world.pool.query('UPDATE auth_sessions SET user_id = user_id')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
