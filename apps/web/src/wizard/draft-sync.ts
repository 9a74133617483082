import type { Call, CallRefusal } from '@diboas/client';
import { accept, assert, type Outcome, refuse } from '@diboas/kernel';
import { type DraftView, draftEventRequest, type ProblemCode } from '@diboas/protocol';
import type { AnswersShape, Wizard, WizardEvent, WizardState } from '@diboas/wizards';

/**
 * Keeps a draft in step with the server. An event is taken locally by the same function that the server runs, sent,
 * and only then is the next step shown. When the network is gone, or the server turns us away for a while, the event
 * waits in a queue in order, the wizard goes on, and `unsaved` says so; nothing that moves money is allowed until the
 * queue is empty.
 */
export interface DraftSync<Step extends string, Answers extends AnswersShape> {
  state(): WizardState<Step, Answers>;
  unsaved(): boolean;
  /** What was given up because another tab or device had been faster, until something is taken again. */
  conflict(): WizardEvent<Step, Answers> | null;
  /** Takes an event on the step that the person looks at, which need not be the one the draft stood on. */
  send(
    event: WizardEvent<Step, Answers>,
    on: Step,
  ): Promise<Outcome<WizardState<Step, Answers>, DraftRefusal>>;
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

export function createDraftSync<Step extends string, Answers extends AnswersShape>(
  wizard: Wizard<Step, Answers>,
  call: Call,
  cache: DraftCache,
): DraftSync<Step, Answers> {
  type State = WizardState<Step, Answers>;
  type Event = WizardEvent<Step, Answers>;
  let queue: readonly Event[] = [];
  let conflict: Event | null = null;
  let running: Promise<Outcome<null, DraftRefusal>> = Promise.resolve(accept(null));

  const stored = (): State => {
    const draft = cache.read();
    assert(isOf(draft, wizard), 'a draft is kept in step by its own wizard', { wizard: draft.wizard });
    return draft.state;
  };
  const taken = taking(wizard);
  const state = (): State => queue.reduce(taken, stored());

  /** Sends the queue from its head. Stops at the first event that is not taken now but may be later. */
  const drain = async (): Promise<Outcome<null, DraftRefusal>> => {
    for (let event = queue[0]; event; event = queue[0]) {
      const expected = taken(stored(), event);
      const { id, version } = cache.read();
      const body = draftEventRequest.safeParse({ wizard: wizard.name, version, event });
      if (!body.success) {
        // The wire has no such event, now or later: it is let go, with what was entered after it.
        queue = [];
        return refuse({ kind: 'illegal' });
      }
      const sent = await call('sendDraftEvent', { params: { id }, body: body.data });
      if (sent.ok) {
        queue = queue.slice(1);
        conflict = null;
        cache.write(sent.value);
        continue;
      }
      const setback = await setbackOf(sent.refusal, { expected, call, cache });
      if (setback.kind === 'later') return accept(null);
      if (setback.kind === 'overtaken') conflict = queue.find(({ type }) => type !== 'step_opened') ?? event;
      queue = setback.kind === 'arrived' ? queue.slice(1) : [];
      if (setback.kind === 'gone') cache.gone();
      else if (setback.draft) cache.write(setback.draft);
      if (setback.kind === 'arrived') continue;
      return refuse(setback.kind === 'overtaken' ? { kind: 'changed' } : sent.refusal);
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
      const events = eventsOn(wizard, state(), { event, step: on });
      if (events === null) return refuse({ kind: 'illegal' });
      queue = [...queue, ...events];
      const outcome = await run();
      return outcome.ok ? accept(state()) : outcome;
    },
    async flush() {
      if (queue.length > 0) await run();
    },
  };
}

/**
 * What a refusal means for the event at the head of the queue and for all that waits behind it. `arrived`: the answer
 * to an earlier try was lost, and the draft already is what the event makes of it. `overtaken`: another tab or device
 * was faster. `refused`: the server does not take the event. `draft` is as it stands there, null if that is not known.
 */
type Setback =
  | { readonly kind: 'later' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'arrived' | 'overtaken' | 'refused'; readonly draft: DraftView | null };

async function setbackOf(
  refusal: CallRefusal,
  { expected, call, cache }: { readonly expected: unknown; readonly call: Call; readonly cache: DraftCache },
): Promise<Setback> {
  if (refusal.kind === 'no_answer' || PASSING.includes(refusal.problem.code)) return { kind: 'later' };
  if (refusal.problem.code === 'not_found') return { kind: 'gone' };
  const latest = await call('getDraft', { params: { id: cache.read().id } });
  const draft = latest.ok ? latest.value : null;
  if (draft && JSON.stringify(draft.state) === JSON.stringify(expected)) return { kind: 'arrived', draft };
  return { kind: refusal.problem.code === 'draft_changed' ? 'overtaken' : 'refused', draft };
}

function isOf<Step extends string, Answers extends AnswersShape>(
  draft: DraftView,
  wizard: Wizard<Step, Answers>,
): draft is DraftView & { readonly state: WizardState<Step, Answers> } {
  return draft.wizard === wizard.name;
}

/** The state that an event leads to; what is not legal on it any more changes nothing. */
function taking<Step extends string, Answers extends AnswersShape>(wizard: Wizard<Step, Answers>) {
  return (before: WizardState<Step, Answers>, event: WizardEvent<Step, Answers>) => {
    const outcome = wizard.next(before, event);
    return outcome.ok ? outcome.value : before;
  };
}

/** The event with what has to go before it when the person looks at another step; null where that is not legal. */
function eventsOn<Step extends string, Answers extends AnswersShape>(
  wizard: Wizard<Step, Answers>,
  before: WizardState<Step, Answers>,
  { event, step }: { readonly event: WizardEvent<Step, Answers>; readonly step: Step },
): readonly WizardEvent<Step, Answers>[] | null {
  const events: readonly WizardEvent<Step, Answers>[] =
    before.step === step ? [event] : [{ type: 'step_opened', step }, event];
  let after = before;
  for (const one of events) {
    const outcome = wizard.next(after, one);
    if (!outcome.ok) return null;
    after = outcome.value;
  }
  return events;
}
