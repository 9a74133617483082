import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, OffRamp } from '../../manifest/desk.ts';
import { describeConversation } from '../order/conversation.ts';
import { openDeskAt } from '../order/open-desk.ts';
import { describeOrders } from '../order/order-suite.ts';
import { describeBankAccounts } from './bank-accounts.ts';
import { describeHoldings } from './holdings.ts';
import { describeKeyLife } from './key-life.ts';
import { describePayoutPrices } from './payout-prices.ts';
import type { OffRampSuite } from './payout-world.ts';
import { describeReturns } from './returns.ts';

const begun = 'by_provider';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

export function describeOffRamp(
  suite: OffRampSuite,
  manifest: ProviderManifest<Pick<Desks, 'offRamp'>>,
): void {
  const desk = { name: 'offRamp', inWords: 'an off-ramp' } as const;
  describeOrders(desk, { ...suite, begun }, manifest, (scene) => {
    const { secrets } = suite;
    const openAt = (url: string): Promise<OffRamp> =>
      openDeskAt('offRamp', manifest, {
        ...{ secrets, url, timeoutMs: 20_000 },
        now: () => scene.world().now(),
      });
    const open = () => openAt(scene.world().url);
    const openNowhere = () => openAt(NOWHERE);
    describePayoutPrices(suite, scene);
    describeReturns(suite, scene);
    describeKeyLife(suite, scene);
    describeBankAccounts(suite, { scene, open });
    describeHoldings(suite, { scene, open, openNowhere });
  });
}

export function conversationOfOffRamp(suite: OffRampSuite, open: () => OffRamp): void {
  describeConversation({ ...suite, begun }, open);
}
