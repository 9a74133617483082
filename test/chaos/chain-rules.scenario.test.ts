// The rules about networks and banks are shown a real system with one thing wrong: in the database, in what lies on the chain, or
// in what the sandbox executed.
import { money } from '@diboas/kernel';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type Execution, type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RuleResult } from './books/breach.ts';
import { type ChainBooks, isAllFound, readChains } from './books/chain-rules.ts';
import { checkBooks } from './books/check-books.ts';
import type { Queryable } from './books/queryable.ts';
import type { Lying } from './cluster/networks.ts';
import { equip } from './people/belongings.ts';

const NETWORK = 'solana';
const GIVEN = money('USDC', 50_000_000n);
const SENT = '5.00';

let world: OpenSystem;
let database: pg.Client;
let chains: ChainBooks;
let executions: readonly Execution[];
let ben: string;

/** What somebody does to a balance, until it is over; with as many blocks as it takes. */
async function finish(person: Person, wanted: Parameters<Person['price']>[0]): Promise<void> {
  const quote = await person.price(wanted);
  await person.confirm(quote);
  await withBlocks(async () => (await person.transaction(quote.id)).state === 'completed', wanted.operation);
}

async function withBlocks(isOver: () => Promise<boolean>, what: string): Promise<void> {
  const chain = await world.outside.chain(NETWORK);
  await untilTrue(
    async () => {
      await chain.mine(4);
      return await isOver();
    },
    () => `${what} is not over`,
    { timeoutMs: 60_000, pauseMs: 100 },
  );
}

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true, floats: true },
    chains: { networks: [NETWORK] },
  });
  database = new pg.Client({ connectionString: world.database.url });
  await database.connect();
  const [anna, other] = await Promise.all([
    world.person('anna').then(equip),
    world.person('ben').then(equip),
  ]);
  const to = (addresses: ReadonlyMap<string, string>) => addresses.get(NETWORK) ?? '';
  ben = to(other.addresses);
  const chain = await world.outside.chain(NETWORK);
  const given: Lying[] = [{ network: NETWORK, address: to(anna.addresses), money: GIVEN }];
  await chain.fund(to(anna.addresses), GIVEN);
  const holdings: Parameters<typeof readChains>[1]['holdings'] = async ({ address, network }) =>
    network === NETWORK
      ? (await chain.holdings(address)).map((held) => ({ network, address, money: held }))
      : [];
  const read = () => readChains(database, { given, holdings });
  await withBlocks(async () => isAllFound(database, await read()), 'what was given');
  const spent = { asset: 'USDC', network: NETWORK } as const;
  await finish(anna.person, { operation: 'SEND_TO_ADDRESS', ...spent, amount: SENT, address: ben });
  // The bank sends what ends so back.
  const payout = { ...spent, amount: '10.15', method: 'ach', account: anna.account } as const;
  await finish(anna.person, { operation: 'WITHDRAW_FUNDS', ...payout });
  const isBack = async () =>
    (await database.query(`SELECT FROM transactions WHERE operation = 'RETURN'`)).rowCount === 1;
  await withBlocks(async () => (await isBack()) && isAllFound(database, await read()), 'what came back');
  [chains, executions] = [await read(), await world.outside.executions()];
}, 120_000);
afterAll(async () => {
  await database?.end();
  await world?.close();
});

/** Which rules do not hold, and of what kind their breaches are. */
function brokenIn(results: readonly RuleResult[]): string[] {
  return results.flatMap(({ rule, breaches }) => breaches.map(({ kind }) => `${kind}: ${rule}`));
}

function lyingOtherwise(at: (one: Lying) => boolean, by: bigint): ChainBooks {
  const holdings = chains.holdings.map((one) =>
    at(one) ? { ...one, money: money(one.money.asset, one.money.units + by) } : one,
  );
  return { ...chains, holdings };
}

const atBen = ({ address, money: { asset } }: Lying): boolean => address === ben && asset === 'USDC';
const atAnna = ({ address, money: { asset } }: Lying): boolean => address !== ben && asset === 'USDC';
const CREDITED = 'what lies at each address of a person was credited, and nothing else';
const PAID = 'what was paid to an address was given by a stranger or sent by one transaction, once';
const SHARED = 'no two transactions are of one execution on a network';
const BACK = 'what a bank sent back is in the balance again, once';

it('the rules hold for what was received, sent, withdrawn and sent back', async () => {
  expect(brokenIn(await checkBooks(database, executions, chains))).toEqual([]);
  expect(chains.holdings.filter(({ money: { units } }) => units > 0n)).toHaveLength(2);
  expect(executions.map(({ kind }) => kind)).toEqual(['payment', 'delivery', 'refund']);
});

it.each([
  ['belongs to no transaction', () => lyingOtherwise(atBen, 7n), [`lost: ${CREDITED}`, `lost: ${PAID}`]],
  ['was sent twice', () => lyingOtherwise(atBen, 5_000_000n), [`lost: ${CREDITED}`, `duplicated: ${PAID}`]],
  ['was never sent', () => lyingOtherwise(atBen, -5_000_000n), [`duplicated: ${CREDITED}`, `lost: ${PAID}`]],
  [
    'was credited and is not there',
    () => lyingOtherwise(atAnna, -1n),
    [`duplicated: ${CREDITED}`, `lost: ${PAID}`],
  ],
])('they find what %s', async (_what, changed, broken) => {
  expect(brokenIn(await checkBooks(database, executions, changed()))).toEqual(broken);
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

const OF_DEPOSITS = `(SELECT quote_id FROM quotes WHERE terms::jsonb #>> '{origin,kind}' = 'deposit')`;

it.each([
  [
    'is credited once more',
    `INSERT INTO transfers SELECT bucket, gen_random_uuid(), 'posted', transaction_id, NULL, debit_owner, debit_kind,
       credit_owner, credit_kind, asset, network, amount, created_at, xact
     FROM transfers WHERE kind = 'post' AND transaction_id IN ${OF_DEPOSITS}`,
    `duplicated: ${CREDITED}`,
  ],
  [
    'is credited to nobody',
    `DELETE FROM transfers WHERE kind = 'post' AND transaction_id IN ${OF_DEPOSITS}`,
    `lost: ${CREDITED}`,
  ],
  [
    'two transactions name',
    `UPDATE quotes SET terms = jsonb_set(terms::jsonb, '{origin,reference}', '"one"')::json
     WHERE quote_id IN ${OF_DEPOSITS}`,
    `duplicated: ${SHARED}`,
  ],
])('they find what %s', async (_what, sql, broken) => {
  const found = await withChange(sql, async (changed) =>
    brokenIn(await checkBooks(changed, executions, chains)),
  );
  expect(found).toContain(broken);
});

it('they find what a bank sent back and nobody has, and what is back though no bank sent it', async () => {
  const withoutRefund = executions.filter(({ kind }) => kind !== 'refund');
  expect(brokenIn(await checkBooks(database, withoutRefund, chains))).toContain(`duplicated: ${BACK}`);
  const unbooked = `DELETE FROM transfers WHERE transaction_id IN
    (SELECT transaction_id FROM transactions WHERE operation = 'RETURN')`;
  const found = await withChange(unbooked, async (changed) =>
    brokenIn(await checkBooks(changed, executions, chains)),
  );
  expect(found).toContain(`lost: ${BACK}`);
});
