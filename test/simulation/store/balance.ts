import type { Asset, Id, Network } from '@diboas/kernel';
import { availableUnits, type BalanceType } from '@diboas/ledger';
import type { SharedStore } from './faulty-store.ts';

/** What a person can spend of an asset in one of their balances, in its minor units: as their app shows it to them. */
export function availableTo(
  { rows }: SharedStore,
  {
    customerId,
    kind = 'BANKING',
    asset = 'USDC',
    network = 'solana',
  }: {
    readonly customerId: string;
    readonly kind?: BalanceType;
    readonly asset?: Asset;
    readonly network?: Network;
  },
): bigint {
  const account = rows
    .all('accounts')
    .find(
      ({ key }) =>
        key.owner === customerId && key.kind === kind && key.asset === asset && key.network === network,
    );
  return account ? availableUnits(account.balance) : 0n;
}

/** What of a position is not being taken out already, as the books have it. */
export function lyingIn({ rows }: SharedStore, position: Id): bigint {
  const account = rows.all('accounts').find(({ key }) => key.kind === `DEFI:${position}`);
  return account ? availableUnits(account.balance) : 0n;
}
