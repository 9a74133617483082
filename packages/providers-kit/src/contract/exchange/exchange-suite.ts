import { expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, Exchange } from '../../manifest/desk.ts';
import { describeConversation } from '../order/conversation.ts';
import { openDeskAt } from '../order/open-desk.ts';
import { describeOrders } from '../order/order-suite.ts';
import type { DeskSuite } from '../order/order-world.ts';
import type { ExchangeSuite } from './exchange-world.ts';
import { describeHeldCoins } from './held-coins.ts';
import { describeHours } from './hours.ts';
import { describeMarketOrders } from './market-orders.ts';
import { describeResting } from './resting.ts';
import { describeTradePrices } from './trade-prices.ts';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** What lies with an exchange stays there, and no exchange of ours sends webhooks. */
function asOrders(suite: ExchangeSuite): DeskSuite<'exchange'> {
  return { ...suite, begun: 'by_provider', tellsNothing: true, staysThere: true };
}

export function describeExchange(
  suite: ExchangeSuite,
  manifest: ProviderManifest<Pick<Desks, 'exchange'>>,
): void {
  const desk = { name: 'exchange', inWords: 'an exchange' } as const;
  describeOrders(desk, asOrders(suite), manifest, (scene) => {
    const { secrets } = suite;
    const openAt = (url: string): Promise<Exchange> =>
      openDeskAt('exchange', manifest, {
        ...{ secrets, url, timeoutMs: 20_000 },
        now: () => scene.world().now(),
      });
    const open = () => openAt(scene.world().url);
    it('pays out of money of ours that lies with it, and has a quick pace of its own', async () => {
      const { paysFromFloat, pace } = await scene.bare();
      expect(paysFromFloat).toBe(true);
      expect(pace?.lookupsMs[0]).toBeLessThanOrEqual(2_000);
      expect(pace?.lookupsMs.at(-1)).toBeGreaterThanOrEqual(30_000);
    });
    describeTradePrices(suite, scene);
    describeMarketOrders(suite, scene);
    describeResting(suite, scene);
    if (suite.market.setHours) describeHours(suite, { scene, open });
    describeHeldCoins(suite, { scene, open, openNowhere: () => openAt(NOWHERE) });
  });
}

export function conversationOfExchange(suite: ExchangeSuite, open: () => Exchange): void {
  describeConversation(asOrders(suite), open);
}
