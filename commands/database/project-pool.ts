// A command's look at the database of this checkout.
import { StoreUnavailableError } from '@diboas/orchestration';
import { openPool, sqlStateOf } from '@diboas/storage';
import { openProjectDatabase } from './project-database.ts';

type Pool = ReturnType<typeof openPool>;

/**
 * Runs with one connection to the project's database, which is started for it where it does not run.
 * @returns the exit code that `run` gives; 1 when the database cannot be had, which is said in words
 */
export async function withProjectPool(
  project: string,
  run: (pool: Pool) => Promise<number>,
): Promise<number> {
  const database = await openProjectDatabase(project);
  if (!database.ok) {
    console.error(database.refusal);
    return 1;
  }
  const { url, close } = database.value;
  const pool = openPool(url, { max: 1, scans: true });
  try {
    return await run(pool);
  } catch (error) {
    console.error(explainDatabaseError(error));
    return 1;
  } finally {
    await pool.end();
    await close();
  }
}

/** In words what a person can do about a database that does not answer as it should; what they can not is thrown on. */
function explainDatabaseError(error: unknown): string {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  // 42P01: there is no such table; 42703: no such column; 22023: no such role.
  if (['42P01', '42703', '22023'].includes(sqlStateOf(cause) ?? ''))
    return 'This database is not up to date, or was never used. Start diBoaS on it once: that brings it up to date.';
  if (!(error instanceof StoreUnavailableError)) throw error;
  return `The database can not be reached: ${cause instanceof Error ? cause.message : error.message}`;
}
