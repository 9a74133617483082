import type { Instant } from '@diboas/kernel';

/** Customers exist before anything can be locked for them. Making one that exists changes nothing. */
export interface CustomerStore {
  ensureCustomer(customerId: string, at: Instant): Promise<void>;
}
