import { createContext, useContext } from 'react';
import { useNow } from '../time/use-now.ts';
import { type LinkFacts, type LinkState, linkState, pollDelayMs } from './link-state.ts';

/** How fresh the page is; it changes with every word of the server, so only the mark of the link listens to it. */
export const LinkContext = createContext<LinkFacts | null>(null);

/** When the link was last lost; null while it is open and caught up. */
export const AwayContext = createContext<number | null>(null);

/** The link as it may be told right now; it changes by the clock alone when the server falls silent. */
export function useLinkState(): LinkState | null {
  const facts = useContext(LinkContext);
  const now = useNow(1_000);
  return facts ? linkState(facts, Math.max(now, facts.heardAt ?? 0)) : null;
}

/**
 * How often a page asks by itself while there is no live link; false while there is one. The query library stops
 * it in hidden tabs.
 */
export function usePollInterval(): () => number | false {
  const awaySince = useContext(AwayContext);
  return () => (awaySince === null ? false : pollDelayMs(Date.now() - awaySince));
}
