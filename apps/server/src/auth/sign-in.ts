import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '@diboas/kernel';
import { StoreUnavailableError } from '@diboas/orchestration';
import { betterAuth } from 'better-auth';
import { fromNodeHeaders } from 'better-auth/node';
import { magicLink } from 'better-auth/plugins';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Session } from '../http/api-route.ts';
import { originsOf } from '../http/same-origin.ts';
import type { Mailer } from './mailbox.ts';

/** How long a link is good, and how long a session lasts since it was last renewed. In seconds. */
const LINK_LIFETIME = 15 * 60;
const SESSION_LIFETIME = 7 * 24 * 60 * 60;
const SESSION_RENEWED_AFTER = 24 * 60 * 60;

/** better-auth's tables and columns as migration 0002 names them. */
const TABLES = {
  user: {
    modelName: 'auth_users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'auth_sessions',
    fields: {
      userId: 'user_id',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
    expiresIn: SESSION_LIFETIME,
    updateAge: SESSION_RENEWED_AFTER,
  },
  account: {
    modelName: 'auth_accounts',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'auth_verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const;

export interface SignInOptions {
  readonly pool: pg.Pool;
  readonly publicUrl: string;
  readonly secret: string;
  readonly mailer: Mailer;
  readonly logger: Logger;
  /** Runs before a session begins. If it fails, nobody is signed in. */
  readonly onSignIn: (customerId: string) => Promise<void>;
}

/** Signing in and staying signed in. */
export interface SignIn {
  /** Answers a request to one of better-auth's endpoints. */
  handle(request: Request): Promise<Response>;
  /** Whose session the cookie names, or null. */
  session(headers: IncomingHttpHeaders): Promise<(Session & { readonly expiresAt: Instant }) | null>;
  /** Which of these sessions still stand, by one question to the database. */
  standing(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Ends the session that the cookie names, if there is one. */
  signOut(headers: IncomingHttpHeaders): Promise<Response>;
  /** Tells of sessions that were ended on this node, at once. Those ended elsewhere are found by `standing`. */
  onSessionsEnded(listener: (sessionIds: readonly string[]) => void): void;
}

/**
 * Sign-in by a link that is mailed, on better-auth. The secrets of links are stored as hashes only. Its own rate
 * limits are off: those of this server count every way in alike.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const { mailer, publicUrl } = options;
  const auth = betterAuth({
    appName: 'diBoaS',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: [...originsOf(publicUrl)],
    database: options.pool,
    telemetry: { enabled: false },
    // Errors are thrown to us: its own way is to print them, with what the database says of the row.
    onAPIError: { throw: true },
    rateLimit: { enabled: false },
    logger: { log: (level, message) => options.logger[levelOf(level)]({ part: 'sign-in' }, message) },
    ...TABLES,
    advanced: {
      cookiePrefix: 'diboas',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => options.onSignIn(userId) } },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_LIFETIME,
        storeToken: 'hashed',
        sendMagicLink: ({ email, url }) => mailer.send({ to: email, link: url }),
      }),
    ],
  });
  const listeners = new Set<(sessionIds: readonly string[]) => void>();
  const self: SignIn = {
    handle: (request) => withSignInStore(() => auth.handler(request)),
    async standing(sessionIds) {
      if (sessionIds.length === 0) return new Set();
      const { rows } = await withSignInStore(() =>
        options.pool.query<{ id: string }>({
          name: 'sessions_standing',
          text: 'SELECT id FROM auth_sessions WHERE id = ANY ($1::uuid[]) AND expires_at > now()',
          values: [sessionIds],
        }),
      );
      return new Set(rows.map(({ id }) => id));
    },
    onSessionsEnded: (listener) => void listeners.add(listener),
    async signOut(headers) {
      const session = await self.session(headers);
      const { cookie = '' } = headers;
      const request = new Request(new URL('/api/auth/sign-out', publicUrl), {
        ...{ method: 'POST', body: '{}' },
        headers: { cookie, origin: new URL(publicUrl).origin, 'content-type': 'application/json' },
      });
      const response = await self.handle(request);
      if (session && (await self.standing([session.id])).size === 0) {
        for (const tell of listeners) tell([session.id]);
      }
      return response;
    },
    async session(headers) {
      // Without our cookie there is nothing to ask the database about.
      if (!headers.cookie?.includes('diboas.session_token=')) return null;
      const { cookie } = headers;
      const found = await withSignInStore(() =>
        auth.api.getSession({ headers: fromNodeHeaders({ cookie }), query: { disableRefresh: true } }),
      );
      if (!found) return null;
      const { session, user } = found;
      return {
        id: session.id,
        customerId: user.id,
        email: user.email,
        expiresAt: session.expiresAt.getTime(),
      };
    },
  };
  return self;
}

/** better-auth answers everything it expects by a value; what it throws here is the loss of its database. */
async function withSignInStore<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (cause) {
    throw new StoreUnavailableError(cause);
  }
}

function levelOf(level: string): 'error' | 'warn' | 'info' | 'debug' {
  return level === 'error' || level === 'warn' || level === 'info' ? level : 'debug';
}
