/**
 * All of Coinbase's on-ramp sessions: makes them, moves them on when their time comes, and tells the application by
 * webhook. Everything that belongs to one act (the session, what was executed, the event) is remembered together.
 */
import { accept, type Clock, type Outcome, type Random, refuse } from '@diboas/kernel';
import type { Activity } from '../activity.ts';
import type { Executions } from '../executions.ts';
import type { Faults } from '../faults/faults.ts';
import { faultPlan } from '../order-plan.ts';
import type { AdvanceRefusal, AdvanceTo, Pace } from '../orders.ts';
import type { Shelf, Store } from '../store.ts';
import type { TimerGroup } from '../timers.ts';
import { createHexToken, createToken } from '../token.ts';
import { type Act, move, nextAct, withDue } from './life.ts';
import { type CoinbaseSession, STATUS_OF } from './session.ts';
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

export interface SessionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly random: Random;
  readonly faults: Faults;
  readonly activity: Activity;
  readonly executions: Executions;
  readonly pace: Pace;
  /** Called in the act that changed the status, so that the event is remembered with it. */
  onStatusChange(session: CoinbaseSession): void;
}

interface Registry extends SessionParts {
  readonly shelf: Shelf<CoinbaseSession>;
}

/** What a fault on the making of a session is matched against. */
export const SESSIONS_PATH = '/platform/v2/onramp/sessions';
const CREATION = { provider: 'coinbase', method: 'POST', path: SESSIONS_PATH };

/** The acts on the way to each goal. Those that do not fit the phase the session is in are passed over. */
const WAY_TO: Readonly<Record<AdvanceTo, readonly Act[]>> = {
  pay: ['open', 'pay'],
  process: ['open', 'pay', 'clear'],
  complete: ['open', 'pay', 'clear', 'deliver'],
  reject: ['open', 'reject'],
};

export function createCoinbaseSessions(parts: SessionParts): CoinbaseSessions {
  const registry: Registry = { ...parts, shelf: parts.store.shelf<CoinbaseSession>('coinbase_sessions') };
  const { shelf, store } = registry;
  const list = () => shelf.list().toReversed();
  return {
    create: (params, idempotencyKey) => create(registry, params, idempotencyKey),
    byToken: (token) => shelf.list().find((session) => session.token === token),
    list,
    open(id) {
      const session = shelf.get(id);
      if (session !== undefined) store.together(() => perform(registry, session, 'open'));
    },
    advance(idOrRef, to) {
      const session = shelf.get(idOrRef) ?? list().find((one) => one.partnerUserRef === idOrRef);
      if (session === undefined) return refuse('unknown_session');
      return store.together(() => advance(registry, session, to));
    },
    resume() {
      for (const session of shelf.list()) plan(registry, session);
    },
  };
}

function create(registry: Registry, params: SessionParams, idempotencyKey: string | null): CoinbaseSession {
  const { clock, random } = registry;
  const session: CoinbaseSession = {
    ...params,
    id: `cbs_${createToken(random, 24)}`,
    token: createToken(random, 48),
    transactionId: createUuid(registry.random),
    createdAt: clock.now(),
    idempotencyKey,
    method: params.method ?? 'CARD',
    plan: faultPlan(registry.faults, CREATION),
    phase: 'offered',
    failureReason: 'FAILURE_REASON_UNSPECIFIED',
    delivered: null,
    txHash: null,
    begunAt: null,
    endedAt: null,
    dueAt: null,
  };
  return remember(registry, session, null);
}

function advance(
  registry: Registry,
  first: CoinbaseSession,
  to: AdvanceTo,
): Outcome<CoinbaseSession, AdvanceRefusal> {
  let session = first;
  for (const act of WAY_TO[to]) {
    const result = perform(registry, session, act);
    if (result.ok) session = result.value;
  }
  return session === first ? refuse('not_in_this_phase') : accept(session);
}

function perform(
  registry: Registry,
  session: CoinbaseSession,
  act: Act,
): Outcome<CoinbaseSession, 'not_in_this_phase'> {
  const result = move(session, act, registry.clock.now());
  if (!result.ok) return result;
  for (const execution of result.value.executions) registry.executions.add(execution);
  return accept(remember(registry, result.value.session, session));
}

function remember(
  registry: Registry,
  next: CoinbaseSession,
  before: CoinbaseSession | null,
): CoinbaseSession {
  const session = withDue(next, registry.pace, registry.clock.now());
  registry.shelf.put(session.id, session);
  if (before?.phase !== session.phase) {
    registry.activity.add('status', 'coinbase', `${session.id} is ${session.phase}`, {
      session: session.id,
      phase: session.phase,
      partnerUserRef: session.partnerUserRef,
    });
    if (STATUS_OF[session.phase] !== null) registry.onStatusChange(session);
  }
  plan(registry, session);
  return session;
}

/** One timer for the session's next act. It does nothing when the session was moved by other means meanwhile. */
function plan(registry: Registry, session: CoinbaseSession): void {
  if (session.dueAt === null) return;
  registry.timers.after(Math.max(0, session.dueAt - registry.clock.now()), () => {
    if (registry.shelf.get(session.id) !== session) return;
    registry.store.together(() => {
      const next = nextAct(session, registry.pace);
      if (next !== null) perform(registry, session, next.act);
    });
  });
}

/** Any UUID: of what version Coinbase's ids are, nobody may rely on. */
export function createUuid(random: Random): string {
  const hex = createHexToken(random, 32);
  return [8, 12, 16, 20, 32].map((end, at, ends) => hex.slice(ends[at - 1] ?? 0, end)).join('-');
}
