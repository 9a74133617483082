import type { Id, Instant } from '@diboas/kernel';

/** A transaction that waits for whoever signs in by an address. */
export interface Expected {
  readonly transactionId: Id;
  /** Whose it is. */
  readonly customerId: string;
  /** In the spelling that we keep. */
  readonly address: string;
  readonly until: Instant;
}

/** Who is expected. A row stands exactly as long as its transaction waits, because both change in one commit. */
export interface ExpectedStore {
  /** The transactions that wait for whoever signs in by this address. */
  expectedAt(address: string): Promise<readonly Id[]>;
}
