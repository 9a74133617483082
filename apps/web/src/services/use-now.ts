import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { onWake } from '../time/on-wake.ts';
import { useServices } from './services.ts';

/** The server's time, told anew every `everyMs`, so that ages and link states on screen stay true. */
export function useNow(everyMs: number): number {
  const { clock } = useServices();
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const tick = (): void => setNow(clock.now());
    // The first frame after a sleep must not show what was true before it.
    const wake = (): void => flushSync(tick);
    const timer = setInterval(tick, everyMs);
    const stopWaking = onWake(wake);
    const stopSetting = clock.onSet(tick);
    return () => {
      clearInterval(timer);
      stopWaking();
      stopSetting();
    };
  }, [everyMs, clock]);
  return now;
}
