import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddFundsEvent, type AddFundsState, type AddFundsStep, addFunds } from './add-funds.ts';

const { steps: ADD_FUNDS_STEPS, firstMissingStep, initial: INITIAL_ADD_FUNDS, next, stepForUrl } = addFunds;

/** W1, written down a second time and by hand: which pairs of step and event may ever be taken. */
const MAY: Record<AddFundsStep, string> = {
  amount_selection: 'amount_chosen currency_chosen step_opened',
  arrival_selection: 'to_chosen goods_chosen step_opened',
  payment_method: 'method_chosen step_opened',
  fee_confirmation: 'quoted fees_accepted step_opened',
  final_review: 'quoted fees_accepted sending not_taken submitted step_opened',
  processing: 'ended',
  completion: '',
};

const quote = fc.constantFrom('q1', 'q2', 'q3').map((id) => ({
  id,
  total: { asset: 'USD' as const, amount: '10.50' },
  receive: { asset: 'USDC' as const, amount: '10.000000' },
  expiresAt: '2026-11-23T05:10:00.000Z',
}));

const event: fc.Arbitrary<AddFundsEvent> = fc.oneof(
  fc.record({ type: fc.constant('amount_chosen' as const), amount: fc.constantFrom('10.00', '20.00') }),
  fc.record({ type: fc.constant('currency_chosen' as const), currency: fc.constantFrom('USD', 'EUR') }),
  fc.record({
    type: fc.constant('goods_chosen' as const),
    goods: fc.constantFrom('USDC:solana', 'BTC:bitcoin'),
  }),
  fc.record({ type: fc.constant('to_chosen' as const), to: fc.constantFrom('BANKING', 'DEFI') }),
  fc.record({ type: fc.constant('method_chosen' as const), method: fc.constantFrom('card', 'bank') }),
  fc.record({ type: fc.constant('quoted' as const), quote }),
  fc.record({ type: fc.constant('fees_accepted' as const), newKey: fc.uuid() }),
  fc.record({ type: fc.constant('step_opened' as const), step: fc.constantFrom(...ADD_FUNDS_STEPS) }),
  fc.record({
    type: fc.constant('sending' as const),
    quoteId: fc.constantFrom('q1', 'q2', 'q3'),
    newKey: fc.uuid(),
  }),
  fc.constant({ type: 'not_taken' as const }),
  fc.record({ type: fc.constant('submitted' as const), transactionId: fc.uuid() }),
  fc.constant({ type: 'ended' as const }),
);

/** Any event, or what leads on from wherever it is: chance alone hardly ever comes to the end. */
type Move = AddFundsEvent | 'on';

/** Each state on the way with the event that met it, and the state after. A refused event leaves the state. */
function walk(moves: readonly Move[]) {
  const trace: { before: AddFundsState; event: AddFundsEvent; after: AddFundsState; taken: boolean }[] = [];
  let state = INITIAL_ADD_FUNDS;
  for (const move of moves) {
    const one = move === 'on' ? wayOut(state) : move;
    const frozen = structuredClone(state);
    const outcome = next(state, one);
    expect(state).toEqual(frozen);
    const following = outcome.ok ? outcome.value : state;
    trace.push({ before: state, event: one, after: following, taken: outcome.ok });
    state = following;
  }
  return { trace, state };
}

/** What someone who only wants to finish would do next. */
function wayOut(state: AddFundsState): AddFundsEvent {
  const sample = {
    id: 'q9',
    total: { asset: 'USD' as const, amount: '10.50' },
    receive: { asset: 'USDC' as const, amount: '10.000000' },
    expiresAt: '2026-11-23T05:10:00.000Z',
  };
  switch (state.step) {
    case 'amount_selection':
      return { type: 'amount_chosen', amount: state.amount ?? '10.00' };
    case 'arrival_selection':
      return { type: 'to_chosen', to: state.to ?? 'BANKING' };
    case 'payment_method':
      return { type: 'method_chosen', method: state.method ?? 'card' };
    case 'fee_confirmation':
      return state.quote
        ? { type: 'fees_accepted', newKey: 'key-long-1' }
        : { type: 'quoted', quote: sample };
    case 'final_review':
      return state.sent
        ? { type: 'submitted', transactionId: 't' }
        : { type: 'sending', quoteId: state.quote?.id ?? '', newKey: 'key-long-1' };
    case 'processing':
    case 'completion':
      return { type: 'ended' };
  }
}

const sequences = fc.array(fc.oneof(event, fc.constant('on' as const)), { maxLength: 60 });

describe('any sequence of events', () => {
  it('W1 is answered totally, takes only pairs of the table, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        for (const { before, event: one, after, taken } of walk(events).trace) {
          if (taken) expect(MAY[before.step].split(' ')).toContain(one.type);
          else expect(after).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('W2 leaves a way to the end', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        let state = walk(events).state;
        for (let move = 0; state.step !== 'completion'; move += 1) {
          expect(move).toBeLessThan(8);
          const outcome = next(state, wayOut(state));
          expect(outcome.ok).toBe(true);
          if (outcome.ok) state = outcome.value;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('W31 changes the key exactly when amount, currency, place, what arrives, method or quote changes', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        for (const { before, after } of walk(events).trace) {
          const same =
            before.amount === after.amount &&
            before.currency === after.currency &&
            before.goods === after.goods &&
            before.to === after.to &&
            before.method === after.method &&
            before.quote?.id === after.quote?.id;
          if (same && before.idempotencyKey !== null)
            expect(after.idempotencyKey).toBe(before.idempotencyKey);
          if (!same) expect(after.idempotencyKey).toBeNull();
          if (after.idempotencyKey !== null) expect(after.quote).not.toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('W33 a confirmation that has gone out keeps its key and its quote until its answer is known', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        for (const { before, event: one, after } of walk(events).trace) {
          if (!before.sent) continue;
          const known = one.type === 'submitted' || one.type === 'not_taken';
          expect(after.sent).toBe(!known);
          expect(after.idempotencyKey).toBe(before.idempotencyKey);
          expect(after.quote).toBe(before.quote);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('W17 keeps every answer once submitted', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        for (const { before, after } of walk(events).trace) {
          if (before.transactionId === null) continue;
          expect({ ...after, step: before.step }).toEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('W3 a URL never shows a step before its answers are there', () => {
    fc.assert(
      fc.property(sequences, fc.constantFrom(...ADD_FUNDS_STEPS), (events, wanted) => {
        const { state } = walk(events);
        const shown = stepForUrl(state, wanted);
        const index = (step: AddFundsStep) => ADD_FUNDS_STEPS.indexOf(step);
        expect(index(shown)).toBeLessThanOrEqual(index(firstMissingStep(state)));
        if (state.transactionId !== null) expect(shown).toBe(state.step);
      }),
      { numRuns: 300 },
    );
  });
});
