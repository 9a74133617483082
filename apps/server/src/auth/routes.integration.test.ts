import { bucketOf, createId } from '@diboas/kernel';
import { createPostgresStore, openPool } from '@diboas/storage';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/server.ts';
import { createMetrics } from '../metrics.ts';
import { createSystemRandom } from '../system-random.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { createMailbox } from './mailbox.ts';
import { mountAuthRoutes } from './routes.ts';
import { createSignIn } from './sign-in.ts';
import { noteSignIn, type SignInAct } from './sign-in-audit.ts';

const publicUrl = 'http://127.0.0.1:3000';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let app: Awaited<ReturnType<typeof createHttpServer>>;
let mailbox: ReturnType<typeof createMailbox>;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 2 });
  const clock = { now: Date.now };
  const random = createSystemRandom();
  const logger = pino({ level: 'silent' });
  const parts = {
    ...{ store: createPostgresStore(pool), clock },
    createId: (text: string) => createId({ now: clock.now(), random, bucket: bucketOf(text) }),
  };
  const note = (act: SignInAct, customerId: string | null) => noteSignIn(parts, act, customerId);
  mailbox = createMailbox(clock);
  const signIn = createSignIn({
    ...{ pool, publicUrl, logger, mailer: mailbox, secret: 'a secret that only this test signs with' },
    onSignIn: async (customerId) => {
      await parts.store.ensureCustomer(customerId, clock.now());
      await note('signed_in', customerId);
    },
  });
  app = await createHttpServer({
    ...{
      publicUrl,
      trustedProxies: [],
      addressKey: 'tests',
      requestsPerMinute: 1_000,
      webDist: null,
      logger,
    },
    metrics: createMetrics(),
    async mount(server) {
      mountAuthRoutes(server, { signIn, publicUrl, signInsPerMinute: 1_000, canMail: true, note });
    },
  });
});
afterAll(async () => {
  await app?.close();
  await pool?.end();
  await database?.drop();
});

async function askForLink(email: string): Promise<string> {
  const payload = { email, callbackURL: '/' };
  await app.inject({ method: 'POST', url: '/api/auth/sign-in/magic-link', payload });
  const { pathname, search } = new URL(mailbox.mails(email)[0]?.link ?? '');
  return `${pathname}${search}`;
}

/** The cookie of somebody who has just signed in. */
async function signIn(email: string): Promise<string> {
  const followed = await app.inject(await askForLink(email));
  return String(followed.headers['set-cookie']).split(';', 1)[0] ?? '';
}

const signOut = (cookie: string) =>
  app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie }, payload: {} });

async function emailOf(cookie: string): Promise<string | undefined> {
  const answer = await app.inject({ url: '/api/auth/get-session', headers: { cookie } });
  return answer.json()?.user.email;
}

async function acts(): Promise<string[]> {
  const rows = await database.query<{ act: string }>('SELECT act FROM audit ORDER BY at, audit_id');
  return rows.map((row) => row.act);
}

describe('signing out', () => {
  it('ends the session, and is audited', async () => {
    const cookie = await signIn('ana@example.com');
    expect(await emailOf(cookie)).toBe('ana@example.com');
    const before = await acts();
    expect((await signOut(cookie)).statusCode).toBe(200);
    expect(await emailOf(cookie)).toBeUndefined();
    expect(await acts()).toEqual([...before, 'signed_out']);
    const entries = await database.query<{ own: boolean }>(
      `SELECT actor = subject AND actor = (SELECT id::text FROM auth_users WHERE email = 'ana@example.com') AS own
       FROM audit WHERE act = 'signed_out'`,
    );
    expect(entries).toEqual([{ own: true }]);
    expect((await signOut(cookie)).statusCode).toBe(200);
    expect(await acts()).toHaveLength(before.length + 1);
  });

  it('is never said to be done while the session still stands', async () => {
    const cookie = await signIn('ben@example.com');
    await database.query('REVOKE DELETE ON auth_sessions FROM diboas_app');
    const refused = await signOut(cookie);
    await database.query('GRANT DELETE ON auth_sessions TO diboas_app');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(await emailOf(cookie)).toBe('ben@example.com');
    expect((await signOut(cookie)).statusCode).toBe(200);
    expect(await emailOf(cookie)).toBeUndefined();
  });
});

describe('a link', () => {
  it('is not used up by a program that only looks where it leads', async () => {
    const link = await askForLink('cara@example.com');
    expect((await app.inject({ method: 'HEAD', url: link })).statusCode).toBe(405);
    expect((await app.inject(link)).headers['set-cookie']).toContain('diboas.session_token=');
  });

  it('that is not good any more signs nobody in, and is audited', async () => {
    const link = await askForLink('dan@example.com');
    await app.inject(link);
    const before = await acts();
    const again = await app.inject(link);
    expect([again.statusCode, again.headers['set-cookie']]).toEqual([302, undefined]);
    expect(await acts()).toEqual([...before, 'sign_in_refused']);
  });
});

describe('what tells who is signed in', () => {
  it('is kept by no cache', async () => {
    const followed = await app.inject(await askForLink('eve@example.com'));
    const cookie = String(followed.headers['set-cookie']).split(';', 1)[0] ?? '';
    const asked = await app.inject({ url: '/api/auth/get-session', headers: { cookie } });
    expect([followed, asked].map(({ headers }) => headers['cache-control'])).toEqual([
      'no-store',
      'no-store',
    ]);
  });
});
