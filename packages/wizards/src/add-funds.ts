import { type Asset, accept, type Outcome, refuse, unreachable } from '@diboas/kernel';

/**
 * Adding money, as the person walks it. One function, `next`, holds every transition; the browser runs it to show
 * the next step at once and the server runs the very same one to accept it, so they cannot disagree.
 *
 * The four numbered steps each ask one thing and may be walked back and forth until the person submits. From then
 * on there is a transaction, and nothing goes back. A step counts as reached when every answer before it is there.
 */

export type AddFundsStep =
  | 'amount_selection'
  | 'payment_method'
  | 'fee_confirmation'
  | 'final_review'
  | 'processing'
  | 'completion';

export type AddFundsMethod = 'card' | 'bank';

/** What the person saw: `total` leaves them, `receive` arrives. Amounts are decimal strings. */
export interface AddFundsQuote {
  readonly id: string;
  readonly total: { readonly asset: Asset; readonly amount: string };
  readonly receive: { readonly asset: Asset; readonly amount: string };
  readonly expiresAt: string;
}

export interface AddFundsState {
  readonly step: AddFundsStep;
  readonly amount: string | null;
  readonly method: AddFundsMethod | null;
  readonly quote: AddFundsQuote | null;
  /** Names the one submit that these answers may lead to. Lives and dies with the amount, the method and the quote. */
  readonly idempotencyKey: string | null;
  /** The confirmation with this key has gone out, and nobody knows yet whether it was taken. */
  readonly sent: boolean;
  readonly transactionId: string | null;
}

export type AddFundsEvent =
  | { readonly type: 'amount_chosen'; readonly amount: string }
  | { readonly type: 'method_chosen'; readonly method: AddFundsMethod }
  | { readonly type: 'quoted'; readonly quote: AddFundsQuote }
  | { readonly type: 'fees_accepted'; readonly newKey: string }
  | { readonly type: 'step_opened'; readonly step: AddFundsStep }
  /** Said before the confirmation goes out, for the quote that the person saw; `newKey` is used where there is none. */
  | { readonly type: 'sending'; readonly quoteId: string; readonly newKey: string }
  /** The server refused the confirmation, or does not know its key. */
  | { readonly type: 'not_taken' }
  | { readonly type: 'submitted'; readonly transactionId: string }
  | { readonly type: 'ended' };

export const INITIAL_ADD_FUNDS: AddFundsState = {
  step: 'amount_selection',
  amount: null,
  method: null,
  quote: null,
  idempotencyKey: null,
  sent: false,
  transactionId: null,
};

/** In the order they are walked. */
export const ADD_FUNDS_STEPS = [
  'amount_selection',
  'payment_method',
  'fee_confirmation',
  'final_review',
  'processing',
  'completion',
] as const satisfies readonly AddFundsStep[];

/** Which events each step takes. Every pair that is not here is refused. */
const LEGAL: Record<AddFundsStep, readonly AddFundsEvent['type'][]> = {
  amount_selection: ['amount_chosen', 'step_opened'],
  payment_method: ['method_chosen', 'step_opened'],
  fee_confirmation: ['quoted', 'fees_accepted', 'step_opened'],
  final_review: ['quoted', 'fees_accepted', 'sending', 'not_taken', 'submitted', 'step_opened'],
  processing: ['ended'],
  completion: [],
};

/** What may become of a confirmation that has gone out; until then nothing else is taken. */
const ANSWERS: readonly AddFundsEvent['type'][] = ['submitted', 'not_taken'];

/**
 * The state after an event, or `illegal_step` when this state does not take it; the given state is never changed.
 *
 * Choosing another amount or method drops the quote and the key, and goes on to the first question that is open
 * again; choosing the same keeps both. A renewed quote drops the key and stays where the person is: on the review,
 * `sending` then says that the new price was seen and brings the new key.
 *
 * From `sending` on the key may be known to the server, so nothing may drop it: a second confirmation would get a second
 * key and be paid for twice. Only what became of the first leads on.
 */
export function next(state: AddFundsState, event: AddFundsEvent): Outcome<AddFundsState, 'illegal_step'> {
  if (!LEGAL[state.step].includes(event.type)) return refuse('illegal_step');
  if (state.sent && !ANSWERS.includes(event.type)) return refuse('illegal_step');
  switch (event.type) {
    case 'amount_chosen':
      return accept(
        forward(event.amount === state.amount ? state : unpriced({ ...state, amount: event.amount })),
      );
    case 'method_chosen':
      return accept(
        forward(event.method === state.method ? state : unpriced({ ...state, method: event.method })),
      );
    case 'quoted':
      return accept({
        ...state,
        quote: event.quote,
        idempotencyKey: event.quote.id === state.quote?.id ? state.idempotencyKey : null,
      });
    case 'fees_accepted':
      if (state.quote === null) return refuse('illegal_step');
      return accept(forward({ ...state, idempotencyKey: state.idempotencyKey ?? event.newKey }));
    case 'step_opened':
      if (!isReached(state, event.step)) return refuse('illegal_step');
      return accept({ ...state, step: event.step });
    case 'sending':
      if (state.quote?.id !== event.quoteId) return refuse('illegal_step');
      return accept({ ...state, sent: true, idempotencyKey: state.idempotencyKey ?? event.newKey });
    case 'not_taken':
      return state.sent ? accept({ ...state, sent: false }) : refuse('illegal_step');
    case 'submitted':
      if (state.quote === null || state.idempotencyKey === null) return refuse('illegal_step');
      return accept({ ...state, step: 'processing', sent: false, transactionId: event.transactionId });
    case 'ended':
      return accept({ ...state, step: 'completion' });
    default:
      return unreachable(event);
  }
}

/** The first step whose answer is not there yet. Once submitted, the step that the transaction is at. */
export function firstMissingStep(state: AddFundsState): AddFundsStep {
  if (state.transactionId !== null) return state.step;
  if (state.amount === null) return 'amount_selection';
  if (state.method === null) return 'payment_method';
  if (state.quote === null) return 'fee_confirmation';
  // A quote renewed on the review has no key yet, but its new price is looked at and accepted right there.
  if (state.idempotencyKey === null && state.step !== 'final_review') return 'fee_confirmation';
  return 'final_review';
}

/**
 * The step to show when the URL asks for `wanted`: that step when it is reached, else the first whose answer is
 * missing. After submission always the transaction's own step, because nothing goes back.
 */
export function stepForUrl(state: AddFundsState, wanted: AddFundsStep): AddFundsStep {
  return isReached(state, wanted) ? wanted : firstMissingStep(state);
}

/** The steps that the person does and that are counted for them; waiting and being done are not numbered. */
export function numberedSteps(_state: AddFundsState): readonly AddFundsStep[] {
  return ADD_FUNDS_STEPS.slice(0, 4);
}

/** "Step 2 of 4", or null for the steps that are not numbered. */
export function stepPosition(
  state: AddFundsState,
  step: AddFundsStep,
): { readonly number: number; readonly of: number } | null {
  const steps = numberedSteps(state);
  const index = steps.indexOf(step);
  return index === -1 ? null : { number: index + 1, of: steps.length };
}

function isReached(state: AddFundsState, step: AddFundsStep): boolean {
  if (state.transactionId !== null || state.sent) return step === state.step;
  return ADD_FUNDS_STEPS.indexOf(step) <= ADD_FUNDS_STEPS.indexOf(firstMissingStep(state));
}

function forward(state: AddFundsState): AddFundsState {
  return { ...state, step: firstMissingStep(state) };
}

function unpriced(state: AddFundsState): AddFundsState {
  return { ...state, quote: null, idempotencyKey: null };
}
