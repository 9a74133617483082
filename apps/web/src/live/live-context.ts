import { createContext, useContext } from 'react';
import { useServices } from '../services/services.ts';
import { useNow } from '../services/use-now.ts';
import { type LinkFacts, type LinkState, linkState, pollDelayMs } from './link-state.ts';

/** How fresh the page is; it changes with every word of the server, so only the mark of the link listens to it. */
export const LinkContext = createContext<LinkFacts | null>(null);

/** The tick at which the link was last lost; null while it is open and caught up. */
export const AwayContext = createContext<number | null>(null);

/**
 * The link as it may be told right now, with `since` as the server's time. It changes by the clock alone when the
 * server falls silent.
 */
export function useLinkState(): LinkState | null {
  const { clock } = useServices();
  const facts = useContext(LinkContext);
  useNow(1_000);
  if (!facts) return null;
  const state = linkState(facts, clock.ticks());
  return state.kind === 'not_live' && state.since !== null
    ? { kind: 'not_live', since: clock.timeOf(state.since) }
    : state;
}

/**
 * How often a page asks by itself while there is no live link; false while there is one. The query library stops
 * it in hidden tabs.
 */
export function usePollInterval(): () => number | false {
  const { clock } = useServices();
  const awaySince = useContext(AwayContext);
  return () => (awaySince === null ? false : pollDelayMs(clock.ticks() - awaySince));
}
