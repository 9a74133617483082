import {
  bucketOf,
  createId,
  createSeededRandom,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  money,
} from '@diboas/kernel';
import { StoreUnavailableError } from '@diboas/orchestration';
import { type FollowAnswer, followAnswer, ROUTES } from '@diboas/protocol';
import { createPayloadKeys, createPostgresStore, openPool } from '@diboas/storage';
import { createTestDatabase } from '@diboas/testkit/database';
import { pino } from 'pino';
import { createApiHandlers } from '../../api/handlers.ts';
import { mountApi } from '../../api/mount.ts';
import { createFactorSeal } from '../../factor/factor-seal.ts';
import { createSecondFactor } from '../../factor/second-factor.ts';
import { originsOf } from '../../http/same-origin.ts';
import { createHttpServer } from '../../http/server.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { createTestParts } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createMailbox } from '../mailbox.ts';
import { createSignIn } from '../sign-in.ts';
import { createSignInNotes, type NoteSignIn, type SignInAct } from '../sign-in-audit.ts';

const PUBLIC_URL = 'http://127.0.0.1:3000';
const SECRET = 'a secret that only this test signs with';

/** Sign-in over HTTP on a database of its own, with the clock as a variable. */
export async function createSignInWorld(publicUrl = PUBLIC_URL) {
  const database = await createTestDatabase();
  const pool = openPool(database.appUrl, { max: 4 });
  const clock = { at: Date.now(), now: (): Instant => clock.at };
  // As in the server: who signs in holds a connection of one pool while the customer is made through the other.
  const storePool = openPool(database.appUrl, { max: 2 });
  const store = createPostgresStore(storePool);
  const random = createSeededRandom(7);
  const idOf = (text: string) => createId({ now: clock.now(), random, bucket: bucketOf(text) });
  const keep = createSignInNotes({ store, clock, createId: idOf, secret: SECRET });
  let failing: SignInAct | null = null;
  const lost: unknown[] = [];
  const signedIn: { readonly customerId: string; readonly email: string }[] = [];
  const note: NoteSignIn = async (act, what) => {
    if (act === failing) throw new StoreUnavailableError('the audit cannot be written');
    await keep(act, what);
  };
  const mailbox = createMailbox(clock);
  const signIn = createSignIn({
    ...{ pool, publicUrl, clock, mailer: mailbox, note, secrets: [SECRET] },
    rules: { idleMs: 30 * MINUTE_MS, lifeMs: 24 * HOUR_MS },
    onMailLost() {},
    onNoteLost: (error) => void lost.push(error),
    onSignedIn: (who) => void signedIn.push(who),
    async onSignIn(customerId) {
      await store.ensureCustomer(customerId, clock.now());
      await note('signed_in', { customerId });
    },
  });
  const secondFactorBy = (keys: readonly [string, ...string[]]) =>
    createSecondFactor({
      ...{ pool, clock, note, seal: createFactorSeal(createPayloadKeys(keys)) },
      withoutIt: money('USDC', 250_000_000n),
    });
  const secondFactor = secondFactorBy([SECRET]);
  const parts = { ...createTestParts(createSmallWorld()), signIn, secondFactor, clock, canMail: true };
  const app = await createHttpServer({
    ...{ publicUrl, trustedProxies: [], addressKey: 'tests', requestsPerMinute: 100_000, webDist: null },
    ...{ logger: pino({ level: 'silent' }), metrics: createMetrics() },
    async mount(server) {
      const perMinute = { sign_in: 100_000 };
      mountApi(server, {
        handlers: createApiHandlers(parts),
        signIn,
        origins: originsOf(publicUrl),
        perMinute,
      });
    },
  });
  return {
    ...{ database, pool, clock, mailbox, signIn, app, store, note, lost, signedIn },
    ...{ secondFactor, secondFactorBy, secret: SECRET },
    /** From now on acts of this kind cannot be put on record; null: all can. */
    failNotes(act: SignInAct | null) {
      failing = act;
    },
    browser: (userAgent?: string) => createBrowser(app, mailbox, userAgent),
    /** The acts on record, oldest first. */
    async acts(): Promise<string[]> {
      const rows = await database.query<{ act: string }>('SELECT act FROM audit ORDER BY at, audit_id');
      return rows.map(({ act }) => act);
    },
    async close() {
      await app.close();
      await Promise.all([pool.end(), storePool.end()]);
      await database.drop();
    },
  };
}

type App = Awaited<ReturnType<typeof createHttpServer>>;

/** A browser with its cookies, and whatever it says of itself. */
function createBrowser(app: App, mailbox: ReturnType<typeof createMailbox>, userAgent = 'Firefox/145.0') {
  const cookies = new Map<string, string>();
  const browser = {
    cookies,
    async send(
      method: 'GET' | 'POST' | 'DELETE',
      url: string,
      payload?: object,
      headers: Record<string, string> = {},
    ) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await app.inject({
        ...{ method, url, headers: { 'user-agent': userAgent, ...(cookie ? { cookie } : {}), ...headers } },
        ...(payload ? { payload } : {}),
      });
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/Max-Age=0/.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return answer;
    },
    /** Asks for a link, and gives the secret of the newest one in the mailbox. */
    async ask(email: string, next?: string): Promise<string> {
      const answer = await browser.send('POST', ROUTES.requestLink.path, {
        email,
        ...(next ? { next } : {}),
      });
      if (answer.statusCode !== 200) throw new Error(`asking was answered with ${answer.statusCode}`);
      return new URL(mailbox.mails(email)[0]?.link ?? '').hash.slice(1);
    },
    async follow(token: string, pressed = false): Promise<FollowAnswer> {
      return followAnswer.parse(
        (await browser.send('POST', ROUTES.followLink.path, { token, pressed })).json(),
      );
    },
    async signIn(email: string): Promise<void> {
      const { outcome } = await browser.follow(await browser.ask(email));
      if (outcome !== 'signed_in') throw new Error(`following was answered with ${outcome}`);
    },
    signOut: (everywhere = false) => browser.send('POST', ROUTES.signOut.path, { everywhere }),
    /** Whom the API takes this browser for. */
    async email(): Promise<string | null> {
      const answer = await browser.send('GET', '/v1/me');
      return answer.statusCode === 200 ? answer.json().email : null;
    },
  };
  return browser;
}
