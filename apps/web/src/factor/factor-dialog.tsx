import { useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../services/services.ts';
import type { FactorQuestion } from './factor-question.tsx';

/**
 * Asks for the second factor over whatever page made a call that waits for it. What asks is fetched then; its words are those
 * of flows, which every page has that makes such a call. Where it cannot be had, the call is refused as it was and can be
 * made again.
 */
export function FactorDialog() {
  const { factor } = useServices();
  const asked = useSyncExternalStore(factor.onChange, factor.asked);
  const [found, setFound] = useState<{ readonly Question: typeof FactorQuestion } | null>(null);
  const isWanted = asked !== null && found === null;
  useEffect(() => {
    if (!isWanted) return;
    import('./factor-question.tsx').then(
      (module) => setFound({ Question: module.FactorQuestion }),
      () => factor.answer(false),
    );
  }, [isWanted, factor]);
  return asked === null || found === null ? null : <found.Question key={asked.kind} asked={asked} />;
}
