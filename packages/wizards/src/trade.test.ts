import { describe, expect, it } from 'vitest';
import { buyWizard, type DraftedOrder, readOrder, sellWizard, writeOrder } from './trade.ts';

describe('buying and selling', () => {
  it('M61 ask for the coin, the amount and how, and then show the price', () => {
    for (const wizard of [buyWizard, sellWizard]) {
      let state = wizard.initial;
      for (const event of [
        { type: 'coin_chosen', coin: 'BTC' },
        { type: 'amount_chosen', amount: '100.00' },
        { type: 'order_chosen', order: 'market:50' },
      ] as const) {
        const next = wizard.next(state, event);
        if (!next.ok) throw new Error(`${event.type} is refused`);
        state = next.value;
      }
      expect(state.step).toBe('fee_confirmation');
      expect(wizard.numberedSteps(state)).toHaveLength(5);
    }
  });

  it('keep an order as it was said', () => {
    const orders: readonly DraftedOrder[] = [
      { type: 'market', toleranceBps: 100 },
      { type: 'limit', price: '97000.00', goodTillDays: 30 },
    ];
    expect(orders.map((order) => readOrder(writeOrder(order)))).toEqual(orders);
    expect(readOrder(null)).toBeNull();
  });
});
