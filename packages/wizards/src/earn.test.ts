import { assert } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { journeyWizard, type StopState, startWizard, stopWizard } from './earn.ts';
import type { EventOf } from './wizard.ts';

const POSITION = '018f3a5e-7c1d-7a2b-9c3d-000000000044';

const CLOSING = [
  {
    type: 'quoted',
    quote: {
      id: 'q1',
      total: { asset: 'USDC', amount: '100.250000' },
      receive: { asset: 'USDC', amount: '100.000000' },
      expiresAt: '2026-11-23T05:10:00.000Z',
    },
  },
  { type: 'fees_accepted', newKey: 'key-1-long' },
  { type: 'submitted', transactionId: 't1' },
  { type: 'ended' },
] as const;

/** The steps that somebody stands on after each event, every one of which must be taken. */
function stepsOf<State extends { readonly step: string }, Event>(
  {
    initial,
    next,
  }: {
    initial: State;
    next(state: State, event: Event): { ok: true; value: State } | { ok: false; refusal: string };
  },
  events: readonly Event[],
): readonly string[] {
  let state = initial;
  return events.map((event) => {
    const taken = next(state, event);
    assert(taken.ok, 'every step of the way is taken', { event });
    state = taken.value;
    return state.step;
  });
}

const closed = ['fee_confirmation', 'final_review', 'processing', 'completion'];

describe('the wizards of what earns', () => {
  it('start asks for a strategy and how much; how far ahead somebody looks is said beside it and costs no price', () => {
    const way: readonly EventOf<typeof startWizard>[] = [
      { type: 'strategy_chosen', strategy: 'northvault-usdc' },
      { type: 'horizon_chosen', horizon: '90' },
      { type: 'amount_chosen', amount: '100.00' },
      ...CLOSING,
    ];
    expect(stepsOf(startWizard, way)).toEqual([
      ...['amount_selection', 'amount_selection', 'fee_confirmation'],
      ...closed,
    ]);
  });

  it('stop asks for nothing but the position', () => {
    const way: readonly EventOf<typeof stopWizard>[] = [
      { type: 'position_chosen', position: POSITION },
      ...CLOSING,
    ];
    expect(stepsOf(stopWizard, way)).toEqual(['fee_confirmation', ...closed]);
  });

  it('M44 both let a lower fee be waited for beside the price, which is another price then', () => {
    const [quoted] = CLOSING;
    const way: readonly EventOf<typeof stopWizard>[] = [
      { type: 'position_chosen', position: POSITION },
      quoted,
      { type: 'feeWait_chosen', feeWait: '6' },
    ];
    let state: StopState = stopWizard.initial;
    for (const event of way) {
      const taken = stopWizard.next(state, event);
      if (!taken.ok) throw new Error(event.type);
      state = taken.value;
    }
    expect(state).toMatchObject({ step: 'fee_confirmation', feeWait: '6', quote: null });
    expect(stepsOf(stopWizard, [...way, ...CLOSING]).slice(1)).toEqual([
      ...['fee_confirmation', 'fee_confirmation', 'fee_confirmation'],
      ...closed.slice(1),
    ]);
  });

  it('journey asks for a strategy, how much and how it is paid', () => {
    const way: readonly EventOf<typeof journeyWizard>[] = [
      { type: 'strategy_chosen', strategy: 'northvault-usdc' },
      { type: 'amount_chosen', amount: '100.00' },
      { type: 'method_chosen', method: 'card' },
      ...CLOSING,
    ];
    expect(stepsOf(journeyWizard, way)).toEqual([
      ...['amount_selection', 'payment_method', 'fee_confirmation'],
      ...closed,
    ]);
  });
});
