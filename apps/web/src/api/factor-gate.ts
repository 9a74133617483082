// Calls that are refused for want of the second factor wait while the person gives it, and are then made again as they were:
// so no screen that calls knows of it, and what was typed there stays.
import type { Call } from '@diboas/client';
import type { MoneyView } from '@diboas/protocol';

/** What a call waits for: a code, or an app that makes codes to be set up. */
export type FactorAsked =
  | { readonly kind: 'give' }
  /** `left`: what could leave without one. */
  | { readonly kind: 'set_up'; readonly left: MoneyView | null };

export interface FactorGate {
  /** A call of any route, which waits where it has to. */
  readonly call: Call;
  /** What is asked for now; null while nothing is. */
  asked(): FactorAsked | null;
  /** Ends the waiting: with `isGiven` the call is made again, without it the refusal stands. */
  answer(isGiven: boolean): void;
  /** Tells whenever `asked` changes. Answers how to stop that. */
  onChange(listener: () => void): () => void;
}

interface Waiting {
  readonly asked: FactorAsked;
  readonly answered: Promise<boolean>;
  readonly end: (isGiven: boolean) => void;
}

/** @param plain makes calls; those of the one who asks for the factor are made by it too, and wait for nothing */
export function createFactorGate(plain: Call): FactorGate {
  let waiting: Waiting | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Waiting | null): void => {
    waiting = next;
    for (const listener of listeners) listener();
  };
  const ask = (asked: FactorAsked): Promise<boolean> => {
    if (waiting) return waiting.answered;
    const { promise: answered, resolve: end } = promised<boolean>();
    set({ asked, answered, end });
    return answered;
  };
  return {
    call: async (name, input) => {
      for (;;) {
        const outcome = await plain(name, input);
        const asked =
          outcome.ok || outcome.refusal.kind !== 'refused' ? null : askedBy(outcome.refusal.problem);
        if (asked === null || !(await ask(asked))) return outcome;
      }
    },
    asked: () => waiting?.asked ?? null,
    answer(isGiven) {
      const before = waiting;
      set(null);
      before?.end(isGiven);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function askedBy({
  code,
  left,
}: {
  readonly code: string;
  readonly left?: MoneyView | undefined;
}): FactorAsked | null {
  if (code === 'factor_required') return { kind: 'give' };
  return code === 'factor_missing' ? { kind: 'set_up', left: left ?? null } : null;
}

/** A promise and its end; `Promise.withResolvers` is not in every browser that the app runs in. */
function promised<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((end) => {
    resolve = end;
  });
  return { promise, resolve };
}
