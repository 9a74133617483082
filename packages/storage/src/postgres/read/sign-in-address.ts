import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';

/** The address that the customer signs in by; null for one that signs in no more. */
export async function readSignInAddress(pool: pg.Pool, customerId: string): Promise<string | null> {
  const text = 'SELECT email FROM auth_users WHERE id = $1';
  const { rows } = await withDatabase(() => pool.query<{ email: string }>(text, [customerId]));
  return rows[0]?.email ?? null;
}
