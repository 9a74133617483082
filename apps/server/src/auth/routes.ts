import { SECOND_MS } from '@diboas/kernel';
import {
  type FollowAnswer,
  followRequest,
  isWholeToken,
  type LinkRequested,
  linkRequest,
  parseEmail,
  SIGN_IN_PATHS,
  type SignedIn,
  signOutRequest,
} from '@diboas/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { isSameOrigin, originsOf } from '../http/same-origin.ts';
import { RefusalError } from '../refusals/refusal.ts';
import { AGAIN_AFTER_MS } from './mail-budget.ts';
import type { SignIn } from './sign-in.ts';

export interface AuthRouteOptions {
  readonly signIn: SignIn;
  readonly publicUrl: string;
  readonly signInsPerMinute: number;
  /** Whether sign-in mails go anywhere. */
  readonly canMail: boolean;
}

/**
 * What a browser is to forget with a session. Not `storage`: nothing of the person's is kept there, and how they want
 * the app to look is.
 */
const FORGET = '"cache", "cookies"';

/**
 * Signing in and out. Nothing here changes anything by a GET, and each POST must come from a page of ours that somebody
 * looks at: not from another site, and not from a page that a browser or a scanner opens in advance.
 */
export function mountAuthRoutes(app: FastifyInstance, options: AuthRouteOptions): void {
  const { signIn, publicUrl, signInsPerMinute, canMail } = options;
  const origins = originsOf(publicUrl);
  const bySender = { rateLimit: { max: signInsPerMinute, timeWindow: '1 minute' } };
  const onlyOurPages = async ({ headers }: FastifyRequest) => {
    const isAhead = /prefetch|prerender/i.test(`${headers['sec-purpose']} ${headers.purpose}`);
    if (isAhead || !isSameOrigin(headers, origins)) throw new RefusalError({ code: 'not_allowed' });
  };
  const post = { method: 'POST', onRequest: onlyOurPages } as const;

  app.route<{ Body: z.output<typeof linkRequest> }>({
    ...{ ...post, url: SIGN_IN_PATHS.links, config: bySender, schema: { body: linkRequest, hide: true } },
    async handler(request, reply) {
      if (!canMail) {
        // Pretending would leave the person waiting for a mail that never comes.
        throw new RefusalError({ code: 'unavailable', detail: 'this server has no way to send mail' });
      }
      const email = parseEmail(request.body.email);
      if (!email.ok) throw new RefusalError({ code: 'invalid_request' });
      const wanted = { email: email.value, next: request.body.next ?? '/' };
      const { cookies } = await signIn.ask(request.headers, wanted);
      const answer: LinkRequested = { email: email.value, againAfterSeconds: AGAIN_AFTER_MS / SECOND_MS };
      return send(reply, cookies, answer);
    },
  });
  app.route<{ Body: z.output<typeof followRequest> }>({
    ...{ ...post, url: SIGN_IN_PATHS.follow, config: bySender, schema: { body: followRequest, hide: true } },
    async handler(request, reply) {
      const { token } = request.body;
      if (!isWholeToken(token)) return send(reply, [], await notWhole(signIn, request));
      const { value, cookies } = await signIn.follow(request.headers, request.body);
      const { followed, signedInAs } = value;
      const link = followed.outcome === 'not_whole' ? null : followed.link;
      const answer: FollowAnswer = {
        ...{ outcome: followed.outcome, email: link?.email ?? null, next: link?.next ?? '/', signedInAs },
      };
      return send(reply, cookies, answer);
    },
  });
  app.route({
    method: 'GET',
    url: SIGN_IN_PATHS.signedIn,
    schema: { hide: true },
    async handler(request, reply) {
      const session = await signIn.session(request.headers);
      const answer: SignedIn = {
        email: session?.email ?? null,
        ended: session === null && (await signIn.hasEnded(request.headers)),
      };
      return send(reply, [], answer);
    },
  });
  app.route<{ Body: z.output<typeof signOutRequest> }>({
    ...{ ...post, url: SIGN_IN_PATHS.signOut, schema: { body: signOutRequest, hide: true } },
    async handler(request, reply) {
      const everywhere = request.body.everywhere === true;
      const { cookies } = await signIn.signOut(request.headers, { everywhere });
      reply.header('clear-site-data', FORGET);
      return send(reply, cookies, {});
    },
  });
}

/** Said without asking the database. */
async function notWhole(signIn: SignIn, { headers }: FastifyRequest): Promise<FollowAnswer> {
  const session = await signIn.session(headers);
  return { outcome: 'not_whole', email: null, next: '/', signedInAs: session?.email ?? null };
}

function send(reply: FastifyReply, cookies: readonly string[], body: object): FastifyReply {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies]);
  return reply.header('cache-control', 'no-store').send(body);
}
