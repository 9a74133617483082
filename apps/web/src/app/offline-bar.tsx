import { useEffect, useSyncExternalStore } from 'react';
import { formatShort } from '../time/format-time.ts';
import { useRegion } from './region.ts';
import { useServices } from './services.ts';
import { useText } from './text.ts';

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
    <div role="status">
      {since === null ? null : (
        <p className="bg-sunken px-[20px] py-2 text-center text-sm" data-offline>
          {t('offline.bar', { time: formatShort(clock.timeOf(since), region, clock.now()) })}
        </p>
      )}
    </div>
  );
}
