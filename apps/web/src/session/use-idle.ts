import type { Call } from '@diboas/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../services/services.ts';
import { type IdleLook, idleLook, TELL_EVERY_MS } from './idle.ts';
import { hearOtherTabs, tellOtherTabs } from './session-channel.ts';

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
/** The first look waits until the page is up. */
const FIRST_LOOK_MS = 5_000;

/**
 * Tells the server that the person is at it, and knows when they are to be warned. `stay` answers whether the server heard it. All times are spans that the server
 * gave: the device's clock may be wrong, and stands still while it sleeps, so after waking the server is asked anew.
 */
export function useIdle(): { readonly warning: IdleLook['warning']; readonly stay: () => Promise<boolean> } {
  const { call, clock } = useServices();
  const [warning, setWarning] = useState<IdleLook['warning']>('none');
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isGone = useRef(false);

  const look = useCallback(
    async (name: 'sessionLife' | 'staySignedIn'): Promise<boolean> => {
      const answer = await call(name, {});
      // Nothing is set going for a page that went away meanwhile.
      if (isGone.current) return answer.ok;
      clearTimeout(timer.current);
      // Without an answer nothing is known, and the page says elsewhere that diBoaS cannot be reached.
      const next = answer.ok ? idleLook(answer.value) : { warning: null, lookAgainMs: TELL_EVERY_MS };
      if (next.warning !== null) setWarning(next.warning);
      if (!isEnded(answer)) timer.current = setTimeout(() => void look('sessionLife'), next.lookAgainMs);
      return answer.ok;
    },
    [call],
  );
  const stay = useCallback(async (): Promise<boolean> => {
    toldAt.current = clock.ticks();
    const isTold = await look('staySignedIn');
    if (isTold) tellOtherTabs({ type: 'stayed' });
    return isTold;
  }, [look, clock]);

  useEffect(() => {
    const onLife = (): void => {
      if (clock.ticks() - toldAt.current >= TELL_EVERY_MS) void stay();
    };
    const onWake = (): void => {
      if (document.visibilityState === 'visible') void look('sessionLife');
    };
    isGone.current = false;
    timer.current = setTimeout(() => void look('sessionLife'), FIRST_LOOK_MS);
    toldAt.current = clock.ticks();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, onLife, { passive: true });
    document.addEventListener('visibilitychange', onWake);
    const stopHearing = hearOtherTabs(({ type }) => {
      if (type === 'stayed') void look('sessionLife');
    });
    return () => {
      isGone.current = true;
      clearTimeout(timer.current);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, onLife);
      document.removeEventListener('visibilitychange', onWake);
      stopHearing();
    };
  }, [look, stay, clock]);
  return { warning, stay };
}

/** Any other refusal, such as of too many requests, says nothing of the session, which is looked at again. */
function isEnded(answer: Awaited<ReturnType<Call>>): boolean {
  return !answer.ok && answer.refusal.kind === 'refused' && answer.refusal.problem.code === 'not_signed_in';
}
