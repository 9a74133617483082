import { inProcess } from '@diboas/testkit/in-process';
import { signIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBooks } from './books/check-books.ts';

let world: OpenSystem;
let database: pg.Client;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  database = new pg.Client({ connectionString: world.database.url });
  await database.connect();
});
afterAll(async () => {
  await database?.end();
  await world?.close();
});

it('the rules of the books hold for what our own book does, by itself, between people and as a leg', async () => {
  const ana = await world.person('ana');
  const { id } = await ana.add('card', '100.00');
  await ana.until(id, 'completed');
  await world.person('ben');
  const spent = { amount: '10', asset: 'USDC', network: 'solana' } as const;
  const added = {
    amount: '20.00',
    currency: 'USD',
    method: 'card',
    asset: 'USDC',
    network: 'solana',
  } as const;
  const sendTo = (name: string) =>
    ({ operation: 'SEND_MONEY', to: { email: `${name}@example.com` } }) as const;
  for (const wanted of [
    { operation: 'MOVE', from: 'BANKING', to: 'INVESTING', ...spent },
    { ...sendTo('ben'), ...spent },
    { operation: 'ADD_AND_MOVE', to: 'DEFI', ...added },
  ] as const) {
    const quote = await ana.price(wanted);
    await ana.confirm(quote);
    await ana.until(quote.id, 'completed');
  }
  const waiting = await ana.price({ ...sendTo('zoe'), ...spent });
  await ana.confirm(waiting);
  const check = async () =>
    (await checkBooks(database, await world.outside.executions())).filter(
      ({ breaches }) => breaches.length > 0,
    );
  await ana.until(waiting.id, 'awaiting_recipient');
  expect(await check()).toEqual([]);
  await signIn(world.url, 'zoe@example.com');
  await ana.until(waiting.id, 'completed');
  expect(await check()).toEqual([]);
});
