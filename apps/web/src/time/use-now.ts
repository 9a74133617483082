import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** The time, told anew every `everyMs`, so that ages and link states on screen stay true. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    // Timers stand still while the machine sleeps; the first frame after it must not show what was true before.
    const wake = (): void => flushSync(tick);
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pageshow', wake);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('pageshow', wake);
    };
  }, [everyMs]);
  return now;
}
