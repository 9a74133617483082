import { accept, formatInstant, refuse } from '@diboas/kernel';
import type { PersonalBankAccount } from '@diboas/orchestration';
import type { BankAccountView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

/** The bank accounts that a person is paid out to. */
export function createBankAccountHandlers({
  personalBankAccounts,
  secondFactor,
}: Pick<Parts, 'personalBankAccounts' | 'secondFactor'>): Pick<
  ApiHandlers,
  'listBankAccounts' | 'addBankAccount' | 'removeBankAccount'
> {
  const show = (account: PersonalBankAccount) =>
    showBankAccount(account, personalBankAccounts.canBeAddedElsewhere(account));
  return {
    async listBankAccounts({ session: { customerId } }) {
      const items = await personalBankAccounts.list(customerId);
      return accept({ body: { items: items.map(show) } });
    },
    async addBankAccount({ session, body: { name, holder } }) {
      const { customerId, email } = session;
      const admitted = await secondFactor.admitChange(session);
      if (!admitted.ok) return admitted;
      const asked = { name: name.trim(), holder: holder.trim() };
      const outcome = await personalBankAccounts.add({ customerId, email }, asked);
      if (!outcome.ok) return refuse({ code: outcome.refusal });
      const { account, url, isNew } = outcome.value;
      return accept({ body: { account: show(account), url }, replayed: !isNew });
    },
    async removeBankAccount({ session, params: { id } }) {
      const admitted = await secondFactor.admitChange(session);
      if (!admitted.ok) return admitted;
      const removed = await personalBankAccounts.remove(session.customerId, id);
      return removed ? accept({ body: show(removed) }) : refuse({ code: 'not_found' });
    },
  };
}

/** What a provider calls it, and whose page it is on, is no matter of screens. */
function showBankAccount(account: PersonalBankAccount, canBeAddedElsewhere: boolean): BankAccountView {
  const { id, name, bankName, last4, state, createdAt } = account;
  return { id, name, bankName, last4, state, canBeAddedElsewhere, createdAt: formatInstant(createdAt) };
}
