import { type AccountKey, type AccountState, isSameAccount } from './account.ts';

/**
 * Accounts by their keys. An owner has few, so they are looked through one by one: that is several times as fast as
 * making one text of the four parts of a key, which a batch would do some thousand times.
 */
export interface AccountTable {
  get(key: AccountKey): AccountState | undefined;
  /** Puts the account in the place of the one with its key, or adds it. */
  put(account: AccountState): void;
  /** All accounts, each owner's together. */
  all(): AccountState[];
}

export function createAccountTable(accounts: Iterable<AccountState> = []): AccountTable {
  const byOwner = new Map<string, AccountState[]>();
  const table: AccountTable = {
    get: (key) => byOwner.get(key.owner)?.find((one) => isSameAccount(one.key, key)),
    put(account) {
      const own = byOwner.get(account.key.owner);
      if (!own) {
        byOwner.set(account.key.owner, [account]);
        return;
      }
      const place = own.findIndex((one) => isSameAccount(one.key, account.key));
      if (place < 0) own.push(account);
      else own[place] = account;
    },
    all: () => [...byOwner.values()].flat(),
  };
  for (const account of accounts) table.put(account);
  return table;
}
