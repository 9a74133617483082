import type { Clock } from '@diboas/kernel';
import type { TransactionReader } from '@diboas/orchestration';
import { findClaimable, type InvitationStore } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Claims } from './claims.ts';
import type { Invitations } from './invitations.ts';

export interface ExpectingOptions {
  /** For what scans. */
  readonly pool: Pool;
  readonly clock: Clock;
  readonly reader: Pick<TransactionReader, 'transaction'>;
  readonly claims: Claims;
  /** Null where mails go nowhere. */
  readonly invitations: Invitations | null;
  readonly noted: Pick<InvitationStore, 'untold'>;
}

/** As many as are looked after at a time; the others come the next time. */
const LIMIT = 500;

/**
 * Looks after money that waits for people: hands over what waits for somebody who is here by now, and tells those who were not
 * told. Each is done at once by whoever signs in or sends; this finds what a crash or a full budget has left.
 */
export async function lookAfterExpected(options: ExpectingOptions): Promise<void> {
  const { pool, clock, claims } = options;
  const claimables = await findClaimable(pool, { now: clock.now(), limit: LIMIT });
  // What fails for one keeps nothing from the others.
  const outcomes = await Promise.allSettled([claims.claim(claimables), tellUntold(options)]);
  const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length > 0) throw new AggregateError(errors, 'not all that waits was looked after');
}

async function tellUntold({ reader, invitations, noted }: ExpectingOptions): Promise<void> {
  if (invitations === null) return;
  for (const id of await noted.untold(LIMIT)) {
    const transaction = await reader.transaction(id);
    if (transaction) await invitations.tell(transaction);
  }
}
