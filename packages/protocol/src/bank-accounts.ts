import * as z from 'zod/mini';
import { recipientName } from './recipients.ts';
import { route } from './wire/route.ts';
import { byId, instant, uuid } from './wire/values.ts';

/** A bank account of the person's own, as far as anybody here knows it. */
export const bankAccountView = z
  .object({
    id: uuid,
    /** As they call it. */
    name: z.string(),
    /** Null until they have told the provider which account it is. */
    bankName: z.nullable(z.string()),
    /** The end of its number; null as `bankName`. */
    last4: z.nullable(z.string()),
    /** `pending`: the provider's own page waits for them. `unusable`: nothing is paid out to it now. */
    state: z.enum(['pending', 'ready', 'unusable']),
    /**
     * Whether it can be added at one more provider, so that money gets there while the others are away: by adding it again
     * under its name.
     */
    canBeAddedElsewhere: z.boolean(),
    createdAt: instant,
  })
  .register(z.globalRegistry, { id: 'BankAccount' });
export type BankAccountView = z.infer<typeof bankAccountView>;

export const bankAccountList = z.object({ items: z.array(bankAccountView) });
export type BankAccountList = z.infer<typeof bankAccountList>;

export const addBankAccountRequest = z.strictObject({
  name: recipientName,
  /** The full name of whose account it is, which its provider is told and nobody keeps here. */
  holder: recipientName,
});
export type AddBankAccountRequest = z.infer<typeof addBankAccountRequest>;

export const addedBankAccount = z.object({
  account: bankAccountView,
  /** The provider's own page, where its number is typed; null once the account is known to all that are well. */
  url: z.nullable(z.string()),
});
export type AddedBankAccount = z.infer<typeof addedBankAccount>;

export const bankAccountRoutes = {
  listBankAccounts: route({
    method: 'GET',
    path: '/v1/bank-accounts',
    tag: 'Bank accounts',
    says: 'List your bank accounts',
    more: 'Those that are not ready are asked about at their provider meanwhile; one that does not answer soon leaves them as they were.',
    answer: bankAccountList,
    status: 200,
    refuses: [],
  }),
  addBankAccount: route({
    method: 'POST',
    path: '/v1/bank-accounts',
    tag: 'Bank accounts',
    says: 'Add a bank account, on a page of the provider’s own',
    more: 'No number of an account is ever sent here. A name that is on the list already gives the account of that name, with its page again while it is pending. Once it is known, that is the page of one more provider, where the same account is to be named; another one changes nothing.',
    body: addBankAccountRequest,
    answer: addedBankAccount,
    status: 201,
    repeated: 'An account of that name was on the list.',
    refuses: ['account_frozen', 'factor_required', 'no_provider', 'too_many_bank_accounts'],
  }),
  removeBankAccount: route({
    method: 'DELETE',
    path: '/v1/bank-accounts/:id',
    tag: 'Bank accounts',
    says: 'Take a bank account off the list',
    more: 'What was paid out to it stays as it is.',
    params: byId,
    answer: bankAccountView,
    status: 200,
    refuses: ['not_found', 'factor_required'],
  }),
};
