import { useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../services/services.ts';
import { formatShort } from '../time/format-time.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';

const LOOK_AGAIN_MS = 5_000;

/** Says that the server cannot be reached, and looks for it until it can. */
export function OfflineBar() {
  const { call, reach, clock } = useServices();
  const region = useRegion();
  const t = useText();
  const since = useSyncExternalStore(reach.subscribe, reach.lostSince);
  const isLost = since !== null;
  useEffect(() => {
    const look = (): void => void call('me', {});
    window.addEventListener('offline', look);
    window.addEventListener('online', look);
    const timer = isLost ? setInterval(look, LOOK_AGAIN_MS) : undefined;
    return () => {
      window.removeEventListener('offline', look);
      window.removeEventListener('online', look);
      clearInterval(timer);
    };
  }, [call, isLost]);
  return (
    // It lies over the free space above the page, and over the page when that is scrolled; so nothing is pushed away.
    <div role="status" className="no-print sticky top-0 z-10 h-0">
      {since === null ? null : (
        <p
          className="border-b border-line bg-sunken px-[20px] py-1.5 text-center text-xs text-balance"
          data-offline
        >
          {t('offline.bar', { time: formatShort(clock.timeOf(since), region, clock.now()) })}
        </p>
      )}
    </div>
  );
}
