/**
 * A provider's sessions: kept, moved on when their time comes, and told of to the application when their status
 * changes. Everything that belongs to one act (the session, what was executed, the event) is remembered together.
 */
import { accept, type Clock, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { Execution, Executions } from '../keeping/executions.ts';
import type { Log } from '../keeping/log.ts';
import type { Store } from '../keeping/store.ts';
import type { TimerGroup } from '../time/timers.ts';
import type { AdvanceRefusal, AdvanceTo, Pace } from './orders.ts';

interface AnySession {
  readonly id: string;
  readonly phase: string;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

export interface Moved<Session> {
  readonly session: Session;
  readonly executions: readonly Omit<Execution, 'id' | 'at'>[];
}

/** How the sessions of one provider live: its table of acts. */
export interface Life<Session, Act> {
  move(session: Session, act: Act, now: Instant): Outcome<Moved<Session>, 'not_in_this_phase'>;
  /** The act a session does next by itself, and how long after the one before. */
  nextAct(session: Session, pace: Pace): { readonly act: Act; readonly afterMs: number } | null;
  /** The acts on the way to each goal. Those that do not fit the phase the session is in are passed over. */
  readonly wayTo: Readonly<Record<Exclude<AdvanceTo, 'return'>, readonly Act[]>> & {
    /** Only where what was done can come back. */
    readonly return?: readonly Act[];
  };
  /** As the application is told it; null while there is nothing to tell of. */
  statusOf(session: Session): string | null;
}

export interface SessionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly log: Log;
  readonly executions: Executions;
  readonly pace: Pace;
}

export interface Sessions<Session, Act> {
  add(session: Session): Session;
  get(id: string): Session | undefined;
  /** Newest first. */
  list(): readonly Session[];
  /** Changes what is no step of its life. */
  amend(next: Session, before: Session): void;
  perform(session: Session, act: Act): Outcome<Session, 'not_in_this_phase'>;
  /** Moves a session on as far as named, through all that lies between. */
  advance(session: Session, to: AdvanceTo): Outcome<Session, AdvanceRefusal>;
  /** Sets the timers of sessions that a previous run of the sandbox left on their way. */
  resume(): void;
}

export function createSessions<Session extends AnySession, Act>(
  parts: SessionParts,
  life: Life<Session, Act>,
  {
    provider,
    shelfName,
    onStatusChange,
    comesByItself = () => true,
  }: {
    readonly provider: string;
    readonly shelfName: string;
    /** Called in the act that changed the status, so that the event is remembered with it. */
    onStatusChange(session: Session): void;
    /** Whether the session does its next act without being asked; looked at when the time has come. */
    comesByItself?(session: Session, all: () => readonly Session[]): boolean;
  },
): Sessions<Session, Act> {
  const { log, clock, executions, pace, store, timers } = parts;
  const shelf = store.shelf<Session>(shelfName);

  const remember = (next: Session, before: Session | null): Session => {
    const act = life.nextAct(next, pace);
    const session: Session = { ...next, dueAt: act === null ? null : clock.now() + act.afterMs };
    shelf.put(session.id, session);
    if (before?.phase !== session.phase) {
      const details = { session: session.id, phase: session.phase };
      log.add('status', provider, `${session.id} is ${session.phase}`, details);
    }
    if (before !== null && life.statusOf(before) !== life.statusOf(session)) onStatusChange(session);
    plan(session);
    return session;
  };
  const move = (session: Session, act: Act): Outcome<Session, 'not_in_this_phase'> => {
    const result = life.move(session, act, clock.now());
    if (!result.ok) return result;
    for (const execution of result.value.executions) executions.add(execution);
    return accept(remember(result.value.session, session));
  };
  /** One timer for the session's next act. It does nothing when the session was moved by other means meanwhile. */
  const plan = (session: Session): void => {
    if (session.dueAt === null) return;
    timers.after(Math.max(0, session.dueAt - clock.now()), () => {
      if (shelf.get(session.id) !== session) return;
      const next = life.nextAct(session, pace);
      if (next === null || !comesByItself(session, shelf.list)) return;
      store.together(() => move(session, next.act));
    });
  };
  return {
    add: (session) => remember(session, null),
    get: shelf.get,
    list: () => shelf.list().toReversed(),
    amend(next, before) {
      store.together(() => remember(next, before));
    },
    perform: (session, act) => store.together(() => move(session, act)),
    advance: (first, to) =>
      store.together(() => {
        let session = first;
        for (const act of life.wayTo[to] ?? []) {
          const moved = move(session, act);
          if (moved.ok) session = moved.value;
        }
        return session === first ? refuse('not_in_this_phase') : accept(session);
      }),
    resume() {
      for (const session of shelf.list()) plan(session);
    },
  };
}
