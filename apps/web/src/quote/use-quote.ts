import type { CallRefusal } from '@diboas/client';
import { accept, type Outcome } from '@diboas/kernel';
import type { QuoteRequest, QuoteView } from '@diboas/protocol';
import type { WizardQuote } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { CallError, keys } from '../api/queries.ts';
import { useServices } from '../services/services.ts';
import { useIsLost } from '../services/use-is-lost.ts';
import { timerMs } from '../time/clock.ts';
import { onWake } from '../time/on-wake.ts';
import type { DraftRefusal } from '../wizard/draft-sync.ts';
import { type Priced, quoteChange } from './quote-change.ts';
import { createRenewalPace, type RenewalPace } from './renewal-pace.ts';
import { takeOffer } from './take-offer.ts';

/** A renewed price that differs from the one the person saw. */
export interface PriceChange {
  readonly kind: 'worse' | 'better';
  readonly before: Priced;
  readonly after: Priced;
}

/** `left_alone`: the price ended, and after some renewals that nobody acted on the page asks no more by itself. */
export type NoPrice = CallRefusal | { readonly kind: 'left_alone' };

export interface QuoteUse {
  /** What is to be priced; null while an answer to it is missing. */
  readonly request: QuoteRequest | null;
  /** The price that the draft holds. */
  readonly held: WizardQuote | null;
  /** A confirmation of it is out, so nothing may take its place. */
  readonly isHeldFast: boolean;
  /** Puts a price into the draft. */
  readonly take: (event: {
    readonly type: 'quoted';
    readonly quote: WizardQuote;
  }) => Promise<Outcome<unknown, DraftRefusal>>;
}

/**
 * The quote of the draft, in full. There is none yet, or it has ended by the server's clock: a new one is asked for
 * and put into the draft. It is renewed by itself at its end, so that nobody meets an expired price by waiting; but
 * at the pace of `renewal-pace.ts`, and never while a confirmation of it is out. `refusal` tells that the price could
 * not be had, so that a quote beside it is not to be trusted. `change` compares with the first price that this step
 * showed, however often it was renewed since. `renew` is for a person's act.
 */
export function useQuote(given: QuoteUse) {
  const { call, queries, queryClient, clock } = useServices();
  const [refusal, setRefusal] = useState<NoPrice | null>(null);
  const [change, setChange] = useState<PriceChange | null>(null);
  const [pace] = useState(createRenewalPace);
  const running = useRef<Promise<void> | null>(null);
  const { held, isHeldFast } = given;
  const query = useQuery({ ...queries.quote(held?.id ?? ''), enabled: held !== null });

  const seen = useRef<Priced | null>(null);
  seen.current ??= held;
  const latest = useRef(given);
  latest.current = given;

  const ask = useCallback((): Promise<void> => {
    running.current ??= (async () => {
      const { request } = latest.current;
      if (request === null) return;
      const offered = takeOffer(queryClient, request, clock);
      const answer = offered ? accept(offered) : await call('createQuote', { body: request });
      if (!answer.ok) {
        setRefusal(answer.refusal);
        return;
      }
      if (!offered) clock.hear(answer.value.createdAt);
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
  }, [call, queryClient, clock]);

  const renew = useCallback((): Promise<void> => {
    pace.asked(clock.ticks());
    return ask();
  }, [ask, pace, clock]);

  const isLost = useIsLost();
  const isUnanswered = refusal?.kind === 'no_answer';
  useEffect(() => {
    const waitMs = pace.waitMs(clock.ticks());
    if (isLost || !isUnanswered || waitMs === null) return;
    // What was said about a server that could not be reached must not outlive that.
    const timer = setTimeout(() => {
      pace.renewed(clock.ticks());
      void ask();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [isLost, isUnanswered, ask, pace, clock]);
  useRenewalAtEnd({ held, isHeldFast, pace, ask, renew, onLeftAlone: setRefusal });

  const unread = query.error instanceof CallError ? query.error.refusal : null;
  const fresh = held && query.data?.id === held.id ? query.data : null;
  const retry = (): void => void (unread ? query.refetch() : renew());
  return { quote: fresh, refusal: refusal ?? (fresh ? null : unread), change, renew, retry };
}

/** Asks for a price where there is none, and for the next when it ends, by the server's clock and at the pace given. */
function useRenewalAtEnd({
  held,
  isHeldFast,
  pace,
  ask,
  renew,
  onLeftAlone,
}: {
  held: WizardQuote | null;
  /** Its confirmation is out. */
  isHeldFast: boolean;
  pace: RenewalPace;
  ask: () => Promise<void>;
  renew: () => Promise<void>;
  onLeftAlone: (refusal: NoPrice) => void;
}): void {
  const { clock } = useServices();
  useEffect(() => {
    if (isHeldFast) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (!held) return void renew();
      const leftMs = Date.parse(held.expiresAt) - clock.now();
      const waitMs = pace.waitMs(clock.ticks());
      if (leftMs > 0) timer = setTimeout(look, timerMs(leftMs));
      else if (waitMs === null) onLeftAlone({ kind: 'left_alone' });
      else if (waitMs > 0) timer = setTimeout(look, waitMs);
      else {
        pace.renewed(clock.ticks());
        void ask();
      }
    };
    look();
    const stopWaking = onWake(look);
    const stopSetting = clock.onSet(look);
    return () => {
      clearTimeout(timer);
      stopWaking();
      stopSetting();
    };
  }, [held, isHeldFast, ask, renew, onLeftAlone, pace, clock]);
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
