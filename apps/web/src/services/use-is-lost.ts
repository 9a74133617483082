import { useSyncExternalStore } from 'react';
import { useServices } from './services.ts';

/** Whether the server cannot be reached, as the last call found out. */
export function useIsLost(): boolean {
  const { reach } = useServices();
  return useSyncExternalStore(reach.subscribe, reach.lostSince) !== null;
}
