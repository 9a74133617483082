// Customers who are frozen: what they may still do, and what becomes of money that is sent to them.
import { operationList, type QuoteRequest } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operate } from './operate.ts';

let world: OpenSystem;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  [ana, ben] = [await world.person('ana'), await world.person('ben')];
  const { id } = await ana.add('card', '100.00');
  await ana.until(id, 'completed');
});
afterAll(() => world?.close());

function send(amount: string, email: string): QuoteRequest {
  return { operation: 'SEND_MONEY', to: { email }, amount, asset: 'USDC', network: 'solana' };
}

const operateOn = (verb: string, person: Person, ...options: string[]) =>
  operate(world, { verb, person, options });

const WHO = ['--by', 'olga', '--reason', 'case 12'];

it('who is frozen is sent nothing: it goes back to its sender, and neither is told why', async () => {
  const before = await ana.balances();
  expect(await operateOn('freeze', ben, ...WHO)).toMatchObject({
    code: 0,
    said: expect.stringContaining('Add --yes'),
  });
  expect(await operateOn('show', ben)).toMatchObject({ said: expect.stringContaining(': open') });
  expect(await operateOn('freeze', ben, ...WHO, '--yes')).toMatchObject({ code: 0 });
  expect(await operateOn('freeze', ben, ...WHO, '--yes')).toMatchObject({ code: 1 });
  const quote = await ana.price(send('20.00', ben.email));
  expect((await ana.confirm(quote)).status).toBe(201);
  expect(await ana.until(quote.id, 'failed_nothing_moved')).toMatchObject({
    ...{ where: 'in_your_balance', ended: true, receipt: null },
    failure: { code: 'recipient_cannot_receive' },
    compensation: { released: [{ asset: 'USDC', amount: '20.000000' }], next: 'nothing' },
  });
  expect((await ana.balances()).balances).toEqual(before.balances);
  const { items } = await ben.page();
  expect(items[0]).toMatchObject({
    ...{ operation: 'RECEIVE_MONEY', state: 'failed_nothing_moved', where: 'with_you' },
    failure: { code: 'recipient_cannot_receive' },
  });
  const audited = await world.database.query(
    `SELECT actor, act, detail FROM audit WHERE act LIKE 'customer_%' ORDER BY at`,
  );
  expect(audited).toEqual([
    { actor: 'olga', act: 'customer_frozen', detail: { before: 'open', reason: 'case 12' } },
  ]);
});

it('who is frozen begins nothing, is told so beforehand, and goes on as before once they are not', async () => {
  await operateOn('freeze', ana, ...WHO, '--yes');
  const { items } = operationList.parse((await ana.call('GET', '/v1/operations')).body);
  expect(new Set(items.map(({ bar }) => bar))).toEqual(new Set(['account_frozen']));
  const quote = await ana.quote('card', '10.00');
  const refused = await ana.confirm(quote);
  expect([refused.status, problemIn(refused).code]).toEqual([403, 'account_frozen']);
  await operateOn('unfreeze', ana, ...WHO, '--yes');
  expect((await ana.confirm(quote)).status).toBe(201);
});
