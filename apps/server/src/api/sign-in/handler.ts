import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import { type FollowAnswer, isWholeToken, parseEmail } from '@diboas/protocol';
import { AGAIN_AFTER_MS } from '../../auth/mail-budget.ts';
import type { SignIn } from '../../auth/sign-in.ts';
import type { ApiHandlers, BrowserHeaders } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

type SignInRoutes = 'requestLink' | 'followLink' | 'readSignedIn' | 'signOut';

/**
 * What a browser is to forget with a session. Not `storage`: nothing of the person's is kept there, and how they want
 * the app to look is.
 */
const FORGET = '"cache", "cookies"';

/** Signing in and out. */
export function createSignInHandlers({
  signIn,
  canMail,
}: Pick<Parts, 'signIn' | 'canMail'>): Pick<ApiHandlers, SignInRoutes> {
  return {
    async requestLink({ browser, body }) {
      // Pretending would leave the person waiting for a mail that never comes.
      if (!canMail) return refuse({ code: 'unavailable', detail: 'this server has no way to send mail' });
      const email = parseEmail(body.email);
      if (!email.ok) return refuse({ code: 'invalid_request' });
      const { cookies } = await signIn.ask(browser, { email: email.value, next: body.next ?? '/' });
      return accept({
        body: { email: email.value, againAfterSeconds: AGAIN_AFTER_MS / SECOND_MS },
        headers: { 'set-cookie': cookies },
      });
    },
    async followLink({ browser, body }) {
      if (!isWholeToken(body.token)) return accept({ body: await notWhole(signIn, browser) });
      const { value, cookies } = await signIn.follow(browser, body);
      const { followed, signedInAs } = value;
      const link = followed.outcome === 'not_whole' ? null : followed.link;
      return accept({
        body: { outcome: followed.outcome, email: link?.email ?? null, next: link?.next ?? '/', signedInAs },
        headers: { 'set-cookie': cookies },
      });
    },
    async readSignedIn({ browser }) {
      const session = await signIn.session(browser);
      const ended = session === null && (await signIn.hasEnded(browser));
      return accept({ body: { email: session?.email ?? null, ended } });
    },
    async signOut({ browser, body }) {
      const { cookies } = await signIn.signOut(browser, { everywhere: body.everywhere === true });
      return accept({ body: {}, headers: { 'set-cookie': cookies, 'clear-site-data': FORGET } });
    },
  };
}

/** Said without asking the database of any link. */
async function notWhole(signIn: SignIn, browser: BrowserHeaders): Promise<FollowAnswer> {
  const session = await signIn.session(browser);
  return { outcome: 'not_whole', email: null, next: '/', signedInAs: session?.email ?? null };
}
