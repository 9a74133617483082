import type { Id, Instant } from '@diboas/kernel';

/** An unfinished wizard, kept so that it can be gone on with on any device. `state` is the wizard's own. */
export interface Draft {
  readonly id: Id;
  readonly customerId: string;
  readonly wizard: string;
  /** Rises by one with each accepted change. */
  readonly version: number;
  readonly state: unknown;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly expiresAt: Instant;
}

export interface DraftStore {
  /** Keeps the draft unless its customer has that many living ones; counted so that no two at once pass the limit. */
  createDraft(draft: Draft, livingMax: number): Promise<boolean>;
  draft(id: Id): Promise<Draft | null>;
  /** The customer's drafts that have not expired at `now`, last changed first. */
  drafts(customerId: string, now: Instant): Promise<readonly Draft[]>;
  /** Writes the draft if the stored one still has the version before it; answers whether it did. */
  replaceDraft(draft: Draft): Promise<boolean>;
}
