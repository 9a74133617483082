import type { Id } from '@diboas/kernel';
import type { BankAccountStore, PersonalBankAccount } from '@diboas/orchestration';

/** Bank accounts of people in memory, with the constraints that the database would check. */
export function createMemoryBankAccounts(): BankAccountStore {
  const known = new Map<Id, PersonalBankAccount>();
  const listOf = (customerId: string) => [...known.values()].filter((one) => one.customerId === customerId);
  return {
    async addBankAccount(account, listMax) {
      const list = listOf(account.customerId);
      const before = list.find((one) => one.name === account.name);
      if (before) return before;
      if (list.length >= listMax) return null;
      known.set(account.id, account);
      return account;
    },
    async bankAccounts(customerId) {
      return listOf(customerId);
    },
    async noteBankAccount({ id, provider, reference, state, tokens, bankName, last4 }) {
      const before = known.get(id);
      if (before) known.set(id, { ...before, provider, reference, state, tokens, bankName, last4 });
    },
    async removeBankAccount(customerId, id) {
      const found = known.get(id);
      if (found?.customerId !== customerId) return null;
      known.delete(id);
      return found;
    },
  };
}
