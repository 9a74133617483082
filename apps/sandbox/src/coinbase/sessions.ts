/** All of Coinbase's on-ramp sessions. */
import { type Outcome, type Random, refuse } from '@diboas/kernel';
import type { Faults } from '../faults/faults.ts';
import { faultPlan } from '../order-plan.ts';
import type { AdvanceRefusal, AdvanceTo } from '../orders.ts';
import { createSessions, type SessionParts } from '../sessions.ts';
import { createHexToken, createToken } from '../token.ts';
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
  const sessions = createSessions(parts, LIFE, { provider: 'coinbase', shelfName, onStatusChange });
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
    advance(idOrRef, to) {
      const byRef = () => sessions.list().find((one) => one.partnerUserRef === idOrRef);
      const session = sessions.get(idOrRef) ?? byRef();
      return session === undefined ? refuse('unknown_session') : sessions.advance(session, to);
    },
    resume: sessions.resume,
  };
}

/** Any UUID: of what version Coinbase's ids are, nobody may rely on. */
export function createUuid(random: Random): string {
  const hex = createHexToken(random, 32);
  return [8, 12, 16, 20, 32].map((end, at, ends) => hex.slice(ends[at - 1] ?? 0, end)).join('-');
}
