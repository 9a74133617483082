import { useSyncExternalStore } from 'react';
import { useServices } from '../services/services.ts';
import { formatShort } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { useLinkState } from './live-context.ts';

/** Live, Catching up, or not live since when. The shape differs as well as the words. */
export function LinkMark() {
  const { clock, reach } = useServices();
  const told = useLinkState();
  const lostSince = useSyncExternalStore(reach.subscribe, reach.lostSince);
  // A call that found nobody knows it before the link has been silent for long enough.
  const state = told && lostSince !== null ? ({ kind: 'not_live', since: lostSince } as const) : told;
  const region = useRegion();
  const t = useText();
  if (!state) return null;
  const words =
    state.kind === 'live'
      ? t('link.live')
      : state.kind === 'catching_up'
        ? t('link.catchingUp')
        : state.since === null
          ? t('link.notLive')
          : t('link.notLiveSince', { time: formatShort(state.since, region, clock.now()) });
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-muted" data-link={state.kind}>
      <svg
        viewBox="0 0 12 12"
        className="size-3 shrink-0"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
      >
        {state.kind === 'live' ? (
          <>
            <circle cx="6" cy="6" r="5" className="stroke-brand" strokeWidth="1" />
            <circle cx="6" cy="6" r="2.5" className="fill-brand stroke-none" />
          </>
        ) : state.kind === 'catching_up' ? (
          <path d="M6 1a5 5 0 1 1-5 5" strokeWidth="1.5" strokeLinecap="round" />
        ) : (
          <path d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1ZM2.5 9.5l7-7" strokeWidth="1.25" />
        )}
      </svg>
      <span>{words}</span>
    </span>
  );
}
