import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { sendWizard } from './send.ts';
import type { EventOf, WizardStateOf } from './wizard.ts';

type Event = EventOf<typeof sendWizard>;
type State = WizardStateOf<typeof sendWizard>;

/** The state after the events, every one of which must be taken. */
function after(events: readonly Event[], from: State = sendWizard.initial): State {
  return events.reduce((state, event) => {
    const taken = sendWizard.next(state, event);
    assert(taken.ok, 'every step of the way is taken', { event, state });
    return taken.value;
  }, from);
}

const WAY: readonly Event[] = [
  { type: 'to_chosen', to: 'ana@example.com' },
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

it('asks to whom and how much, and then shows the price and everything once more', () => {
  expect(WAY.map((_, index) => after(WAY.slice(0, index + 1)).step)).toEqual([
    'amount_selection',
    'fee_confirmation',
    'fee_confirmation',
    'final_review',
    'processing',
    'completion',
  ]);
});
