import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@diboas/kernel';
import type pg from 'pg';
import { createDatabase, openPlainPool, runSql } from '../databases/databases.ts';
import {
  ACCOUNTS,
  addMovements,
  makeTransfers,
  OPENING_UNITS,
  type TransferRequest,
} from '../ledger/transfer-work.ts';
import { type Contender, keepInFlight } from './contender.ts';

/** The fastest of 8, 16 and 32 on two cores. */
const CONNECTIONS = 32;

/**
 * Transfers by the equivalent of pgledger. With a `group` of one, each call is a transfer and a commit of its own, as
 * pgledger's own measurement has it; with more, that many are given to one call, which commits all of them or none.
 */
export async function createPgledger(serverUrl: string, group: number): Promise<Contender<TransferRequest>> {
  const url = await createDatabase(serverUrl, `pgledger_${group}`);
  await runSql(url, readFileSync(join(import.meta.dirname, 'pgledger.sql'), 'utf8'));
  const pool = openPlainPool(url, { max: CONNECTIONS });
  await openAccounts(pool);
  const expected: bigint[] = [];
  return {
    name: group === 1 ? 'pgledger' : `pgledger, ${group} a call`,
    prepare: async (count) => makeTransfers(count),
    run: (requests, inFlight) =>
      group === 1
        ? keepInFlight(requests, inFlight, (request) => transferOne(pool, request))
        : keepInFlight(split(requests, group), Math.ceil(inFlight / group), (part) =>
            transferMany(pool, part),
          ),
    check: (requests) => check(pool, expected, requests),
    close: () => pool.end(),
  };
}

async function openAccounts(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO ledger_accounts SELECT 'pgla_' || lpad(n::text, 32, '0'), 'account ' || n, 'USD', $2, 0, false, true,
       NULL, now(), now() FROM generate_series(0, $1::int - 1) AS n`,
    [ACCOUNTS, OPENING_UNITS.toString()],
  );
}

function accountId(place: number): string {
  return `pgla_${String(place).padStart(32, '0')}`;
}

async function transferOne(pool: pg.Pool, { from, to, units }: TransferRequest): Promise<void> {
  const values = [accountId(from), accountId(to), units.toString()];
  await pool.query({ name: 'transfer', text: 'SELECT * FROM create_transfer($1, $2, $3)', values });
}

async function transferMany(pool: pg.Pool, requests: readonly TransferRequest[]): Promise<void> {
  const text = `SELECT count(*) FROM create_transfers((SELECT array_agg(ROW(f, t, n)::transfer_request)
    FROM unnest($1::text[], $2::text[], $3::numeric[]) AS u (f, t, n)), NULL, NULL)`;
  const values = [
    requests.map((one) => accountId(one.from)),
    requests.map((one) => accountId(one.to)),
    requests.map((one) => one.units.toString()),
  ];
  await pool.query({ name: 'transfers', text, values });
}

function split<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Every balance is what the requests so far make it, and the entries agree with it. */
async function check(pool: pg.Pool, expected: bigint[], requests: readonly TransferRequest[]): Promise<void> {
  addMovements(expected, requests);
  const { rows } = await pool.query<{ balance: string; moved: string }>(
    `SELECT a.balance, coalesce(sum(e.amount), 0) AS moved
     FROM ledger_accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id GROUP BY a.id ORDER BY a.id`,
  );
  for (const [place, row] of rows.entries()) {
    const moved = expected[place] ?? 0n;
    assert(BigInt(row.balance) === OPENING_UNITS + moved, 'a balance is what its transfers make it', {
      place,
    });
    assert(BigInt(row.moved) === moved, 'the entries add up to the balance', { place });
  }
}
