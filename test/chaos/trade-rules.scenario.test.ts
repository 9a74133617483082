// The rules of the books about what is traded: shown a purchase of which the outside world says something else.
import { inProcess } from '@diboas/testkit/in-process';
import { type Execution, type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBooks } from './books/check-books.ts';

let world: OpenSystem;
let database: pg.Client;
let executions: readonly Execution[];
/** What was executed before anything was traded. */
let before: readonly Execution[];

beforeAll(async () => {
  const settings = { PACE_FACTOR: '0.05' };
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings });
  const ana = await world.person('ana');
  await ana.until((await ana.add('card', '100.00')).id, 'completed');
  const dollars = { asset: 'USDC', network: 'solana' } as const;
  await ana.confirm(
    await ana.price({ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '50.00', ...dollars }),
  );
  before = await world.outside.executions();
  const order = { type: 'market', toleranceBps: 100 } as const;
  const buy = { operation: 'BUY_CRYPTO', amount: '20.00', asset: 'BTC', network: 'solana', order } as const;
  const [whole, half] = [await ana.price(buy), await ana.price(buy)];
  await ana.confirm(whole);
  await ana.until(whole.id, 'completed');
  await world.outside.setMarkets('halves');
  await ana.confirm(half);
  await ana.until(half.id, 'partly_done');
  executions = await world.outside.executions();
  database = new pg.Client({ connectionString: world.database.url });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await world?.close();
});

const isOfTrade = ({ id }: Execution) => !before.some((one) => one.id === id);

async function brokenBy(change: (one: Execution) => Execution): Promise<string[]> {
  const changed = executions.map((one) => (isOfTrade(one) ? change(one) : one));
  return (await checkBooks(database, changed)).flatMap(({ rule, breaches }) => breaches.map(() => rule));
}

it('hold of a purchase, and of one that was filled in half', async () => {
  expect(executions.filter(isOfTrade).map(({ kind }) => kind)).toEqual([
    ...['payment', 'delivery'],
    ...['payment', 'delivery'],
  ]);
  expect(await brokenBy((one) => one)).toEqual([]);
});

it('find where another amount of either asset moved', async () => {
  const more = (amount: string) => `1${amount}`;
  const taken = await brokenBy((one) =>
    one.kind === 'payment' ? { ...one, amount: more(one.amount) } : one,
  );
  expect(taken).toContainEqual(expect.stringMatching(/^what a trade took outside/));
  const given = await brokenBy((one) =>
    one.kind === 'delivery' ? { ...one, amount: more(one.amount) } : one,
  );
  expect(given).toContainEqual(expect.stringMatching(/^what was delivered outside/));
});
