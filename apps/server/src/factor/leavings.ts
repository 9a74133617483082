// What leaves the balances of people who have no second factor: within a day as much as a setting says. It is reserved before
// the engine is asked and under the person's lock, so two confirmations at once cannot both have what is left. Each
// confirmation has a row of its own, and a quote counts once however often it is confirmed: one that is refused takes its own
// row away and nobody else's. What became of it is left to count by a node that died in between counts for the day: that is
// on the safe side.
import { DAY_MS, type Instant, type Money, money } from '@diboas/kernel';
import type pg from 'pg';
import { instantOf } from '../auth/sign-in-database.ts';

type Asking = Pick<pg.Pool, 'query'>;

export interface Leaving {
  readonly quoteId: string;
  /** In USDC: a dollar token counts as a dollar. */
  readonly amount: Money;
}

const SUM = `
SELECT coalesce(sum(units), 0)::text AS units FROM (
  SELECT DISTINCT quote_id, units FROM auth_leavings WHERE user_id = $1 AND at > ${instantOf('$2')} AND quote_id <> $3
) AS confirmed`;

const ADD = `INSERT INTO auth_leavings (id, user_id, quote_id, units, at) VALUES ($1, $2, $3, $4, ${instantOf('$5')})`;

/** No quote: what is left is asked for all of them. */
const NO_QUOTE = '00000000-0000-0000-0000-000000000000';

/** What may still leave today besides this quote, of somebody without a second factor. */
export async function leftWithout(
  client: Asking,
  { userId, most, now, quoteId = NO_QUOTE }: { userId: string; most: Money; now: Instant; quoteId?: string },
): Promise<Money> {
  const { rows } = await client.query<{ units: string }>(SUM, [userId, now - DAY_MS, quoteId]);
  const left = most.units - BigInt(rows[0]?.units ?? 0);
  return money(most.asset, left > 0n ? left : 0n);
}

export async function addLeaving(
  client: Asking,
  { id, userId, leaving, now }: { id: string; userId: string; leaving: Leaving; now: Instant },
): Promise<void> {
  const { quoteId, amount } = leaving;
  await client.query(ADD, [id, userId, quoteId, amount.units.toString(), now]);
}

export async function removeLeaving(client: Asking, id: string): Promise<void> {
  await client.query('DELETE FROM auth_leavings WHERE id = $1', [id]);
}

/** Deletes those that count no more. */
export async function purgeLeavings(client: Asking, now: Instant): Promise<void> {
  await client.query(`DELETE FROM auth_leavings WHERE at <= ${instantOf('$1')}`, [now - DAY_MS]);
}
