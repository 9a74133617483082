import type { Instant } from '@diboas/kernel';
import type { AuditEntry } from './audit.ts';

/** Customers exist before anything can be locked for them. Making one that exists changes nothing. */
export interface CustomerStore {
  ensureCustomer(customerId: string, at: Instant): Promise<void>;
}

/**
 * How a customer stands with us. Whoever is not open begins nothing and is given nothing by others; what is under way goes
 * on. `frozen` until an operator opens it again, `closed` for good.
 */
export type Standing = 'open' | 'frozen' | 'closed';

export interface StandingChange {
  readonly customerId: string;
  /** What they may stand at before it. */
  readonly from: readonly Standing[];
  readonly to: Standing;
  /** Who says so and why. */
  readonly audit: AuditEntry;
}

export interface StandingStore {
  /** Null for somebody who is no customer. */
  standing(customerId: string): Promise<Standing | null>;
  /**
   * Changes it under the customer's lock, in one commit with the line of the audit: no batch sees it half way. False, with
   * nothing written, where they stand otherwise than `from`, or are no customer.
   */
  changeStanding(change: StandingChange): Promise<boolean>;
}
