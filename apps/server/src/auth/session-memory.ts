import type { Instant } from '@diboas/kernel';
import type { StandingSession } from './sessions.ts';

/**
 * How long a session that was read serves further reads without a question. A screen asks for several things at once,
 * and they need not each ask again. Together with the look of live streams every eight seconds, a sign-out on another
 * node takes effect within ten.
 */
const KEPT_MS = 2_000;
const KEPT_MAX = 10_000;

/** Sessions that this node has read a moment ago, by their cookie. Acts never rely on it. */
export interface SessionMemory {
  recall(cookie: string): StandingSession | null;
  /** Before a read: what was ended since then is not kept by it. */
  begin(): number;
  keep(cookie: string, session: StandingSession, began: number): void;
  forget(sessionIds: readonly string[]): void;
}

export function createSessionMemory(now: () => Instant): SessionMemory {
  const kept = new Map<string, { readonly session: StandingSession; readonly until: Instant }>();
  let endings = 0;
  return {
    recall(cookie) {
      const found = kept.get(cookie);
      if (!found) return null;
      const { session, until } = found;
      const at = now();
      if (at < until && at >= until - KEPT_MS && at < session.idleEndsAt) return session;
      kept.delete(cookie);
      return null;
    },
    begin: () => endings,
    keep(cookie, session, began) {
      if (began !== endings) return;
      kept.delete(cookie);
      kept.set(cookie, { session, until: now() + KEPT_MS });
      // In the order of insertion, so the first is the oldest.
      const [oldest] = kept.keys();
      if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    },
    forget(sessionIds) {
      endings += 1;
      const ended = new Set(sessionIds);
      for (const [cookie, { session }] of kept) if (ended.has(session.id)) kept.delete(cookie);
    },
  };
}
