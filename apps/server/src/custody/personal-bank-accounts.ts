// Bank accounts of people (M22). The row is there before its provider is asked, and its id is the key that it is asked by, so
// whoever asks again comes to the same page. No number of an account passes through here. Each provider has a token of its
// own for an account: one that is known is added at one more when it is added again under its name.
import { accept, type Clock, type Id, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type {
  BankAccountStore,
  PersonalBankAccount,
  ProviderGate,
  StandingStore,
  StartTimer,
} from '@diboas/orchestration';
import type { BankAccount, OffRamp } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import { knownElsewhere } from './known-elsewhere.ts';

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
  /** Whether there is one more provider that is well and does not know it, to which it could be paid besides. */
  canBeAddedElsewhere(account: PersonalBankAccount): boolean;
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
      return await Promise.all(known.map((one) => (isSettled(one) ? one : withNews(options, one))));
    },
    canBeAddedElsewhere: (account) => nextProvider(options, account) !== null,
    async add({ customerId, email }, { name, holder }) {
      if ((await store.standing(customerId)) !== 'open') return refuse('account_frozen');
      const before = (await store.bankAccounts(customerId)).find((one) => one.name === name);
      const account = before ?? (await begin(options, customerId, name));
      if (typeof account === 'string') return refuse(account);
      const isNew = before === undefined;
      const provider =
        account.state === 'pending' ? wellOr(options, account) : nextProvider(options, account);
      if (provider === null) return accept({ account, url: null, isNew });
      const page = await pageOf(options, { ...account, provider }, { name: holder, email });
      return page === null ? refuse('no_provider') : accept({ ...page, isNew });
    },
    remove: (customerId, id) => store.removeBankAccount(customerId, id),
  };
}

/** Whether nothing new is expected of it: the provider whose page was the last knows it. */
function isSettled({ state, tokens, provider }: PersonalBankAccount): boolean {
  return state === 'ready' && tokens[provider] !== undefined;
}

/** Where an account that is known could be added besides: the one whose page was begun, or the first that is well. */
function nextProvider(
  { offRamps, gate, clock }: Pick<PersonalBankAccountsOptions, 'offRamps' | 'gate' | 'clock'>,
  { state, provider, tokens }: PersonalBankAccount,
): string | null {
  if (state === 'pending') return null;
  const now = clock.now();
  const others = offRamps.filter(({ id }) => tokens[id] === undefined && gate.admits(id, now));
  return (others.find(({ id }) => id === provider) ?? others[0])?.id ?? null;
}

/** Where an account that is known to nobody is added: where it was begun, or at the first that is well while that one is away. */
function wellOr(
  { offRamps, gate, clock }: Pick<PersonalBankAccountsOptions, 'offRamps' | 'gate' | 'clock'>,
  { provider }: PersonalBankAccount,
): string {
  const now = clock.now();
  if (gate.admits(provider, now)) return provider;
  return offRamps.find(({ id }) => gate.admits(id, now))?.id ?? provider;
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
  const { store, offRamps, startTimer, logger } = options;
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
  const isFirst = Object.keys(account.tokens).every((id) => id === provider.id);
  const known = isFirst ? knownFirst(account, told.value) : knownElsewhere(account, told.value);
  if (known === null) {
    logger.warn({ provider: provider.id }, 'another bank account was named than the one that is known');
    return account;
  }
  await store.noteBankAccount(known);
  return known;
}

/** What the first provider says of an account is what it is here. */
function knownFirst(
  account: PersonalBankAccount,
  { token, bankName, last4, isUsable }: BankAccount,
): PersonalBankAccount {
  return {
    ...account,
    state: isUsable ? 'ready' : 'unusable',
    tokens: { [account.provider]: token },
    bankName: bankName.slice(0, BANK_NAME_LENGTH_MAX) || null,
    last4: last4.slice(-4) || null,
  };
}
