// Bank accounts of people (M22). The row is there before its provider is asked, and its id is the key that it is asked by, so
// whoever asks again comes to the same page. No number of an account passes through here.
import { accept, type Clock, type Id, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type {
  BankAccountStore,
  PersonalBankAccount,
  ProviderGate,
  StandingStore,
  StartTimer,
} from '@diboas/orchestration';
import type { OffRamp } from '@diboas/providers-kit';
import type { Logger } from 'pino';

/** As many as anybody goes through by eye. */
const LIST_MAX = 20;

/** How long a person who looks at their list waits for news of it. */
const NEWS_WITHIN_MS = 3 * SECOND_MS;

const BANK_NAME_LENGTH_MAX = 120;

export interface PersonalBankAccountsOptions {
  readonly store: BankAccountStore & Pick<StandingStore, 'standing'>;
  /** Those who pay out to banks; the first that is well is where accounts are added. */
  readonly offRamps: readonly Pick<OffRamp, 'id' | 'bankAccounts'>[];
  readonly gate: Pick<ProviderGate, 'admits'>;
  readonly clock: Clock;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  readonly startTimer: StartTimer;
  /** Where the provider sends the person back to. */
  readonly returnUrl: string;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface AddedAccount {
  readonly account: PersonalBankAccount;
  /** Null once the account is known. */
  readonly url: string | null;
  readonly isNew: boolean;
}

export interface PersonalBankAccounts {
  /** The customer's list, with what their providers say by now. */
  list(customerId: string): Promise<readonly PersonalBankAccount[]>;
  /** `holder` is whose account it is, which its provider is told. */
  add(
    person: { readonly customerId: string; readonly email: string },
    asked: { readonly name: string; readonly holder: string },
  ): Promise<Outcome<AddedAccount, 'account_frozen' | 'no_provider' | 'too_many_bank_accounts'>>;
  remove(customerId: string, id: Id): Promise<PersonalBankAccount | null>;
}

export function createPersonalBankAccounts(options: PersonalBankAccountsOptions): PersonalBankAccounts {
  const { store } = options;
  return {
    async list(customerId) {
      const known = await store.bankAccounts(customerId);
      return await Promise.all(known.map((one) => (one.state === 'ready' ? one : withNews(options, one))));
    },
    async add({ customerId, email }, { name, holder }) {
      if ((await store.standing(customerId)) !== 'open') return refuse('account_frozen');
      const before = (await store.bankAccounts(customerId)).find((one) => one.name === name);
      const account = before ?? (await begin(options, customerId, name));
      if (typeof account === 'string') return refuse(account);
      const isNew = before === undefined;
      if (account.state !== 'pending') return accept({ account, url: null, isNew });
      const page = await pageOf(options, account, { name: holder, email });
      return page === null ? refuse('no_provider') : accept({ ...page, isNew });
    },
    remove: (customerId, id) => store.removeBankAccount(customerId, id),
  };
}

async function begin(
  { store, offRamps, gate, clock, createId }: PersonalBankAccountsOptions,
  customerId: string,
  name: string,
): Promise<PersonalBankAccount | 'no_provider' | 'too_many_bank_accounts'> {
  const now = clock.now();
  const provider = offRamps.find(({ id }) => gate.admits(id, now));
  if (!provider) return 'no_provider';
  const account = {
    ...{ id: createId(customerId), customerId, name, provider: provider.id, createdAt: now },
    ...({ reference: null, state: 'pending', tokens: {}, bankName: null, last4: null } as const),
  };
  return (await store.addBankAccount(account, LIST_MAX)) ?? 'too_many_bank_accounts';
}

/** The provider's page for an account; null where it cannot be had now. The same account gives the same page. */
async function pageOf(
  { store, offRamps, returnUrl, logger }: PersonalBankAccountsOptions,
  account: PersonalBankAccount,
  person: { readonly name: string; readonly email: string },
): Promise<Pick<AddedAccount, 'account' | 'url'> | null> {
  const provider = offRamps.find(({ id }) => id === account.provider);
  const answer = await provider?.bankAccounts.beginAccount({ key: account.id, person, returnUrl });
  if (answer?.kind !== 'begun') {
    // What a provider says of a person is nothing for the log.
    logger.warn({ provider: account.provider, kind: answer?.kind }, 'no bank account could be added');
    return null;
  }
  const begun = { ...account, reference: answer.reference };
  await store.noteBankAccount(begun);
  return { account: begun, url: answer.url };
}

/** The account as its provider has it now; as it was where nothing is heard in time. */
async function withNews(
  options: PersonalBankAccountsOptions,
  account: PersonalBankAccount,
): Promise<PersonalBankAccount> {
  const { store, offRamps, startTimer } = options;
  const provider = offRamps.find(({ id }) => id === account.provider);
  if (!provider || account.reference === null) return account;
  let stop = () => {};
  const late = new Promise<null>((resolve) => {
    stop = startTimer(NEWS_WITHIN_MS, () => resolve(null));
  });
  const told = await Promise.race([provider.bankAccounts.account(account.reference), late]).finally(() =>
    stop(),
  );
  if (!told?.ok || told.value === null) return account;
  const { token, bankName, last4, isUsable } = told.value;
  const known: PersonalBankAccount = {
    ...account,
    state: isUsable ? 'ready' : 'unusable',
    tokens: { ...account.tokens, [provider.id]: token },
    bankName: bankName.slice(0, BANK_NAME_LENGTH_MAX) || null,
    last4: last4.slice(-4) || null,
  };
  await store.noteBankAccount(known);
  return known;
}
