import type { Asset } from '@diboas/kernel';
import { availableUnits, type BalanceType } from '@diboas/ledger';
import type { SharedStore } from './faulty-store.ts';

/** What a person can spend of an asset in one of their balances, in its minor units: as their app shows it to them. */
export function availableTo(
  { rows }: SharedStore,
  { customerId, kind = 'BANKING', asset = 'USDC' }: { customerId: string; kind?: BalanceType; asset?: Asset },
): bigint {
  const account = rows
    .all('accounts')
    .find(({ key }) => key.owner === customerId && key.kind === kind && key.asset === asset);
  return account ? availableUnits(account.balance) : 0n;
}
