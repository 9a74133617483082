// What accounts held before: each block keeps what it changed as it was, so that it can be undone, and so that balances of
// a block that is final can be told while newer ones are there. litesvm itself knows neither forks nor the past.
import type { Address, MaybeEncodedAccount } from '@solana/kit';
import type { Accounts, Machine } from '../machine/machine.ts';

/** The accounts that a block changed, as they were before it. */
export type Overwritten = ReadonlyMap<Address, MaybeEncodedAccount>;

/** @param newer what the blocks since then overwrote, oldest first */
export function readPast(now: Accounts, newer: readonly Overwritten[]): Accounts {
  const account = (address: Address): MaybeEncodedAccount =>
    newer.find((block) => block.has(address))?.get(address) ?? now.account(address);
  return {
    account,
    balance(address) {
      const found = account(address);
      return found.exists ? found.lamports : 0n;
    },
    ofProgram(program) {
      const touched = newer.flatMap((block) => [...block.keys()]);
      const addresses = new Set([...now.ofProgram(program).map(({ address }) => address), ...touched]);
      return [...addresses].map(account).flatMap((found) => {
        return found.exists && found.programAddress === program ? [found] : [];
      });
    },
  };
}

/** @param newer what the blocks that are undone overwrote, oldest first */
export function goBack(machine: Machine, newer: readonly Overwritten[]): void {
  for (const block of newer.toReversed()) for (const account of block.values()) machine.put(account);
}
