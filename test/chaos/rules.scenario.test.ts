import { randomUUID } from 'node:crypto';
import { inProcess } from '@diboas/testkit/in-process';
// Each rule is shown a real database with one thing wrong, and must say so. What is wrong is put there by SQL in a
// database transaction that is rolled back.

import { untilTrue } from '@diboas/testkit/person';
import type { Execution } from '@diboas/testkit/system';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleResult } from './books/breach.ts';
import { checkBooks } from './books/check-books.ts';
import { checkInstructions } from './books/instruction-rules.ts';
import type { Queryable } from './books/queryable.ts';
import type { Instruction } from './people/customers.ts';

let world: OpenSystem;
let database: pg.Client;
let executions: readonly Execution[];

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  const ana = await world.person('ana');
  const completed = await ana.add('card', '100.00');
  // 49.91 and our fee of 0.5 % are 50.15, which the sandbox takes and then gives back.
  const compensated = await ana.add('card', '49.91');
  for (const { id } of [completed, compensated]) {
    await untilTrue(
      async () => {
        const { ended, state } = await ana.transaction(id);
        // That money came back nobody says here.
        return ended || state === 'returning';
      },
      () => `${id} has not ended`,
    );
  }
  executions = await world.outside.executions();
  database = new pg.Client({ connectionString: world.database.url });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await world?.close();
});

async function withChange<Value>(sql: string, look: (changed: Queryable) => Promise<Value>): Promise<Value> {
  await database.query('BEGIN');
  try {
    await database.query(sql);
    return await look(database);
  } finally {
    await database.query('ROLLBACK');
  }
}

/** Every hold is open again: the transfers that ended them are gone. */
const NOTHING_ENDED = `DELETE FROM transfers WHERE kind IN ('post', 'void', 'expire')`;

/** Transactions hold again what they once held, some of it otherwise or more than once. */
function holdAgain({ amount = 'p.amount', debit = 'p.debit_kind', times = 1 } = {}): string {
  return `UPDATE transactions t SET state = (t.state::jsonb || jsonb_build_object('holds', (
      SELECT jsonb_agg(jsonb_build_array(p.transfer_id, ${debit}, p.credit_kind, p.asset, p.network,
        (${amount})::text))
      FROM transfers p CROSS JOIN generate_series(1, ${times})
      WHERE p.bucket = t.bucket AND p.transaction_id = t.transaction_id AND p.kind = 'pending')))::json`;
}

/** Puts something else into one part of each transaction's JSON, which the expression calls $1. */
function changeState(part: string, expression: string): string {
  const value = expression.replaceAll('$1', `(state::jsonb -> '${part}')`);
  return `UPDATE transactions SET state = jsonb_set(state::jsonb, '{${part}}', ${value})::json`;
}

function brokenIn(results: readonly RuleResult[]): string[] {
  return results.filter(({ breaches }) => breaches.length > 0).map(({ rule }) => rule);
}

