import { useEffect, useState } from 'react';

/** Whether something has been going on for at least `afterMs`; false as soon as it stops. */
export function useElapsed(active: boolean, afterMs: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setElapsed(true), afterMs);
    return () => {
      clearTimeout(timer);
      setElapsed(false);
    };
  }, [active, afterMs]);
  return elapsed;
}
