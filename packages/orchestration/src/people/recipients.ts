import type { Id, Instant } from '@diboas/kernel';

/** Somebody whom a customer sends money to, as they wrote it down. */
export interface KnownRecipient {
  readonly id: Id;
  readonly customerId: string;
  readonly name: string;
  /** In the spelling that we keep; on a customer's list once. */
  readonly email: string;
  readonly lastPaidAt: Instant | null;
  readonly createdAt: Instant;
}

export interface RecipientStore {
  /**
   * Writes somebody down. Whose address is on the list already gets the new name, and keeps the rest. Null when the list is
   * as long as it may be; requests at the same moment may each add one beyond that.
   */
  keepRecipient(recipient: KnownRecipient, listMax: number): Promise<KnownRecipient | null>;
  /** The customer's list, in the order in which it was written. */
  recipients(customerId: string): Promise<readonly KnownRecipient[]>;
  /** Takes one off the customer's list and gives it; null when it is not on it. */
  removeRecipient(customerId: string, id: Id): Promise<KnownRecipient | null>;
  /** Notes that something was sent to this address; nothing, when it is not on the list. */
  notePaid(customerId: string, email: string, at: Instant): Promise<void>;
}
