/** How fresh the page is, in ticks of the clock. `heardAt` is when the server last said anything at all. */
export interface LinkFacts {
  readonly open: boolean;
  readonly caughtUp: boolean;
  readonly heardAt: number | null;
  /** When this page began to look for the server. */
  readonly startedAt: number;
}

export type LinkState =
  | { readonly kind: 'live' }
  | { readonly kind: 'catching_up' }
  | { readonly kind: 'not_live'; readonly since: number | null };

/** After this long without a heartbeat nothing is called live, whatever the socket believes. */
export const SILENCE_MAX_MS = 10_000;

export function linkState(facts: LinkFacts, now: number): LinkState {
  if (now - (facts.heardAt ?? facts.startedAt) > SILENCE_MAX_MS)
    return { kind: 'not_live', since: facts.heardAt };
  if (facts.open) return { kind: facts.caughtUp ? 'live' : 'catching_up' };
  return facts.heardAt === null ? { kind: 'catching_up' } : { kind: 'not_live', since: facts.heardAt };
}

/** How long to wait before the next poll, when the link has been away for `awayMs` (R5). */
export function pollDelayMs(awayMs: number): number {
  if (awayMs < 30_000) return 5_000;
  if (awayMs < 120_000) return 15_000;
  return 30_000;
}

/** 1, 2, 4 … 30 s, each shortened by up to half so that many browsers do not come back at the same instant. */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(30_000, 1_000 * 2 ** Math.min(failures, 10));
  return full * (1 - random / 2);
}
