import { accept } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallRefusal } from '../api/client.ts';
import { CallError, keys, quoteRequestOf } from '../api/queries.ts';
import { useServices } from '../app/services.ts';
import { takeOffer } from './offers.ts';
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
 * draft. It is renewed by itself at its end, so that nobody meets an expired price by waiting; but never while a
 * confirmation of it is out. `refusal` tells that the price could not be had, so that a quote beside it is not to be
 * trusted. `change` compares with the first price that this step showed, however often it was renewed since.
 */
export function useQuote({ state, take }: StepProps) {
  const { call, queries, queryClient } = useServices();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [change, setChange] = useState<PriceChange | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const held = state.quote;
  const query = useQuery({ ...queries.quote(held?.id ?? ''), enabled: held !== null });

  const seen = useRef<Priced | null>(null);
  seen.current ??= held;
  const latest = useRef({ state, take });
  latest.current = { state, take };

  const renew = useCallback((): Promise<void> => {
    running.current ??= (async () => {
      const { amount, method } = latest.current.state;
      if (amount === null || method === null) return;
      const offered = takeOffer(queryClient, { amount, method });
      const answer = offered
        ? accept(offered)
        : await call('createQuote', { body: quoteRequestOf(amount, method) });
      if (!answer.ok) {
        setRefusal(answer.refusal);
        return;
      }
      queryClient.setQueryData(keys.quote(answer.value.id), answer.value);
      const quote = draftQuoteOf(answer.value);
      const taken = await latest.current.take({ type: 'quoted', quote });
      // A draft that moved on elsewhere, or whose confirmation is out, keeps its own price and says so itself.
      const isNoAnswer = !taken.ok && taken.refusal.kind !== 'changed' && taken.refusal.kind !== 'illegal';
      setRefusal(isNoAnswer ? taken.refusal : null);
      if (taken.ok) setChange(seen.current && changeBetween(seen.current, quote));
    })().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [call, queryClient]);

  useEffect(() => {
    if (state.sent) return;
    const remaining = held ? Date.parse(held.expiresAt) - Date.now() : 0;
    if (remaining <= 0) {
      void renew();
      return;
    }
    const timer = setTimeout(() => void renew(), remaining);
    return () => clearTimeout(timer);
  }, [held, state.sent, renew]);

  const unread = query.error instanceof CallError ? query.error.refusal : null;
  const fresh = held && query.data?.id === held.id ? query.data : null;
  const retry = (): void => void (unread ? query.refetch() : renew());
  return { quote: fresh, refusal: refusal ?? (fresh ? null : unread), change, renew, retry };
}

function draftQuoteOf(quote: QuoteView) {
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
