import { createContext, useContext } from 'react';
import { useNow } from '../time/use-now.ts';
import { type LinkFacts, type LinkState, linkState, pollDelayMs } from './link-state.ts';

export interface Live {
  readonly facts: LinkFacts;
  /** When the link was last lost; null while it is open and caught up. */
  readonly awaySince: number | null;
}

export const LiveContext = createContext<Live | null>(null);

/** The link as it may be told right now; it changes by the clock alone when the server falls silent. */
export function useLinkState(): LinkState | null {
  const live = useContext(LiveContext);
  const now = useNow(1_000);
  return live ? linkState(live.facts, Math.max(now, live.facts.heardAt ?? 0)) : null;
}

/**
 * How often a page asks by itself while there is no live link; false while there is one. The query library stops
 * it in hidden tabs.
 */
export function usePollInterval(): () => number | false {
  const live = useContext(LiveContext);
  return () => (live?.awaySince ? pollDelayMs(Date.now() - live.awaySince) : false);
}
