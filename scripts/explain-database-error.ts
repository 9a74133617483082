import { StoreUnavailableError } from '@diboas/orchestration';
import { sqlStateOf } from '@diboas/storage';

/** In words what a person can do about a database that does not answer as it should; what they can not is thrown on. */
export function explainDatabaseError(error: unknown): string {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  // 42P01: there is no such table; 42703: no such column; 22023: no such role.
  if (['42P01', '42703', '22023'].includes(sqlStateOf(cause) ?? ''))
    return 'This database is not up to date, or was never used. Start diBoaS on it once: that brings it up to date.';
  if (!(error instanceof StoreUnavailableError)) throw error;
  return `The database can not be reached: ${cause instanceof Error ? cause.message : error.message}`;
}
