/**
 * All on-ramp sessions: makes them, moves them on when their time comes, and tells the application by webhook.
 * Everything that belongs to one act (the session, what was executed, the event) is remembered together.
 */
import { accept, type Clock, type Outcome, type Random, refuse } from '@diboas/kernel';
import type { Activity } from '../activity.ts';
import type { Executions } from '../executions.ts';
import type { Faults } from '../faults/faults.ts';
import { faultPlan } from '../order-plan.ts';
import type { AdvanceRefusal, AdvanceTo, Pace } from '../orders.ts';
import type { Shelf, Store } from '../store.ts';
import type { TimerGroup } from '../timers.ts';
import { createToken } from '../token.ts';
import type { CreateParams } from './create-params.ts';
import { type Act, move, nextAct, priceAsked, withDue } from './life.ts';
import { paymentMethodOf } from './price.ts';
import { type Session, statusOf } from './session.ts';

export interface Sessions {
  create(params: CreateParams, idempotencyKey: string | null): Session;
  get(id: string): Session | undefined;
  /** Newest first. */
  list(): readonly Session[];
  /** Moves a session on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<Session, AdvanceRefusal>;
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
  onStatusChange(session: Session): void;
}

interface Registry extends SessionParts {
  readonly shelf: Shelf<Session>;
}

/** What a fault on the making of a session is matched against. */
const CREATION = { provider: 'stripe', method: 'POST', path: '/v1/crypto/onramp_sessions' };

/** The acts on the way to each goal. Those that do not fit the phase the session is in are passed over. */
const WAY_TO: Readonly<Record<AdvanceTo, readonly Act[]>> = {
  pay: ['open', 'pay'],
  process: ['open', 'pay', 'clear'],
  complete: ['open', 'pay', 'clear', 'deliver'],
  reject: ['reject'],
};

export function createSessions(parts: SessionParts): Sessions {
  const registry: Registry = { ...parts, shelf: parts.store.shelf<Session>('sessions') };
  return {
    create: (params, idempotencyKey) => create(registry, params, idempotencyKey),
    get: registry.shelf.get,
    list: () => registry.shelf.list().toReversed(),
    advance: (id, to) => registry.store.together(() => advance(registry, id, to)),
    resume() {
      for (const session of registry.shelf.list()) plan(registry, session);
    },
  };
}

function create(registry: Registry, params: CreateParams, idempotencyKey: string | null): Session {
  const { clock, random } = registry;
  const id = `cos_${createToken(random, 24)}`;
  const method = paymentMethodOf(params.metadata.payment_method);
  const { currency, network } = params;
  const session: Session = {
    ...params,
    id,
    clientSecret: `${id}_secret_${createToken(random, 35)}`,
    sessionHash: createToken(random, 32),
    createdAt: clock.now(),
    idempotencyKey,
    method,
    walletAddress: network === null ? null : (params.wallets[network] ?? null),
    price: currency === null || network === null ? null : priceAsked(params, { currency, network }),
    plan: faultPlan(registry.faults, CREATION),
    phase: 'initialized',
    lastError: null,
    delivered: null,
    transactionId: null,
    dueAt: null,
  };
  return remember(registry, session, null);
}

function advance(registry: Registry, id: string, to: AdvanceTo): Outcome<Session, AdvanceRefusal> {
  let session = registry.shelf.get(id);
  if (session === undefined) return refuse('unknown_session');
  let moved = false;
  for (const act of WAY_TO[to]) {
    const result = perform(registry, session, act);
    if (!result.ok) continue;
    session = result.value;
    moved = true;
  }
  return moved ? accept(session) : refuse('not_in_this_phase');
}

function perform(registry: Registry, session: Session, act: Act): Outcome<Session, 'not_in_this_phase'> {
  const result = move(session, act);
  if (!result.ok) return result;
  for (const execution of result.value.executions) registry.executions.add(execution);
  return accept(remember(registry, result.value.session, session));
}

function remember(registry: Registry, next: Session, before: Session | null): Session {
  const session = withDue(next, registry.pace, registry.clock.now());
  registry.shelf.put(session.id, session);
  if (before?.phase !== session.phase) {
    registry.activity.add('status', 'stripe', `${session.id} is ${session.phase}`, {
      session: session.id,
      phase: session.phase,
      metadata: session.metadata,
    });
  }
  if (before !== null && statusOf(before) !== statusOf(session)) registry.onStatusChange(session);
  plan(registry, session);
  return session;
}

/** One timer for the session's next act. It does nothing when the session was moved by other means meanwhile. */
function plan(registry: Registry, session: Session): void {
  if (session.dueAt === null) return;
  registry.timers.after(Math.max(0, session.dueAt - registry.clock.now()), () => {
    if (registry.shelf.get(session.id) !== session) return;
    registry.store.together(() => {
      const next = nextAct(session, registry.pace);
      if (next !== null) perform(registry, session, next.act);
    });
  });
}
