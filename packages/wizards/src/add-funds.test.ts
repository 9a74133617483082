import { describe, expect, it } from 'vitest';
import { type AddFundsEvent, type AddFundsState, addFunds } from './add-funds.ts';

const {
  firstMissingStep,
  initial: INITIAL_ADD_FUNDS,
  next,
  numberedSteps,
  stepForUrl,
  stepPosition,
} = addFunds;

const quote = (id: string): Extract<AddFundsEvent, { type: 'quoted' }> => ({
  type: 'quoted',
  quote: {
    id,
    total: { asset: 'USD', amount: '104.50' },
    receive: { asset: 'USDC', amount: '100.000000' },
    expiresAt: '2026-11-23T05:10:00.000Z',
  },
});

const STRAIGHT: readonly AddFundsEvent[] = [
  { type: 'amount_chosen', amount: '100.00' },
  { type: 'to_chosen', to: 'INVESTING' },
  { type: 'method_chosen', method: 'card' },
  quote('q1'),
  { type: 'fees_accepted', newKey: 'key-1-long' },
  { type: 'submitted', transactionId: 't1' },
  { type: 'ended' },
];

/** The state after the events, every one of which must be taken. */
function after(events: readonly AddFundsEvent[], from: AddFundsState = INITIAL_ADD_FUNDS): AddFundsState {
  return events.reduce((state, event) => {
    const outcome = next(state, event);
    if (!outcome.ok) throw new Error(`${event.type} was refused on ${state.step}`);
    return outcome.value;
  }, from);
}

describe('the straight way', () => {
  it('M60 walks amount, where it arrives, method, fees, review, processing, completion', () => {
    const steps = STRAIGHT.map((_, index) => after(STRAIGHT.slice(0, index + 1)).step);
    expect(steps).toEqual([
      'arrival_selection',
      'payment_method',
      'fee_confirmation',
      'fee_confirmation',
      'final_review',
      'processing',
      'completion',
    ]);
  });

  it('W31 the key comes with the accepted fees and a second acceptance keeps the first one', () => {
    const review = after(STRAIGHT.slice(0, 5));
    expect(review.idempotencyKey).toBe('key-1-long');
    expect(after([{ type: 'fees_accepted', newKey: 'key-2-long' }], review).idempotencyKey).toBe(
      'key-1-long',
    );
  });
});

describe('going back', () => {
  const review = after(STRAIGHT.slice(0, 5));

  it('W15 the same answer again returns to the review with the same quote and key', () => {
    const again = after(
      [
        { type: 'step_opened', step: 'amount_selection' },
        { type: 'amount_chosen', amount: '100.00' },
      ],
      review,
    );
    expect(again).toEqual(review);
  });

  it('W31 another amount drops the quote and the key, keeps the method, and asks about the fees first', () => {
    const changed = after(
      [
        { type: 'step_opened', step: 'amount_selection' },
        { type: 'amount_chosen', amount: '50.00' },
      ],
      review,
    );
    expect(changed).toEqual({
      ...INITIAL_ADD_FUNDS,
      step: 'fee_confirmation',
      amount: '50.00',
      to: 'INVESTING',
      method: 'card',
    });
  });

  it('W27 a quote renewed on the review stays there, without a key until the new price is accepted', () => {
    const renewed = after([quote('q2')], review);
    expect(renewed).toMatchObject({ step: 'final_review', idempotencyKey: null });
    expect(stepForUrl(renewed, 'final_review')).toBe('final_review');
    expect(next(renewed, { type: 'submitted', transactionId: 't1' })).toEqual({
      ok: false,
      refusal: 'illegal_step',
    });
    expect(after([{ type: 'fees_accepted', newKey: 'key-2-long' }], renewed)).toMatchObject({
      step: 'final_review',
      idempotencyKey: 'key-2-long',
    });
  });

  it('W17 nothing goes back once it is submitted', () => {
    const processing = after(STRAIGHT.slice(0, 6));
    for (const event of [...STRAIGHT.slice(0, 6), { type: 'step_opened', step: 'final_review' } as const]) {
      expect(next(processing, event)).toEqual({ ok: false, refusal: 'illegal_step' });
    }
    expect(stepForUrl(processing, 'amount_selection')).toBe('processing');
  });
});

describe('a confirmation that has gone out', () => {
  const review = after(STRAIGHT.slice(0, 5));
  const sending: AddFundsEvent = { type: 'sending', quoteId: 'q1', newKey: 'key-2-long' };
  const sent = after([sending], review);

  it('W31 W33 keeps its key, quote and answers until it is known what became of it', () => {
    expect(sent).toEqual({ ...review, sent: true });
    const changes: readonly AddFundsEvent[] = [
      quote('q2'),
      sending,
      { type: 'fees_accepted', newKey: 'key-3-long' },
      { type: 'amount_chosen', amount: '50.00' },
      { type: 'to_chosen', to: 'DEFI' },
      { type: 'method_chosen', method: 'bank' },
      { type: 'step_opened', step: 'amount_selection' },
      { type: 'step_opened', step: 'final_review' },
    ];
    for (const event of changes) expect(next(sent, event)).toEqual({ ok: false, refusal: 'illegal_step' });
    expect(stepForUrl(sent, 'amount_selection')).toBe('final_review');
    expect(stepForUrl(sent, 'processing')).toBe('final_review');
  });

  it('leads to its transaction, or back to the review with the same key', () => {
    expect(after([{ type: 'submitted', transactionId: 't1' }], sent)).toMatchObject({
      step: 'processing',
      sent: false,
      transactionId: 't1',
    });
    expect(after([{ type: 'not_taken' }], sent)).toEqual(review);
    expect(next(review, { type: 'not_taken' })).toEqual({ ok: false, refusal: 'illegal_step' });
  });

  it('W28 is for the price that the person saw, and brings a key where a renewed price has none', () => {
    const renewed = after([quote('q2')], review);
    expect(next(renewed, sending)).toEqual({ ok: false, refusal: 'illegal_step' });
    expect(after([{ ...sending, quoteId: 'q2' }], renewed)).toMatchObject({
      idempotencyKey: 'key-2-long',
      sent: true,
    });
  });
});

describe('URLs and counting', () => {
  it('W3 lands on the first missing step', () => {
    expect(stepForUrl(INITIAL_ADD_FUNDS, 'final_review')).toBe('amount_selection');
    const fees = after(STRAIGHT.slice(0, 3));
    expect(stepForUrl(fees, 'final_review')).toBe('fee_confirmation');
    expect(stepForUrl(fees, 'amount_selection')).toBe('amount_selection');
    expect(stepForUrl(fees, 'completion')).toBe('fee_confirmation');
    expect(firstMissingStep(after(STRAIGHT))).toBe('completion');
  });

  it('W5 W6 counts the five steps that the person does, and no other', () => {
    expect(numberedSteps(INITIAL_ADD_FUNDS)).toHaveLength(5);
    expect(stepPosition(INITIAL_ADD_FUNDS, 'payment_method')).toEqual({ number: 3, of: 5 });
    expect(stepPosition(INITIAL_ADD_FUNDS, 'processing')).toBeNull();
    expect(stepPosition(INITIAL_ADD_FUNDS, 'completion')).toBeNull();
  });
});
