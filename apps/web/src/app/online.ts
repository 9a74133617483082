import { useEffect, useState } from 'react';

/** When the browser last knew itself to be offline; null while it believes to be online. */
export function useOfflineSince(): number | null {
  const [since, setSince] = useState<number | null>(() => (navigator.onLine ? null : Date.now()));
  useEffect(() => {
    const off = (): void => setSince((value) => value ?? Date.now());
    const on = (): void => setSince(null);
    window.addEventListener('offline', off);
    window.addEventListener('online', on);
    return () => {
      window.removeEventListener('offline', off);
      window.removeEventListener('online', on);
    };
  }, []);
  return since;
}
