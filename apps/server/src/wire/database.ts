import { StoreUnavailableError } from '@diboas/orchestration';
import { checkDatabase, describeTransport, findUnwritable, migrate, StartRefusal } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Settings } from '../settings/shape.ts';

/**
 * Brings the database up to date where this node has the login for it, and makes sure that it can be worked with: the way
 * to it, the rights of the application's own login, the schema, and what the server promises of a commit.
 * @throws StartRefusal with a sentence for each thing to change
 */
export async function prepareDatabase(
  { databaseUrl, migrateDatabaseUrl, allowsPlainDatabase, world }: Settings,
  logger: Logger,
): Promise<void> {
  if (migrateDatabaseUrl !== null) {
    const problem = describeTransport(migrateDatabaseUrl, allowsPlainDatabase);
    if (problem !== null) throw new StartRefusal([`MIGRATE_DATABASE_URL: ${problem}`]);
    await migrate(migrateDatabaseUrl, { onWait: (words) => logger.warn(words) });
  }
  await checkDatabase(databaseUrl, { mustLast: world === 'live', allowsPlain: allowsPlainDatabase });
}

/** Answers when the database does, and takes writes. */
export async function pingDatabase(pool: Pool): Promise<void> {
  const why = await findUnwritable(pool);
  if (why !== null) throw new StoreUnavailableError(new Error(`the database cannot be written to: ${why}`));
}
