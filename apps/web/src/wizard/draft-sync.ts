import type { Call, CallRefusal } from '@diboas/client';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { DraftView, ProblemCode } from '@diboas/protocol';
import { type AddFundsEvent, type AddFundsState, type AddFundsStep, addFunds } from '@diboas/wizards';

/**
 * Keeps a draft in step with the server. An event is taken locally by the same function that the server runs, sent,
 * and only then is the next step shown. When the network is gone, or the server turns us away for a while, the event
 * waits in a queue in order, the wizard goes on, and `unsaved` says so; nothing that moves money is allowed until the
 * queue is empty.
 */
export interface DraftSync {
  state(): AddFundsState;
  unsaved(): boolean;
  /** What was given up because another tab or device had been faster, until something is taken again. */
  conflict(): AddFundsEvent | null;
  /** Takes an event on the step that the person looks at, which need not be the one the draft stood on. */
  send(event: AddFundsEvent, on: AddFundsStep): Promise<Outcome<AddFundsState, DraftRefusal>>;
  /** Sends what waits. Called when the network may be back. */
  flush(): Promise<void>;
}

/** `changed`: another tab or device was faster, and the draft now shows what it did. */
export type DraftRefusal = CallRefusal | { readonly kind: 'changed' } | { readonly kind: 'illegal' };

export interface DraftCache {
  read(): DraftView;
  write(draft: DraftView): void;
  /** Something other than the draft itself changed: whether it is saved. */
  changed(): void;
  /** The draft is not this person's any more, if it is anybody's: nothing that was read before may be trusted. */
  gone(): void;
}

/** These refuse the call and say nothing of the event, which may be sent again as it is. */
const PASSING: readonly ProblemCode[] = ['too_many_requests', 'unavailable'];

export function createDraftSync(call: Call, cache: DraftCache): DraftSync {
  let queue: readonly AddFundsEvent[] = [];
  let conflict: AddFundsEvent | null = null;
  let running: Promise<Outcome<null, DraftRefusal>> = Promise.resolve(accept(null));

  const state = (): AddFundsState => queue.reduce(taken, cache.read().state);

  /** Sends the queue from its head. Stops at the first event that is not taken now but may be later. */
  const drain = async (): Promise<Outcome<null, DraftRefusal>> => {
    for (let event = queue[0]; event; event = queue[0]) {
      const expected = taken(cache.read().state, event);
      const draft = cache.read();
      const sent = await call('sendDraftEvent', {
        params: { id: draft.id },
        body: { version: draft.version, event },
      });
      if (sent.ok) {
        queue = queue.slice(1);
        conflict = null;
        cache.write(sent.value);
        continue;
      }
      if (sent.refusal.kind === 'no_answer' || PASSING.includes(sent.refusal.problem.code))
        return accept(null);
      if (sent.refusal.problem.code === 'not_found') {
        queue = [];
        cache.gone();
        return refuse(sent.refusal);
      }
      const latest = await call('getDraft', { params: { id: draft.id } });
      // The answer to an earlier try may have been lost: then the draft already is what this event makes of it.
      const arrived = latest.ok && JSON.stringify(latest.value.state) === JSON.stringify(expected);
      const isChanged = !arrived && sent.refusal.problem.code === 'draft_changed';
      if (isChanged) conflict = queue.find(({ type }) => type !== 'step_opened') ?? event;
      queue = arrived ? queue.slice(1) : [];
      if (latest.ok) cache.write(latest.value);
      if (arrived) continue;
      return refuse(isChanged ? { kind: 'changed' } : sent.refusal);
    }
    return accept(null);
  };

  const run = async (): Promise<Outcome<null, DraftRefusal>> => {
    running = running.then(drain);
    return running.finally(cache.changed);
  };

  return {
    state,
    unsaved: () => queue.length > 0,
    conflict: () => conflict,
    async send(event, on) {
      const before = state();
      const events: readonly AddFundsEvent[] =
        before.step === on ? [event] : [{ type: 'step_opened', step: on }, event];
      let after = before;
      for (const one of events) {
        const outcome = addFunds.next(after, one);
        if (!outcome.ok) return refuse({ kind: 'illegal' });
        after = outcome.value;
      }
      queue = [...queue, ...events];
      const outcome = await run();
      return outcome.ok ? accept(state()) : outcome;
    },
    async flush() {
      if (queue.length > 0) await run();
    },
  };
}

function taken(state: AddFundsState, event: AddFundsEvent): AddFundsState {
  const outcome = addFunds.next(state, event);
  return outcome.ok ? outcome.value : state;
}
