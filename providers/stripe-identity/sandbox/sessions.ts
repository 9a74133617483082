/** All verification sessions. */
import { DAY_MS, type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createSessions,
  createToken,
  type Faults,
  faultPlan,
  type SessionParts,
} from '@diboas/sandbox-kit';
import { type Act, LIFE } from './life.ts';
import type { Verification, VerificationParams } from './session.ts';

export const SESSIONS_PATH = '/v1/identity/verification_sessions';

/** How long a link is good. */
const LINK_LIFE_MS = 2 * DAY_MS;

export interface IdentitySessions {
  create(params: VerificationParams, idempotencyKey: string | null): Verification;
  get(id: string): Verification | undefined;
  /** The same with a link that is good, as a session is whenever it is asked for. */
  fresh(id: string): Verification | undefined;
  /** Newest first. */
  list(): readonly Verification[];
  perform(id: string, act: Act): Outcome<Verification, AdvanceRefusal>;
  isLinkGood(session: Verification): boolean;
  /** Lets the link run out, as it does by itself after two days. */
  endLink(session: Verification): void;
  advance(id: string, to: AdvanceTo): Outcome<Verification, AdvanceRefusal>;
  resume(): void;
}

/** What a fault on the making of a session is matched against. */
const CREATION = { provider: 'stripe-identity', method: 'POST', path: SESSIONS_PATH };

export function createIdentitySessions(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    /** Tells the application that a session was made, or came to another status. */
    tell(session: Verification): void;
  },
): IdentitySessions {
  const { clock, faults, random, tell } = parts;
  const sessions = createSessions(parts, LIFE, {
    ...{ provider: 'stripe-identity', shelfName: 'stripe_identity', onStatusChange: tell },
  });
  const newLink = () => ({ token: createToken(random, 32), createdAt: clock.now(), isUsed: false });
  const isLinkGood = ({ link }: Verification) => !link.isUsed && clock.now() - link.createdAt < LINK_LIFE_MS;
  return {
    create(params, idempotencyKey) {
      const id = `vs_${createToken(random, 24)}`;
      const session = sessions.add({
        ...params,
        ...{ id, clientSecret: `${id}_secret_test_${createToken(random, 32)}`, link: newLink() },
        ...{ createdAt: clock.now(), idempotencyKey, phase: 'requires_input', lastError: null },
        ...{ isRedacted: false, ending: null, document: null, report: null, dueAt: null },
        failsAnyway: faultPlan(faults, CREATION).rejectAt !== null,
      });
      tell(session);
      return session;
    },
    get: sessions.get,
    fresh(id) {
      const session = sessions.get(id);
      if (session?.phase !== 'requires_input' || isLinkGood(session)) return session;
      sessions.amend({ ...session, link: newLink() }, session);
      return sessions.get(id);
    },
    list: sessions.list,
    perform(id, act) {
      const session = sessions.get(id);
      if (session === undefined) return refuse('unknown_session');
      const used = { ...session, link: { ...session.link, isUsed: true } };
      sessions.amend(used, session);
      return sessions.perform(sessions.get(id) ?? used, act);
    },
    isLinkGood,
    endLink: (session) => sessions.amend({ ...session, link: { ...session.link, createdAt: 0 } }, session),
    advance(id, to) {
      const session = sessions.get(id);
      return session === undefined ? refuse('unknown_session') : sessions.advance(session, to);
    },
    resume: sessions.resume,
  };
}