describe('the rules of the books', () => {
  it('hold after a deposit and one that was given back', async () => {
    expect(executions.map(({ kind }) => kind).sort()).toEqual(['delivery', 'payment', 'payment', 'refund']);
    expect((await checkBooks(database, executions)).flatMap(({ breaches }) => breaches)).toEqual([]);
  });

  it.each([
    ['every asset sums to zero', 'UPDATE accounts SET credits_posted = credits_posted + 1'],
    ['every balance equals the sum', `UPDATE transfers SET amount = amount + 1 WHERE kind = 'post'`],
    [
      'nobody is below zero',
      'ALTER TABLE accounts DROP CONSTRAINT accounts_check; UPDATE accounts SET debits_posted = credits_posted + 1',
    ],
    ['every hold is a pending transfer', holdAgain()],
    ['every hold is a pending transfer', NOTHING_ENDED],
    ['every hold is a pending transfer', `${NOTHING_ENDED}; ${holdAgain({ amount: 'p.amount + 1' })}`],
    [
      'every hold is a pending transfer',
      `${NOTHING_ENDED}; ${holdAgain({ debit: 'jsonb_build_array(p.debit_kind, p.credit_owner)' })}`,
    ],
    ['every hold is a pending transfer', `${NOTHING_ENDED}; ${holdAgain({ debit: 'p.credit_kind' })}`],
    ['every hold is a pending transfer', `${NOTHING_ENDED}; ${holdAgain({ times: 2 })}`],
    [
      'every hold is a pending transfer',
      `CREATE OR REPLACE VIEW open_holds AS SELECT bucket, transfer_id AS hold_id, transaction_id, debit_owner,
         debit_kind, credit_owner, credit_kind, asset, network, amount FROM transfers WHERE kind = 'pending'`,
    ],
    ['a transaction that ended holds nothing', holdAgain()],
    ['a transaction that ended holds nothing', NOTHING_ENDED],
    [
      'every transfer belongs to a transaction',
      `INSERT INTO transfers SELECT bucket, gen_random_uuid(), 'posted', gen_random_uuid(), NULL, debit_owner,
         debit_kind, credit_owner, credit_kind, asset, network, amount, created_at, xact FROM transfers LIMIT 1`,
    ],
    ['every transfer belongs to a transaction', 'UPDATE transactions SET customer_id = gen_random_uuid()'],
    ['every journal counts from 1', 'DELETE FROM journal WHERE seq = 2'],
    [
      'every journal counts from 1',
      'DELETE FROM journal j WHERE seq = (SELECT max(seq) FROM journal k WHERE k.customer_id = j.customer_id)',
    ],
    [
      'whatever is due has an alarm',
      `UPDATE transactions SET due_at = now(), rings_at = now(), due_reason = 'lookup'`,
    ],
    ['every attempt but the last', changeState('attempts', `$1 || jsonb_set($1, '{0,id}', '"another"')`)],
    [
      'every attempt but the last',
      changeState(
        'attempts',
        `$1 || jsonb_set($1, '{0}', $1 -> 0 || '{"id": "another", "state": "rejected"}')`,
      ),
    ],
    ['every attempt but the last', 'UPDATE transactions SET live_attempts = 1 - live_attempts'],
    [
      'every attempt but the last',
      'ALTER TABLE transactions DROP CONSTRAINT transactions_live_attempts_check; UPDATE transactions SET live_attempts = 2',
    ],
    ['every attempt has an id and a key', changeState('attempts', '$1 || $1')],
    ['every attempt has an id and a key', changeState('attempts', `jsonb_set($1, '{0,key}', '"shared"')`)],
    [
      'what has not ended is due',
      `UPDATE transactions SET status = 'SENT_TO_PROVIDER', due_at = NULL, due_reason = NULL, rings_at = NULL`,
    ],
    [
      'whoever is expected',
      `INSERT INTO expected (bucket, transaction_id, customer_id, address, until)
       SELECT bucket, transaction_id, customer_id, 'zoe@example.com', now() FROM transactions LIMIT 1`,
    ],
    [
      'whoever is expected',
      `UPDATE transactions SET state = (state::jsonb || '{"wait": ["recipient", 1]}')::json`,
    ],
    ['every transaction that was confirmed, or seen', 'DELETE FROM idempotency_keys'],
    ['every status comes once', `UPDATE transactions SET status = 'FAILED'`],
    ['replaying the journal', 'UPDATE transactions SET version = version + 1'],
    ['replaying the journal', changeState('history', `jsonb_set($1, '{1}', '["VALIDATING", -1]')`)],
    ['replaying the journal', changeState('attempts', `jsonb_set($1, '{0,inDoubt}', 'true')`)],
    ['replaying the journal', changeState('attempts', `jsonb_set($1, '{0,after}', '1')`)],
    ['replaying the journal', changeState('attempts', `jsonb_set($1, '{0,provider}', '"another"')`)],
    ['replaying the journal', changeState('attempts', `jsonb_set($1, '{0,routing}', 'null')`)],
    [
      'nobody was charged more',
      `UPDATE quotes SET terms = jsonb_set(terms::jsonb, '{price,total,units}', '"1"')::json`,
    ],
  ])('find where not: %s', async (rule, sql) => {
    const broken = await withChange(sql, async (changed) => brokenIn(await checkBooks(changed, executions)));
    expect(broken).toContainEqual(expect.stringContaining(rule));
  });

  it('agree with a hold that its transaction, its transfers and the open holds know alike', async () => {
    const broken = await withChange(`${NOTHING_ENDED}; ${holdAgain()}`, async (changed) => {
      const open = await changed.query('SELECT FROM open_holds');
      expect(open.rowCount).toBeGreaterThan(0);
      return brokenIn(await checkBooks(changed, executions));
    });
    expect(broken).not.toContainEqual(expect.stringContaining('every hold is a pending transfer'));
    expect(broken).toContainEqual(expect.stringContaining('a transaction that ended holds nothing'));
  });
});

