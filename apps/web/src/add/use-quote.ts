import type { QuoteView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keys } from '../api/queries.ts';
import { useServices } from '../app/services.ts';
import type { DraftRefusal } from './draft-sync.ts';
import { type Priced, quoteChange } from './quote-change.ts';
import type { StepProps } from './wizard-step.ts';

/** A renewed price that differs from the one the person saw. */
export interface PriceChange {
  readonly kind: 'worse' | 'better';
  readonly before: Priced;
  readonly after: Priced;
}

/**
 * The quote of the draft, in full. There is none yet, or it has ended: a new one is asked for and put into the
 * draft. It is renewed by itself at its end, so that nobody meets an expired price by waiting.
 */
export function useQuote({ state, take }: StepProps) {
  const { call, queries, queryClient } = useServices();
  const [refusal, setRefusal] = useState<DraftRefusal | null>(null);
  const [change, setChange] = useState<PriceChange | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const held = state.quote;
  const query = useQuery({ ...queries.quote(held?.id ?? ''), enabled: held !== null });

  const latest = useRef({ state, take });
  latest.current = { state, take };

  const renew = useCallback((): Promise<void> => {
    running.current ??= (async () => {
      const { amount, method, quote: before } = latest.current.state;
      if (amount === null || method === null) return;
      const answer = await call('createQuote', {
        body: { operation: 'ADD_FUNDS', amount, currency: 'USD', method, asset: 'USDC', network: 'solana' },
      });
      if (!answer.ok) {
        setRefusal(answer.refusal);
        return;
      }
      queryClient.setQueryData(keys.quote(answer.value.id), answer.value);
      const taken = await latest.current.take({ type: 'quoted', quote: draftQuoteOf(answer.value) });
      setRefusal(taken.ok ? null : taken.refusal);
      if (taken.ok && before) setChange(changeBetween(before, draftQuoteOf(answer.value)));
    })().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [call, queryClient]);

  useEffect(() => {
    const remaining = held ? Date.parse(held.expiresAt) - Date.now() : 0;
    if (remaining <= 0) {
      void renew();
      return;
    }
    const timer = setTimeout(() => void renew(), remaining);
    return () => clearTimeout(timer);
  }, [held, renew]);

  const fresh = held && query.data?.id === held.id ? query.data : null;
  return { quote: fresh, refusal, change, renew, error: query.error };
}

export function draftQuoteOf(quote: QuoteView) {
  return {
    id: quote.id,
    total: quote.pay.total,
    receive: { asset: quote.receive.asset, amount: quote.receive.amount },
    expiresAt: quote.expiresAt,
  };
}

function changeBetween(before: Priced, after: Priced): PriceChange | null {
  const kind = quoteChange(before, after);
  return kind === 'same' ? null : { kind, before, after };
}
