import type { Outcome } from '@diboas/kernel';
import type { Fault } from '../calling/fault.ts';

/**
 * How a person's bank account becomes known to an off-ramp, and to us by a token only: its number is typed into a page of
 * the provider's, which we never see.
 */
export interface BankAccounts {
  /**
   * Begins to add one: `url` is the provider's own page, where the person is led. The same key gives the same page again,
   * for as long as the provider remembers it. `reference` is what the account is asked for by.
   */
  beginAccount(ask: {
    readonly key: string;
    /** Who it is, as the provider must know its customers. */
    readonly person: { readonly name: string; readonly email: string };
    readonly returnUrl: string;
  }): Promise<BeginAccountAnswer>;
  /** The account that was added under this reference; null while the person has not done so. */
  account(reference: string): Promise<Outcome<BankAccount | null, 'unavailable'>>;
}

export type BeginAccountAnswer =
  | { readonly kind: 'begun'; readonly reference: string; readonly url: string }
  | Fault;

export interface BankAccount {
  /** The `destination` of orders to it. */
  readonly token: string;
  readonly bankName: string;
  /** The end of its number, by which people tell their accounts apart. */
  readonly last4: string;
  /** Whose account it is, as the provider has it. */
  readonly name: string;
  /** Whether the provider pays out to it now. */
  readonly isUsable: boolean;
}
