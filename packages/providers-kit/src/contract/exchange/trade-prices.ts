import { assert, isStock, money } from '@diboas/kernel';
import type { ProviderQuote } from '@diboas/orchestration';
import { afterEach, describe, expect, it } from 'vitest';
import type { OrderWish } from '../order/order-world.ts';
import { type OrderScene, priceRequestOf } from '../order/scene.ts';
import { agreed } from './agreed.ts';
import type { ExchangeSuite, MarketState } from './exchange-world.ts';

const WITHOUT_PRICE: readonly MarketState[] = ['halted', 'crossed', 'empty', 'old'];

/** What a trade would come to is known before anything is sent: what is expected, the least, and who keeps how much of it. */
export function describeTradePrices(suite: ExchangeSuite, scene: OrderScene): void {
  const { buy, sell } = suite.trades;
  const priced = async (wish: OrderWish): Promise<ProviderQuote> => {
    const quote = await (await scene.adapter()).quote(priceRequestOf(wish));
    assert(quote.ok, 'there is a price', { quote });
    return quote.value;
  };
  const refused = async (wish: OrderWish): Promise<string> => {
    const quote = await (await scene.adapter()).quote(priceRequestOf(wish));
    return quote.ok ? 'priced' : quote.refusal;
  };

  describe('the price of a trade', () => {
    afterEach(() => suite.market.set('plain'));

    it('has what is expected, and the least of it by the tolerance', async () => {
      for (const wish of [buy, sell]) {
        const [tight, wide] = [await priced(atTolerance(wish, 50)), await priced(atTolerance(wish, 200))];
        assert(tight.expected && wide.expected, 'a trade at the price of now says what is expected');
        expect(tight.expected).toEqual(wide.expected);
        expect(tight.deliver.units < tight.expected.units).toBe(true);
        expect(wide.deliver.units < tight.deliver.units).toBe(true);
        // Half a percent below what is expected, or a little more where the price moves on its steps.
        expect(tight.deliver.units * 10_000n >= tight.expected.units * 9_940n).toBe(true);
      }
    });

    it('has the fee of a buy on top of it, and keeps that of a sale out of it', async () => {
      const [bought, sold] = [await priced(buy), await priced(sell)];
      expect(bought.fees.every(({ amount }) => amount.asset === buy.pay.asset && amount.units > 0n)).toBe(
        true,
      );
      const taken = suite.isFree ? [] : [sold.deliver.asset];
      expect([bought.fees.length, bought.keeps ?? []]).toEqual([taken.length, []]);
      expect(sold.fees).toEqual([]);
      expect((sold.keeps ?? []).map(({ amount }) => amount.asset)).toEqual(taken);
    });

    it('is of what its steps divide: what is less is told, and brings nothing', async () => {
      const fits = await priced(sell);
      const odd = await priced({ ...sell, pay: money(sell.pay.asset, sell.pay.units + 1n) });
      // A coin's last digit is a step, and a share's is far below one.
      const rest = isStock(sell.pay.asset) ? money(sell.pay.asset, 1n) : undefined;
      expect([fits.rest, odd.rest]).toEqual([undefined, rest]);
      expect(odd.expected?.units === fits.expected?.units).toBe(rest !== undefined);
    });

    it('at a person’s own price is that price, and nothing better is promised', async () => {
      const adapter = await scene.adapter();
      const { quote } = await agreed(scene, adapter, scene.submission());
      expect(quote.expected).toBeUndefined();
      expect(quote.deliver.units > 0n).toBe(true);
    });

    it('is none where the venue takes no such order', async () => {
      expect(await refused({ ...buy, pay: money(buy.pay.asset, suite.bounds.tooSmall) })).toBe(
        'amount_too_small',
      );
      expect(await refused({ ...buy, pay: money(buy.pay.asset, suite.bounds.tooLarge) })).toBe(
        'amount_too_large',
      );
      const { trade: _trade, ...without } = buy;
      for (const odd of [
        without,
        { ...buy, network: buy.payNetwork },
        { ...sell, payNetwork: sell.network },
        { ...buy, deliver: buy.pay },
        { ...buy, payNetwork: 'bitcoin' as const },
      ])
        expect(await refused(odd)).toBe('unsupported');
    });

    it.each(WITHOUT_PRICE)('is none of a pair that is %s', async (state) => {
      suite.market.set(state);
      for (const wish of [buy, sell]) expect(await refused(wish)).toBe('no_market');
    });

    it('is not needed to see that a pair is halted: nothing is sent [trade.halted]', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, buy);
      suite.market.set('halted');
      expect(await adapter.submit(submission)).toMatchObject({ kind: 'rejected', elsewhere: true });
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });

    it('that rose above what was agreed is refused before anything is sent', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, buy);
      const less = suite.isFree ? 1n : 0n;
      const cheap = { ...submission, chargeMax: money(buy.pay.asset, buy.pay.units - less) };
      expect(await adapter.submit(cheap)).toMatchObject({ kind: 'rejected', code: 'price_changed' });
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });
  });
}

function atTolerance(wish: OrderWish, toleranceBps: number): OrderWish {
  return { ...wish, trade: { type: 'market', toleranceBps } };
}
