import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { asset, chainNetwork, instant, moneyView } from './wire/values.ts';

/** What must have become of a deposit's block before it is credited, by the network's own way. Screens have the words. */
export const confirmationsWanted = z.enum(['blocks', 'safe_block', 'confirmed', 'checkpoint']);
export type ConfirmationsWanted = z.infer<typeof confirmationsWanted>;

export const depositAddressView = z
  .object({
    network: chainNetwork,
    address: z.string(),
    /** What may be sent there. Anything else is credited to nobody. */
    assets: z.array(asset),
    /** The least of each of them that the network carries there. */
    least: z.array(moneyView),
    confirmations: confirmationsWanted,
    createdAt: instant,
  })
  .register(z.globalRegistry, { id: 'DepositAddress' });
export type DepositAddressView = z.infer<typeof depositAddressView>;

export const depositAddressList = z.object({ items: z.array(depositAddressView) });
export type DepositAddressList = z.infer<typeof depositAddressList>;

export const depositAddressRoutes = {
  listDepositAddresses: route({
    method: 'GET',
    path: '/v1/deposit-addresses',
    tag: 'Receiving',
    says: 'Your own addresses, one a network; none before they were made',
    more: 'For some time after they were asked for, what comes to them is looked for often.',
    answer: depositAddressList,
    status: 200,
    refuses: [],
  }),
  makeDepositAddresses: route({
    method: 'POST',
    path: '/v1/deposit-addresses',
    tag: 'Receiving',
    says: 'Make your own addresses',
    more: 'They are made once and stay. `no_provider`: they may have been made all the same; ask again later, and they come to the same.',
    answer: depositAddressList,
    status: 201,
    repeated: 'They were made before.',
    refuses: ['account_frozen', 'no_provider'],
  }),
};
