import type pg from 'pg';

/**
 * One database transaction whose statements are all known beforehand: they leave in one flight. When one fails,
 * PostgreSQL turns the COMMIT into a ROLLBACK, and the first error is thrown.
 */
export async function commitInOneFlight(pool: pg.Pool, queries: readonly pg.QueryConfig[]): Promise<void> {
  const client = await pool.connect();
  try {
    const flight = [
      client.query('BEGIN'),
      ...queries.map((query) => client.query(query)),
      client.query('COMMIT'),
    ];
    const settled = await Promise.allSettled(flight);
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
  } finally {
    client.release();
  }
}
