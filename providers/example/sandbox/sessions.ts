/** All of Example's sessions. */
import { accept, type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createSessions,
  createToken,
  type Faults,
  faultPlan,
  type SessionParts,
  withMagicCents,
} from '@diboas/sandbox-kit';
import { LIFE } from './life.ts';
import type { ExampleSession } from './session.ts';
import type { SessionParams } from './session-params.ts';

export const SESSIONS_PATH = '/v1/sessions';

export interface ExampleSessions {
  create(params: SessionParams, idempotencyKey: string): ExampleSession;
  get(id: string): ExampleSession | undefined;
  /** Newest first. */
  list(): readonly ExampleSession[];
  /** Moves a session on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<ExampleSession, AdvanceRefusal>;
  /** Closes a session that nobody has paid; one that is closed stays so. Refused for any other. */
  cancel(session: ExampleSession): Outcome<ExampleSession, 'not_in_this_phase'>;
  /** Sets the timers of sessions that a previous run of the sandbox left on their way. */
  resume(): void;
}

/** What a fault on the making of a session is matched against. */
const CREATION = { provider: 'example', method: 'POST', path: SESSIONS_PATH };

export function createExampleSessions(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(session: ExampleSession): void;
  },
): ExampleSessions {
  const { clock, faults, random, onStatusChange } = parts;
  const sessions = createSessions(parts, LIFE, {
    ...{ provider: 'example', shelfName: 'example_sessions', onStatusChange },
  });
  return {
    create: (params, idempotencyKey) =>
      sessions.add({
        ...params,
        ...{ id: `ses_${createToken(random, 24)}`, token: createToken(random, 32), idempotencyKey },
        plan: withMagicCents(faultPlan(faults, CREATION), params.price.amount),
        ...{ createdAt: clock.now(), phase: 'waiting', delivered: null, transaction: null, dueAt: null },
      }),
    get: sessions.get,
    list: sessions.list,
    advance(id, to) {
      const session = sessions.get(id);
      return session === undefined ? refuse('unknown_session') : sessions.advance(session, to);
    },
    cancel: (session) =>
      session.phase === 'cancelled' ? accept(session) : sessions.perform(session, 'cancel'),
    resume: sessions.resume,
  };
}
