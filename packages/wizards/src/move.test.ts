import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { moveWizard } from './move.ts';
import type { EventOf, WizardStateOf } from './wizard.ts';

type Event = EventOf<typeof moveWizard>;
type State = WizardStateOf<typeof moveWizard>;

/** The state after the events, every one of which must be taken. */
function after(events: readonly Event[], from: State = moveWizard.initial): State {
  return events.reduce((state, event) => {
    const taken = moveWizard.next(state, event);
    assert(taken.ok, 'every step of the way is taken', { event, state });
    return taken.value;
  }, from);
}

const WAY: readonly Event[] = [
  { type: 'from_chosen', from: 'BANKING' },
  { type: 'to_chosen', to: 'INVESTING' },
  { type: 'amount_chosen', amount: '100.00' },
  {
    type: 'quoted',
    quote: {
      id: 'q1',
      total: { asset: 'USDC', amount: '100.000000' },
      receive: { asset: 'USDC', amount: '100.000000' },
      expiresAt: '2026-11-23T05:10:00.000Z',
    },
  },
  { type: 'fees_accepted', newKey: 'key-1-long' },
  { type: 'submitted', transactionId: 't1' },
  { type: 'ended' },
];

it('asks from where, to where and how much, and then shows the price and everything once more', () => {
  expect(WAY.map((_, index) => after(WAY.slice(0, index + 1)).step)).toEqual([
    'target_selection',
    'amount_selection',
    'fee_confirmation',
    'fee_confirmation',
    'final_review',
    'processing',
    'completion',
  ]);
});

it('W16 another place to move from clears the place to move to only where the two would be one', () => {
  const answered = after(WAY.slice(0, 3));
  const open = (from: 'INVESTING' | 'DEFI') =>
    after(
      [
        { type: 'step_opened', step: 'source_selection' },
        { type: 'from_chosen', from },
      ],
      answered,
    );
  expect(open('DEFI')).toMatchObject({ from: 'DEFI', to: 'INVESTING', step: 'fee_confirmation' });
  expect(open('INVESTING')).toMatchObject({
    ...{ from: 'INVESTING', to: null, amount: '100.00' },
    step: 'target_selection',
  });
});

it('moves nothing to where it is', () => {
  const [from] = WAY;
  assert(from, 'it begins somewhere');
  expect(moveWizard.next(after([from]), { type: 'to_chosen', to: 'BANKING' })).toEqual({
    ok: false,
    refusal: 'illegal_step',
  });
});
