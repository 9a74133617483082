/** All of Coinbase's on-ramp sessions. */
import { type Outcome, type Random, refuse } from '@diboas/kernel';
import type { AdvanceRefusal, AdvanceTo, Faults } from '@diboas/sandbox-kit';
import { createSessions, createToken, createUuid, faultPlan, type SessionParts } from '@diboas/sandbox-kit';
import { LIFE } from './life.ts';
import type { CoinbaseSession } from './session.ts';
import type { SessionParams } from './session-params.ts';

export interface CoinbaseSessions {
  create(params: SessionParams, idempotencyKey: string | null): CoinbaseSession;
  byToken(token: string): CoinbaseSession | undefined;
  /** Newest first. */
  list(): readonly CoinbaseSession[];
  /** The person comes to the page. Nothing happens when they had come before. */
  open(id: string): void;
  /** Lets somebody in who brings this name, or gives a name to the first who comes; null for everybody else. */
  letIn(id: string, visitor: string | null): string | null;
  /** Another try on the page of one that failed. Nothing happens where none is offered. */
  again(id: string): void;
  /** Moves a session on, through all that lies between. By its id, or by its reference: then the newest of it. */
  advance(idOrRef: string, to: AdvanceTo): Outcome<CoinbaseSession, AdvanceRefusal>;
  /** Sets the timers of sessions that a previous run of the sandbox left on their way. */
  resume(): void;
}

export const SESSIONS_PATH = '/platform/v2/onramp/sessions';
/** What a fault on the making of a session is matched against. */
const CREATION = { provider: 'coinbase', method: 'POST', path: SESSIONS_PATH };

export function createCoinbaseSessions(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(session: CoinbaseSession): void;
  },
): CoinbaseSessions {
  const { clock, faults, random, onStatusChange } = parts;
  const shelfName = 'coinbase_sessions';
  const sessions = createSessions(parts, LIFE, {
    ...{ provider: 'coinbase', shelfName, onStatusChange },
    // A repeat may have made several links under one reference, of which one was given out: one person comes, once.
    comesByItself: (session, all) =>
      session.phase !== 'offered' || isTheOneToOpen(session, all().filter(isOfReference(session))),
  });
  return {
    create: (params, idempotencyKey) =>
      sessions.add({
        ...params,
        id: `cbs_${createToken(random, 24)}`,
        token: createToken(random, 48),
        transactionId: createUuid(random),
        createdAt: clock.now(),
        idempotencyKey,
        method: params.method ?? 'CARD',
        plan: faultPlan(faults, CREATION),
        phase: 'offered',
        failureReason: 'FAILURE_REASON_UNSPECIFIED',
        delivered: null,
        txHash: null,
        visitor: null,
        earlier: [],
        begunAt: null,
        endedAt: null,
        dueAt: null,
      }),
    byToken: (token) => sessions.list().find((session) => session.token === token),
    list: sessions.list,
    open(id) {
      const session = sessions.get(id);
      if (session !== undefined) sessions.perform(session, 'open');
    },
    letIn(id, visitor) {
      const session = sessions.get(id);
      if (session === undefined || session.visitor !== null)
        return session?.visitor === visitor ? visitor : null;
      const given = createToken(random, 32);
      sessions.amend({ ...session, visitor: given }, session);
      return given;
    },
    again(id) {
      const session = sessions.get(id);
      if (session !== undefined) sessions.perform(session, 'again');
    },
    advance(idOrRef, to) {
      const byRef = () => sessions.list().find((one) => one.partnerUserRef === idOrRef);
      const session = sessions.get(idOrRef) ?? byRef();
      return session === undefined ? refuse('unknown_session') : sessions.advance(session, to);
    },
    resume: sessions.resume,
  };
}

function isOfReference({ partnerUserRef }: CoinbaseSession): (other: CoinbaseSession) => boolean {
  return (other) => other.partnerUserRef === partnerUserRef;
}

/** `siblings` has the oldest first. */
function isTheOneToOpen({ id }: CoinbaseSession, siblings: readonly CoinbaseSession[]): boolean {
  return siblings.every(({ phase }) => phase === 'offered') && siblings.at(-1)?.id === id;
}
