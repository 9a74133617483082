import { describe, expect, it } from 'vitest';
import {
  buyWizard,
  type DraftedLots,
  type DraftedOrder,
  readLots,
  readOrder,
  sellWizard,
  writeLots,
  writeOrder,
} from './trade.ts';

describe('buying and selling', () => {
  it('M62 ask for the coin, the amount and how, and then show the price', () => {
    // Both are walked alike: what may be said besides asks nothing more.
    for (const wizard of [buyWizard, sellWizard as unknown as typeof buyWizard]) {
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

  it('M35 sell lets be said which lots go, which is another price', () => {
    const each: readonly (DraftedLots | null)[] = [null, 'hifo', ['000000000007/3/BTC/bitcoin', 'another']];
    expect(each.map((lots) => readLots(writeLots(lots)))).toEqual(each);
    const [total, receive] = [
      { asset: 'BTC', amount: '1' } as const,
      { asset: 'USDC', amount: '1' } as const,
    ];
    const quote = { id: 'q', total, receive, expiresAt: 'soon' };
    const said = { coin: 'BTC', amount: '1.00', order: 'market:50' } as const;
    const state = { ...sellWizard.initial, ...said, step: 'order_selection' as const, quote };
    const next = sellWizard.next(state, { type: 'lots_chosen', lots: writeLots('lifo') });
    expect(next).toMatchObject({ ok: true, value: { lots: 'lifo', quote: null, step: 'order_selection' } });
  });

  it('buy once unless something else is said, which asks nothing more', () => {
    expect(buyWizard.initial.repeat).toBeNull();
    expect(buyWizard.questions).toEqual(sellWizard.questions);
    const said = { ...buyWizard.initial, step: 'order_selection', coin: 'BTC', amount: '50' } as const;
    const taken = buyWizard.next(said, { type: 'repeat_chosen', repeat: 'week' });
    expect(taken).toMatchObject({ ok: true, value: { step: 'order_selection', repeat: 'week' } });
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
