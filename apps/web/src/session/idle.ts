import type { SessionLife } from '@diboas/protocol';

/** How long before the end a person is warned: long enough to find the button with any way of reading and pressing. */
export const WARN_MS = 120_000;
/** Being at it is told to the server so often at most. */
export const TELL_EVERY_MS = 60_000;

/** What is to be shown, and when to look again. */
export interface IdleLook {
  /** `idle`: the session ends unless the person does something. `life`: it ends whatever they do. */
  readonly warning: 'none' | 'idle' | 'life';
  readonly lookAgainMs: number;
}

/** What the session's life, as the server just told it, means for the page. */
export function idleLook({ idleMs, lifeMs }: SessionLife): IdleLook {
  const leftMs = Math.min(idleMs, lifeMs);
  // Just past the time, not just before it: what is asked then is whether the session still stands.
  if (leftMs > WARN_MS) return { warning: 'none', lookAgainMs: leftMs - WARN_MS + 50 };
  return { warning: lifeMs <= idleMs ? 'life' : 'idle', lookAgainMs: leftMs + 50 };
}
