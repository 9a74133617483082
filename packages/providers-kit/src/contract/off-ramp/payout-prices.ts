import { assert } from '@diboas/kernel';
import type { ProviderQuoteRequest } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { type OrderScene, sampleWish } from '../order/scene.ts';
import type { OffRampSuite } from './payout-world.ts';

/** Each way to a bank has a price and a time of its own, and nothing is paid out for more than was agreed. */
export function describePayoutPrices(suite: OffRampSuite, scene: OrderScene): void {
  describe('a payout', () => {
    it('comes out of money of ours that lies with the provider', async () => {
      expect((await scene.bare()).paysFromFloat).toBe(true);
    });

    it('has a fee, in what is paid, and a time by each of its ways', async () => {
      const adapter = await scene.adapter();
      const asked = askedOf(scene);
      const prices = [];
      for (const method of suite.methods) {
        const quote = await adapter.quote({ ...asked, method });
        assert(quote.ok, 'there is a price by each way', { method, quote });
        for (const { amount } of quote.value.fees) expect(amount.asset).toBe(asked.pay.asset);
        prices.push(quote.value);
      }
      const fees = prices.map((price) => price.fees.reduce((sum, { amount }) => sum + amount.units, 0n));
      expect(new Set(fees).size).toBe(suite.methods.length);
      const times = prices.map(({ estimate: { banking } }) => JSON.stringify(banking));
      expect(new Set(times).size).toBe(suite.methods.length);
      expect(
        prices.every(({ estimate }) => estimate.banking),
        'in banking days',
      ).toBe(true);
    });

    it('has no price by a way that nobody knows, from another network, or to what is no account', async () => {
      const adapter = await scene.adapter();
      const asked = askedOf(scene);
      const odd: ProviderQuoteRequest[] = [
        { ...asked, method: 'pigeon' },
        { ...asked, payNetwork: 'bitcoin' },
        { ...asked, receive: { asset: 'USDC', network: 'solana' } },
        { ...asked, destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' },
      ];
      for (const one of odd) expect(await adapter.quote(one)).toEqual({ ok: false, refusal: 'unsupported' });
    });

    it('to what is no account is refused before anything is made', async () => {
      const submission = { ...scene.submission(), destination: 'of_nobody' };
      expect((await (await scene.adapter()).submit(submission)).kind).toBe('rejected');
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });

    it('that costs more than was agreed is refused before anything is made', async () => {
      const wish = sampleWish(scene.suite);
      const submission = scene.submission({ ...wish, chargeMax: wish.pay });
      const answer = await (await scene.adapter()).submit(submission);
      expect(answer).toMatchObject({ kind: 'rejected', code: 'price_changed' });
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });
  });
}

function askedOf({ suite }: OrderScene): ProviderQuoteRequest {
  const { pay, payNetwork, method, deliver, network, destination } = sampleWish(suite);
  return { pay, payNetwork, method, receive: { asset: deliver.asset, network }, destination };
}
