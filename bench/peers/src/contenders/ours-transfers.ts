import { assert, type Bucket, createId, createSeededRandom } from '@diboas/kernel';
import { type AccountKey, createBook, type Transfer } from '@diboas/ledger';
import {
  type BatchScope,
  type Loaded,
  NO_WRITES,
  type Terms,
  type TransactionStore,
} from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import pg from 'pg';
import { clock, makeTerms } from '../../../src/workload.ts';
import { createDatabase, createOurTables } from '../databases/databases.ts';
import { planOf } from '../ledger/ledger-plan.ts';
import {
  ACCOUNTS,
  addMovements,
  GROUPS,
  makeTransfers,
  OPENING_UNITS,
  type TransferRequest,
} from '../ledger/transfer-work.ts';
import { createBatcher } from './batcher.ts';
import { type Contender, keepInFlight } from './contender.ts';
import { PLAIN_ROWS } from './plain-rows.ts';

const BATCHES_MAX = 4;
const BATCH_MAX = 200;

const random = createSeededRandom(31);

/**
 * Two-account transfers by our own path: what has gathered in a bucket is one commit of the real store, which locks
 * both customers, reads their accounts, lets the ledger's book judge each transfer by itself, and writes. A group of
 * accounts is a bucket.
 */
export async function createOurTransfers(serverUrl: string): Promise<Contender<TransferRequest>> {
  const url = await createDatabase(serverUrl, 'our_transfers');
  await createOurTables(url);
  const pool = openPool(url, { max: BATCHES_MAX + 2 });
  const store = createPostgresStore(pool);
  const owners = await openAccounts(url, store);
  const expected: bigint[] = [];
  const batcher = createBatcher<Transfer>({
    batchMax: BATCH_MAX,
    batchesMax: BATCHES_MAX,
    run: (bucket, batch) => commit(store, bucket, batch),
  });
  async function transfer({ from, to, units }: TransferRequest): Promise<void> {
    const [debtor, creditor] = [owners[from], owners[to]];
    assert(debtor && creditor, 'both accounts exist');
    const bucket = from % GROUPS;
    await batcher.add(bucket, {
      id: createId({ now: clock.now(), random, bucket }),
      kind: 'posted',
      transactionId: debtor.id,
      holdId: null,
      debit: accountOf(debtor),
      credit: accountOf(creditor),
      amount: units,
    });
  }
  return {
    name: 'ours',
    prepare: async (count) => makeTransfers(count),
    run: (requests, inFlight) => keepInFlight(requests, inFlight, transfer),
    async check(requests) {
      addMovements(expected, requests);
      await check(pool, owners, expected);
    },
    close: () => pool.end(),
  };
}

/** Customers with one account and one transaction each; the transfers of a customer belong to that transaction. */
async function openAccounts(url: string, store: Store): Promise<Terms[]> {
  const groups = Array.from({ length: GROUPS }, (_, bucket) => makeTerms(ACCOUNTS / GROUPS, random, bucket));
  const owners = Array.from({ length: ACCOUNTS }, (_, place) => {
    const owner = groups[place % GROUPS]?.[Math.floor(place / GROUPS)];
    assert(owner, 'each place has an owner');
    return owner;
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const owner of owners) {
    await store.ensureCustomer(owner.customerId, owner.createdAt);
    await store.saveQuote(owner);
    const plan = planOf(owner);
    await client.query(PLAIN_ROWS.transaction({ terms: owner, plan }));
    await client.query({
      name: 'open_account',
      text: `INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted,
        debits_pending, credits_pending) VALUES ($1, $2, 'BANKING', 'USDC', 'solana', 0, $3, 0, 0)`,
      values: [plan.bucket, plan.customerId, OPENING_UNITS.toString()],
    });
  }
  await client.end();
  return owners;
}

function accountOf(owner: Terms): AccountKey {
  return { owner: owner.customerId, kind: 'BANKING', asset: 'USDC', network: 'solana' };
}

/** One commit. The answers say which transfers were refused; a refusal touches no other transfer. */
function commit(store: TransactionStore, bucket: Bucket, batch: readonly Transfer[]): Promise<boolean[]> {
  const customerIds = [...new Set(batch.flatMap((one) => [one.debit.owner, one.credit.owner]))];
  const scope: BatchScope = {
    ...{ transactionIds: [], customerIds, idempotencyKeys: [], inboxEvents: [] },
    // No limit is looked at here, so nobody's uses are read.
    uses: { customerIds: [], since: clock.now() },
    floatsOf: () => [],
  };
  return store.commit(bucket, scope, (loaded: Loaded) => {
    const book = createBook({ accounts: loaded.accounts });
    const result = batch.map((transfer) => book.apply([transfer]).ok);
    const at = clock.now();
    const transfers = book.appliedTransfers().map((transfer) => ({ transfer, at }));
    const accounts = book.changedAccounts();
    const seqs = new Map(accounts.map(({ key }) => [key.owner, (loaded.seqs.get(key.owner) ?? 0) + 1]));
    return { writes: { ...NO_WRITES, accounts, transfers, seqs }, result };
  });
}

/** Every balance is what the requests so far make it, and the transfers agree with it. */
async function check(pool: pg.Pool, owners: readonly Terms[], expected: readonly bigint[]): Promise<void> {
  const { rows } = await pool.query<{ owner_id: string; balance: string; moved: string }>(
    `WITH moved AS (
       SELECT owner, sum(amount) AS amount FROM (
         SELECT credit_owner AS owner, amount FROM transfers
         UNION ALL SELECT debit_owner, -amount FROM transfers) t GROUP BY owner
     )
     SELECT a.owner_id, a.credits_posted - a.debits_posted AS balance, coalesce(m.amount, 0) AS moved
     FROM accounts a LEFT JOIN moved m ON m.owner = a.owner_id`,
  );
  const found = new Map(rows.map((row) => [row.owner_id, row]));
  for (const [place, { customerId }] of owners.entries()) {
    const row = found.get(customerId);
    const moved = expected[place] ?? 0n;
    assert(row && BigInt(row.balance) === OPENING_UNITS + moved, 'a balance is what its transfers make it', {
      place,
    });
    assert(BigInt(row.moved) === moved, 'the transfers add up to the balance', { place });
  }
}
