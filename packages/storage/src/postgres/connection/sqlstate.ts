import type pg from 'pg';

/**
 * What an error of the database says about what was asked of it.
 *
 * `input`: the statement was carried out and its values were refused, so it will be refused again however often it is
 * tried. `surroundings`: anything else. Sorted this way round because the list of what can be wrong with a database has
 * no end: a lock that was not granted, a disk that fails, a grant that was taken away, a pooler in between. Only what is
 * surely the input's own fault may be shown to a person as one.
 */
export type ErrorOrigin = 'input' | 'surroundings';

/**
 * Classes that values can cause: 21 (cardinality), 22 (data), 23 (constraints), 54 (a value too large for an index).
 * Class 42 is not here: our statements are the same for every input, so a table or a right that is missing is missing
 * for all of them.
 */
const CAUSED_BY_INPUT = /^(21|22|23|54)/;

/** Of those classes, what values cannot cause: a role that does not exist (22023), too many arguments (54023). */
const NEVER_BY_INPUT: readonly string[] = ['22023', '54023'];

/** @param code the SQLSTATE, five letters and digits */
export function originOf(code: string): ErrorOrigin {
  return CAUSED_BY_INPUT.test(code) && !NEVER_BY_INPUT.includes(code) ? 'input' : 'surroundings';
}

/**
 * Codes after which a connection is of use to nobody: it is of a server that cannot write (25006) or is going away (57),
 * a transaction of it was ended from outside (25P03), it is broken (08, 58, XX), or what was prepared on it is gone
 * (26), as behind a pooler. One statement that was cancelled for its time (57014) or a lock (55P03) says nothing of
 * the connection.
 */
const ENDS_CONNECTION = /^(08|25006|25P0|26|28|57P|58|XX)/;

export function endsConnection(code: string): boolean {
  return ENDS_CONNECTION.test(code);
}

/** The SQLSTATE of an error; null where it has none. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

/**
 * Whether what failed says nothing about what was asked, so that it may be asked again: the database was lost, is
 * read-only, does not grant a lock, or anything else but a bug of ours and a value it refuses.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = sqlStateOf(error);
  if (code !== null) return originOf(code) === 'surroundings';
  return !(error.name === 'BugError' || error instanceof TypeError || error instanceof RangeError);
}

/** Calls back with every SQLSTATE that the server answers on this connection, whoever asked. */
export function watchErrors(client: pg.PoolClient, onCode: (code: string) => void): void {
  client.connection.on('errorMessage', (message: unknown) => {
    const code = sqlStateOf(message);
    if (code !== null) onCode(code);
  });
}
