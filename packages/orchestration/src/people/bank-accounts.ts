// Bank accounts of people (M22). Their numbers are typed into pages of providers and never come here: what is kept is what
// people tell their accounts apart by, and the name by which each provider knows it.
import type { Id, Instant } from '@diboas/kernel';

/**
 * `pending`: its owner has not told its provider yet which account it is. `unusable`: they have, and it pays nothing out to
 * it now.
 */
export type BankAccountState = 'pending' | 'ready' | 'unusable';

export interface PersonalBankAccount {
  readonly id: Id;
  readonly customerId: string;
  /** As its owner calls it; on their list once. */
  readonly name: string;
  /** Whose page it is added on, the last time. An account is known to one provider after the other. */
  readonly provider: string;
  /** What the account is asked for by there; null as long as nobody knows whether it was begun. */
  readonly reference: string | null;
  readonly state: BankAccountState;
  /** By each provider that knows it, what an order to it says. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Null while it is pending. */
  readonly bankName: string | null;
  /** The end of its number; null while it is pending. */
  readonly last4: string | null;
  readonly createdAt: Instant;
}

export interface BankAccountStore {
  /**
   * Puts an account on its owner's list, unless one of that name is there, and gives whichever is. Null when the list is as
   * long as it may be; requests at the same moment may each add one beyond that.
   */
  addBankAccount(account: PersonalBankAccount, listMax: number): Promise<PersonalBankAccount | null>;
  /** The customer's list, in the order in which it was made. */
  bankAccounts(customerId: string): Promise<readonly PersonalBankAccount[]>;
  /** Writes down what its provider said of it. Nothing, where it was taken off the list. */
  noteBankAccount(account: PersonalBankAccount): Promise<void>;
  /** Takes one off the customer's list and gives it; null when it is not on it. */
  removeBankAccount(customerId: string, id: Id): Promise<PersonalBankAccount | null>;
}
