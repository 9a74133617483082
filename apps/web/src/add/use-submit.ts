import type { QuoteView } from '@diboas/protocol';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../app/services.ts';
import { cacheTransactions } from '../live/cache-changes.ts';
import { findByKey, type SubmitOutcome, submit } from './submit.ts';
import type { StepProps } from './wizard-step.ts';

type Resting = Exclude<SubmitOutcome, { kind: 'submitted' }> | { readonly kind: 'not_saved' };

/**
 * The one submit of a review. A press while one is under way does nothing, whatever the page looks like. The key
 * has to be on the server before the order goes out, or a reload could not find the order again.
 */
export function useSubmit({ state, take, goOn, isSaved, renew }: StepProps & { renew: () => Promise<void> }) {
  const { call, queryClient } = useServices();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Resting | null>(null);
  const inFlight = useRef(false);

  const settle = async (outcome: SubmitOutcome): Promise<void> => {
    if (outcome.kind === 'submitted') {
      cacheTransactions(queryClient, [outcome.transaction]);
      await goOn({ type: 'submitted', transactionId: outcome.transaction.id });
      return;
    }
    if (outcome.kind === 'price') await renew();
    setResult(outcome.kind === 'price' ? null : outcome);
  };

  const once = async (act: () => Promise<void>): Promise<void> => {
    if (inFlight.current) return;
    inFlight.current = true;
    setBusy(true);
    setResult(null);
    try {
      await act();
    } finally {
      inFlight.current = false;
      setBusy(false);
    }
  };

  const send = (quote: QuoteView): Promise<void> =>
    once(async () => {
      const key = state.idempotencyKey ?? crypto.randomUUID();
      // Also tells whether the server can be reached at all: nothing is ordered on a guess that it can.
      const saved = await take({ type: 'fees_accepted', newKey: key });
      if (!saved.ok || !isSaved() || saved.value.idempotencyKey === null) setResult({ kind: 'not_saved' });
      else await settle(await submit(call, { key: saved.value.idempotencyKey, quote }));
    });

  const check = (): Promise<void> =>
    once(async () => {
      if (state.idempotencyKey !== null) await settle(await findByKey(call, state.idempotencyKey));
    });

  const unknown = result?.kind === 'unknown';
  const latest = useRef(check);
  latest.current = check;
  useEffect(() => {
    if (!unknown) return;
    const again = (): void => void latest.current();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [unknown]);

  return { busy, result, send, check };
}
