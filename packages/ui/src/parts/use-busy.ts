import { useRef, useState } from 'react';

/**
 * Whether an act is under way, and the way to begin one. While one is, another does nothing; and however it ends, even
 * by a fault of ours, the button is free again.
 */
export function useBusy(): readonly [boolean, (act: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const run = async (act: () => Promise<void>): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    try {
      await act();
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return [busy, (act) => void run(act)];
}
