import type { Id, Instant } from '@diboas/kernel';
import type { WalletAddress } from '../provider/provider.ts';

/** An address on a network that a customer sends money to, as they wrote it down. */
export interface AddressRecipient extends WalletAddress {
  readonly id: Id;
  readonly customerId: string;
  readonly name: string;
  readonly lastPaidAt: Instant | null;
  readonly createdAt: Instant;
}

/** What is said of people in `RecipientStore` holds of addresses too. */
export interface AddressRecipientStore {
  /**
   * Writes an address down. One that is on the list already gets the new name, and keeps the rest. Null when the list is as
   * long as it may be; requests at the same moment may each add one beyond that.
   */
  keepAddressRecipient(recipient: AddressRecipient, listMax: number): Promise<AddressRecipient | null>;
  /** The customer's list, in the order in which it was written. */
  addressRecipients(customerId: string): Promise<readonly AddressRecipient[]>;
  /** Takes one off the customer's list and gives it; null when it is not on it. */
  removeAddressRecipient(customerId: string, id: Id): Promise<AddressRecipient | null>;
  /** Notes that something was sent there; nothing, when it is not on the list. */
  notePaidAddress(customerId: string, address: WalletAddress, at: Instant): Promise<void>;
}
