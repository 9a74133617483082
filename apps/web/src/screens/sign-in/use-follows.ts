import { useEffect, useState } from 'react';
import { openCall } from '../../api/open-call.ts';
import { useServices } from '../../services/services.ts';
import { hearOtherTabs } from '../../session/session-channel.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Calls back once somebody is signed in in this browser: now, or later in another tab, whose word is heard at once and
 * looked for every five seconds where tabs cannot talk. Answers whether a session of this browser ended.
 */
export function useFollows(onSignedIn: () => void): { readonly ended: boolean } {
  const { signedOutAtFirst } = useServices();
  // Whoever was led here because of it is told at once, and nobody is asked the same a second time.
  const [seen] = useState(signedOutAtFirst.seen);
  const [ended, setEnded] = useState(seen?.ended ?? false);
  useEffect(() => {
    let stopped = false;
    const look = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const found = await openCall('readSignedIn', {});
      if (stopped || !found.ok) return;
      if (found.value.email !== null) onSignedIn();
      else setEnded(found.value.ended);
    };
    const onWake = (): void => void look();
    if (seen === null) void look();
    signedOutAtFirst.forget();
    const timer = setInterval(onWake, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', onWake);
    const stopHearing = hearOtherTabs(({ type }) => {
      if (type === 'signed_in' && !stopped) onSignedIn();
    });
    return () => {
      stopped = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onWake);
      stopHearing();
    };
  }, [onSignedIn, seen, signedOutAtFirst]);
  return { ended };
}
