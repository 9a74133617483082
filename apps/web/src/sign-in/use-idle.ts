import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../app/services.ts';
import { type IdleLook, idleLook, TELL_EVERY_MS } from './idle.ts';
import { hearOtherTabs, tellOtherTabs } from './session-channel.ts';

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
/** The first look waits until the page is up. */
const FIRST_LOOK_MS = 5_000;

/**
 * Tells the server that the person is at it, and knows when they are to be warned. All times are spans that the server
 * gave: the device's clock may be wrong, and stands still while it sleeps, so after waking the server is asked anew.
 */
export function useIdle(): { readonly warning: IdleLook['warning']; readonly stay: () => void } {
  const { call, clock } = useServices();
  const [warning, setWarning] = useState<IdleLook['warning']>('none');
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const look = useCallback(
    async (name: 'sessionLife' | 'staySignedIn'): Promise<void> => {
      const answer = await call(name, {});
      clearTimeout(timer.current);
      // Without an answer nothing is known, and the page says elsewhere that diBoaS cannot be reached.
      const next = answer.ok ? idleLook(answer.value) : { warning: null, lookAgainMs: TELL_EVERY_MS };
      if (next.warning !== null) setWarning(next.warning);
      const ended = !answer.ok && answer.refusal.kind === 'refused';
      if (!ended) timer.current = setTimeout(() => void look('sessionLife'), next.lookAgainMs);
    },
    [call],
  );
  const stay = useCallback((): void => {
    toldAt.current = clock.ticks();
    void look('staySignedIn').then(() => tellOtherTabs({ type: 'stayed' }));
  }, [look, clock]);

  useEffect(() => {
    const onLife = (): void => {
      if (clock.ticks() - toldAt.current >= TELL_EVERY_MS) stay();
    };
    const onWake = (): void => {
      if (document.visibilityState === 'visible') void look('sessionLife');
    };
    timer.current = setTimeout(() => void look('sessionLife'), FIRST_LOOK_MS);
    toldAt.current = clock.ticks();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, onLife, { passive: true });
    document.addEventListener('visibilitychange', onWake);
    const stopHearing = hearOtherTabs(({ type }) => {
      if (type === 'stayed') void look('sessionLife');
    });
    return () => {
      clearTimeout(timer.current);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, onLife);
      document.removeEventListener('visibilitychange', onWake);
      stopHearing();
    };
  }, [look, stay, clock]);
  return { warning, stay };
}
