import { unreachable } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import type { AnswersShape } from '@diboas/wizards';
import { useEffect, useRef, useState } from 'react';
import { randomUuid } from '../first/capabilities.ts';
import { cacheTransactions } from '../live/cache-changes.ts';
import { useServices } from '../services/services.ts';
import { timerMs } from '../time/clock.ts';
import { findByKey, type SubmitOutcome, submit } from './submit.ts';
import type { StepProps } from './wizard-step.ts';

/** `not_saved`: the server could not be reached, so nothing went out. `renewed`: the price changed under the press. */
type Resting =
  | Exclude<SubmitOutcome, { kind: 'submitted' | 'price' }>
  | { readonly kind: 'not_saved' }
  | { readonly kind: 'renewed' };

/** So long after its price ended the server surely takes no confirmation of it any more. */
const SURELY_OVER_MS = 30_000;
/** While nothing is sure after that, it is asked again this often. */
const LOOK_AGAIN_MS = 10_000;

/**
 * The one submit of a review. A press while one is under way does nothing, whatever the page looks like.
 *
 * `sending` is on the server, with the key, before the confirmation goes out. From then on the draft keeps the key and
 * the quote, through reloads, other tabs and the end of the price, until it is known what became of it: it made a
 * transaction, it was refused, or the server does not know its key at a time when it would no longer take it.
 */
export function useSubmit<Step extends string, Answers extends AnswersShape>(
  props: StepProps<Step, Answers> & { renew: () => Promise<void> },
) {
  const { state, isSaved } = props;
  const { call, clock } = useServices();
  const [phase, setPhase] = useState<'resting' | 'sending' | 'checking'>('resting');
  const [result, setResult] = useState<Resting | null>(null);
  const inFlight = useRef(false);
  const settle = useSettle(props);
  const endsAt = state.quote ? Date.parse(state.quote.expiresAt) : 0;

  const once = async (doing: 'sending' | 'checking', act: () => Promise<Resting | null>): Promise<void> => {
    if (inFlight.current) return;
    inFlight.current = true;
    setPhase(doing);
    try {
      setResult(await act());
    } finally {
      inFlight.current = false;
      setPhase('resting');
    }
  };

  const send = (quote: QuoteView): Promise<void> =>
    once('sending', async () => {
      const key = await keyToSend(props, quote.id);
      if (typeof key !== 'string') return key;
      return settle(await submit(call, { key, quote }), endsAt);
    });

  const check = (): Promise<void> =>
    once('checking', async () => {
      const key = state.idempotencyKey;
      return key === null || !isSaved() ? result : settle(await findByKey(call, key), endsAt);
    });

  const latest = useRef(check);
  latest.current = check;
  useEffect(() => {
    if (!state.sent) return;
    const again = (): void => void latest.current();
    again();
    window.addEventListener('online', again);
    let timer: ReturnType<typeof setTimeout>;
    // Again and again, since the server's time may turn out to be another than was thought when this was set.
    const wait = (): void => {
      timer = setTimeout(
        () => {
          again();
          wait();
        },
        timerMs(endsAt + SURELY_OVER_MS - clock.now(), LOOK_AGAIN_MS),
      );
    };
    wait();
    return () => {
      window.removeEventListener('online', again);
      clearTimeout(timer);
    };
  }, [state.sent, endsAt, clock]);

  return { phase, result, send, check };
}

/** Has the server keep that this price is being confirmed now. Answers the key to send it with. */
async function keyToSend<Step extends string, Answers extends AnswersShape>(
  { state, take, isSaved }: StepProps<Step, Answers>,
  quoteId: string,
): Promise<string | Resting> {
  if (state.sent && state.idempotencyKey !== null) return state.idempotencyKey;
  const saved = await take({ type: 'sending', quoteId, newKey: randomUuid() });
  if (saved.ok && isSaved() && saved.value.idempotencyKey !== null) return saved.value.idempotencyKey;
  // It waits to be saved, and nothing is confirmed on a guess that it will be: what is saved later takes it back.
  if (saved.ok) await take({ type: 'not_taken' });
  if (saved.ok || saved.refusal.kind === 'no_answer') return { kind: 'not_saved' };
  if (saved.refusal.kind === 'refused') return { ...saved.refusal, final: true };
  return { kind: 'renewed' };
}

/** Tells the draft what became of the confirmation, and answers what the person has to be told. */
function useSettle<Step extends string, Answers extends AnswersShape>({
  take,
  leave,
  renew,
}: StepProps<Step, Answers> & { renew: () => Promise<void> }) {
  const { queryClient, clock } = useServices();
  return async (outcome: SubmitOutcome, endsAt: number): Promise<Resting | null> => {
    switch (outcome.kind) {
      case 'submitted': {
        const { transaction } = outcome;
        cacheTransactions(queryClient, [transaction]);
        // The draft may have moved on elsewhere. The transaction is there all the same, so the person is led to it.
        await take({ type: 'submitted', transactionId: transaction.id });
        await leave(transaction.id);
        return null;
      }
      case 'price':
        await take({ type: 'not_taken' });
        await renew();
        return null;
      case 'refused':
        if (outcome.final) await take({ type: 'not_taken' });
        return outcome;
      case 'not_arrived':
        // Only the server's word for the time counts here: on a guess of ours the order could be made a second time.
        if (clock.isSurelyPast(endsAt + SURELY_OVER_MS)) await take({ type: 'not_taken' });
        return outcome;
      case 'unknown':
        return outcome;
      default:
        return unreachable(outcome);
    }
  };
}
