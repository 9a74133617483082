import { accept, bucketOf, bucketOfId, type Outcome, refuse } from '@diboas/kernel';
import {
  COIN_CLAIMS_MAX,
  type CoinClaim,
  type CoinClaimRefusal,
  type CoinClaimStore,
  type CoinsOfAttempt,
} from '@diboas/orchestration';
import type pg from 'pg';
import { checkChosenCoins } from '../../port/chosen-coins.ts';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

/** Takes the wallet's lock: whoever else promises coins of it waits here, and reads afterwards what was promised. */
const LOCK = `INSERT INTO coin_wallets (bucket, wallet, network, claimed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (bucket, wallet, network) DO UPDATE SET claimed_at = excluded.claimed_at`;

const TAKEN = `SELECT name, attempt_id FROM coin_claims
WHERE bucket = $1 AND wallet = $2 AND network = $3 ORDER BY place LIMIT $4`;

const PROMISE = `INSERT INTO coin_claims
  (bucket, wallet, network, name, attempt_id, place, transaction_bucket, transaction_id, claimed_at)
SELECT $1::smallint, $2::text, $3::text, u.name, $5::uuid, u.place, $6::smallint, $7::uuid, $8::timestamptz
FROM unnest($4::text[]) WITH ORDINALITY AS u (name, place)`;

const RELEASE = `DELETE FROM coin_claims
WHERE bucket = $1 AND attempt_id = $2 AND wallet = $3 AND network = $4 AND spent_at IS NULL`;

const SPENT = `UPDATE coin_claims SET spent_at = $5
WHERE bucket = $1 AND attempt_id = $2 AND wallet = $3 AND network = $4 AND spent_at IS NULL
  AND ($6::text[] IS NULL OR name = ANY($6::text[]))`;

interface TakenRow {
  readonly name: string;
  readonly attempt_id: string;
}

/** Who pays with what. No node remembers it: it is read under the lock. */
export function createPostgresCoinClaims(pool: pg.Pool): CoinClaimStore {
  async function change(name: string, text: string, values: unknown[]): Promise<void> {
    await withDatabase(() => pool.query({ name, text, values }));
  }
  return {
    claimCoins: (claim) => withDatabase(() => claimCoins(pool, claim)),
    releaseCoins: (coins) => change('release_coins', RELEASE, keyOf(coins)),
    async noteCoinsSpent(coins, now, spent) {
      await change('note_coins_spent', SPENT, [...keyOf(coins), timestamp(now), spent ?? null]);
      if (spent !== undefined) await change('release_coins', RELEASE, keyOf(coins));
    },
  };
}

function keyOf({ wallet, network, attemptId }: CoinsOfAttempt): unknown[] {
  return [bucketOf(wallet), attemptId, wallet, network];
}

function claimCoins(
  pool: pg.Pool,
  { wallet, network, attemptId, transactionId, now, wanted }: CoinClaim,
): Promise<Outcome<readonly string[], CoinClaimRefusal>> {
  const which = [bucketOf(wallet), wallet, network];
  return inTransaction(pool, async (transaction) => {
    const rows = await transaction.begin(async (run) => {
      const [, taken] = await Promise.all([
        run({ name: 'lock_coin_wallet', text: LOCK, values: [...which, timestamp(now)] }),
        run<TakenRow>({ name: 'taken_coins', text: TAKEN, values: [...which, COIN_CLAIMS_MAX + 1] }),
      ]);
      return taken;
    });
    const had = rows.filter((row) => row.attempt_id === attemptId).map((row) => row.name);
    const taken = new Set(rows.map((row) => row.name));
    const isFree = (name: string) => !taken.has(name);
    const isFull = taken.size > COIN_CLAIMS_MAX;
    const chosen = had.length > 0 || isFull ? null : wanted(isFree);
    if (chosen === null) {
      await transaction.commit([]);
      if (had.length > 0) return accept(had);
      return refuse(isFull ? 'too_many' : 'not_enough');
    }
    const names = checkChosenCoins(chosen, isFree);
    const whose = [attemptId, bucketOfId(transactionId), transactionId, timestamp(now)];
    await transaction.commit([{ name: 'promise_coins', text: PROMISE, values: [...which, names, ...whose] }]);
    return accept(names);
  });
}
