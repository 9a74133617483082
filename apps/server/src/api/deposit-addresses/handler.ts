import { accept, HOUR_MS, refuse } from '@diboas/kernel';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { MadeWallet } from '../../custody/personal-wallets.ts';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showDepositAddress } from './view.ts';

/** For how long something is expected at addresses that their owner looked at. */
const EXPECTED_MS = HOUR_MS;
/** Customers of whom a node remembers that they looked within the minute. */
const CUSTOMERS_MAX = 20_000;

/** Where a person receives money from networks. */
export function createDepositAddressHandlers({
  personalWallets,
  store,
  clock,
  chain,
}: Pick<Parts, 'personalWallets' | 'store' | 'clock' | 'chain'>): Pick<
  ApiHandlers,
  'listDepositAddresses' | 'makeDepositAddresses'
> {
  const looked = createMinuteCounts(CUSTOMERS_MAX);

  /** Whoever looks at their addresses waits for something, or will soon: once a minute that is worth a write. */
  async function expect(customerId: string, { addresses }: MadeWallet): Promise<void> {
    const now = clock.now();
    if (looked.countOf(customerId, now) > 0) return;
    looked.add(customerId, now);
    await Promise.all(
      addresses.map((address) => store.hastenLook({ ...address, at: now }, now + EXPECTED_MS)),
    );
  }

  function show({ addresses, at }: MadeWallet) {
    return { items: addresses.map((one) => showDepositAddress(one, { chain, createdAt: at })) };
  }

  return {
    async listDepositAddresses({ session: { customerId } }) {
      const wallet = await personalWallets.made(customerId);
      if (wallet === null) return accept({ body: { items: [] } });
      await expect(customerId, wallet);
      return accept({ body: show(wallet) });
    },
    async makeDepositAddresses({ session: { customerId } }) {
      const outcome = await personalWallets.make(customerId);
      if (!outcome.ok) return refuse({ code: outcome.refusal });
      const { wallet, isNew } = outcome.value;
      await expect(customerId, wallet);
      return accept({ body: show(wallet), replayed: !isNew });
    },
  };
}