describe('the outside world and the books', () => {
  const of = (kind: Execution['kind']) => executions.filter((one) => one.kind === kind);
  const without = (kind: Execution['kind']) => executions.filter((one) => one.kind !== kind);
  const check = async (changed: readonly Execution[]) =>
    (await checkBooks(database, changed)).flatMap(({ breaches }) => breaches.map(({ kind }) => kind));

  it('differ when something is executed twice', async () => {
    expect(await check([...executions, ...of('delivery')])).toContain('duplicated');
    expect(await check([...executions, ...of('refund')])).toContain('duplicated');
  });

  it('differ when a delivery never happened, or was of another amount or asset', async () => {
    expect(await check(without('delivery'))).toContain('duplicated');
    const [delivery] = of('delivery');
    if (!delivery) throw new Error('nothing was delivered');
    expect(await check([...without('delivery'), { ...delivery, amount: '999.000000' }])).toEqual(['lost']);
    expect(await check([...without('delivery'), { ...delivery, asset: 'btc' }])).toContain('duplicated');
  });

  it('differ when a payment was kept, or belongs to nobody', async () => {
    expect(await check(without('refund'))).toEqual(['lost']);
    const [payment] = of('payment');
    if (!payment) throw new Error('nothing was paid');
    const stray = { ...payment, metadata: {}, idempotency_key: 'somebody else', reference: 'cos_stray' };
    expect(await check([...executions, stray])).toEqual(['lost']);
  });

  it('differ when what was paid is not on the receipt', async () => {
    const changed = executions.map((one) => (one.kind === 'payment' ? { ...one, amount: '1.00' } : one));
    expect(await check(changed)).toContain('violation');
  });
});

describe('what customers were told', () => {
  const instructions = async (): Promise<Instruction[]> => {
    const { rows } = await database.query<{ key: string; transaction_id: string }>(
      'SELECT key, transaction_id FROM idempotency_keys',
    );
    return rows.map(({ key, transaction_id: id }) => {
      return { key, quoteId: id, transactionIds: new Set([id]), refusals: new Set<string>(), sends: 1 };
    });
  };

  it('holds when each key is one transaction', async () => {
    expect(brokenIn(await checkInstructions(database, await instructions()))).toEqual([]);
  });

  it('is lost when there is no such transaction, and duplicated when answers named two', async () => {
    const told = await instructions();
    const kinds = (results: readonly RuleResult[]) =>
      results.flatMap(({ breaches }) => breaches.map(({ kind }) => kind));
    const lost = { ...told[0], key: 'never-kept', transactionIds: new Set(['somewhere']) } as Instruction;
    expect(kinds(await checkInstructions(database, [...told, lost]))).toEqual(['lost']);
    for (const one of told) one.transactionIds.add('another');
    expect(kinds(await checkInstructions(database, told))).toEqual(['duplicated', 'duplicated']);
    expect(kinds(await checkInstructions(database, []))).toEqual(['violation', 'violation']);
  });

  it('is right to refuse by the limit only who had no room', async () => {
    const told = await instructions();
    const quoteId = told[0]?.quoteId ?? '';
    const offerId = randomUUID();
    await database.query(
      `INSERT INTO offers (bucket, offer_id, customer_id, terms, created_at, expires_at)
       SELECT bucket, $2, customer_id, terms, created_at, expires_at FROM quotes WHERE quote_id = $1`,
      [quoteId, offerId],
    );
    const refused: Instruction = {
      ...{ key: 'refused', quoteId: offerId, transactionIds: new Set<string>(), sends: 1 },
      refusals: new Set(['over_limit']),
    };
    expect(brokenIn(await checkInstructions(database, [...told, refused]))).not.toEqual([]);
    await database.query(
      `UPDATE quotes SET terms = jsonb_set(terms::jsonb, '{price,amount,units}', '"100000"') WHERE quote_id = $1`,
      [quoteId],
    );
    expect(brokenIn(await checkInstructions(database, [...told, refused]))).toEqual([]);
  });
});
