import { bucketOfId, type Id, type Instant } from '@diboas/kernel';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

/** A mail that tells somebody of money that waits for them. */
export interface Invitation {
  readonly transactionId: Id;
  /** Whose money it is. */
  readonly customerId: string;
  /** The SHA-256 of the one mailbox that the address leads to. */
  readonly mailbox: Uint8Array;
  readonly at: Instant;
}

/** How many may be mailed since some moment. */
export interface InvitationBudget {
  readonly since: Instant;
  readonly ofCustomer: number;
  readonly toMailbox: number;
}

export interface InvitationStore {
  /**
   * Notes that it is mailed, before it is. False where it was before, where nothing waits any more, or where enough was
   * mailed: then it may be later. Those that are noted at the same moment may each be one beyond that.
   */
  noteInvitation(invitation: Invitation, budget: InvitationBudget): Promise<boolean>;
  /** It could not be mailed, and is as if it had not been noted. */
  forgetInvitation(transactionId: Id): Promise<void>;
  /** What waits for somebody who was not told, what is over first coming first. */
  untold(limit: number): Promise<readonly Id[]>;
}

const NOTE = `
INSERT INTO invitations (bucket, transaction_id, customer_id, mailbox, mailed_at)
SELECT $1::smallint, e.transaction_id, $3::uuid, $4::bytea, $5::timestamptz
FROM expected e
WHERE e.bucket = $1 AND e.transaction_id = $2
  AND (SELECT count(*) FROM invitations i WHERE i.bucket = $1 AND i.customer_id = $3 AND i.mailed_at > $6) < $7
  AND (SELECT count(*) FROM generate_series(0, 31) AS b (bucket)
    JOIN invitations i ON i.bucket = b.bucket AND i.mailbox = $4 AND i.mailed_at > $6) < $8
ON CONFLICT (bucket, transaction_id) DO NOTHING
RETURNING transaction_id`;

const FORGET = 'DELETE FROM invitations WHERE bucket = $1 AND transaction_id = $2';

const UNTOLD = `
SELECT e.transaction_id FROM expected e
WHERE NOT EXISTS (SELECT FROM invitations i WHERE i.bucket = e.bucket AND i.transaction_id = e.transaction_id)
ORDER BY e.until, e.transaction_id LIMIT $1`;

/** Which mails of money that waits went out. */
export function createPostgresInvitations(pool: pg.Pool): InvitationStore {
  async function query(name: string, text: string, values: unknown[]): Promise<Id[]> {
    const { rows } = await withDatabase(() => pool.query<{ transaction_id: string }>({ name, text, values }));
    return rows.map((row) => row.transaction_id);
  }
  return {
    async noteInvitation({ transactionId, customerId, mailbox, at }, { since, ofCustomer, toMailbox }) {
      const whom = [bucketOfId(transactionId), transactionId, customerId, mailbox];
      const times = [timestamp(at), timestamp(since)];
      const noted = await query('note_invitation', NOTE, [...whom, ...times, ofCustomer, toMailbox]);
      return noted.length === 1;
    },
    async forgetInvitation(transactionId) {
      await query('forget_invitation', FORGET, [bucketOfId(transactionId), transactionId]);
    },
    untold: (limit) => query('untold', UNTOLD, [limit]),
  };
}
