// What leaves needs a second factor, over HTTP: of whoever has one, wherever they are signed in; of whoever has none, beyond
// what may leave in a day.
import { type QuoteRequest, ROUTES, secondFactorView } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, signIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operate } from './operate.ts';

let world: OpenSystem;
let ben: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), settings: { WITHOUT_FACTOR_PER_DAY: '30' } });
  ben = await world.person('ben');
});
afterAll(() => world?.close());

/** Somebody with $100. */
async function arrive(name: string): Promise<Person> {
  const person = await world.person(name);
  const { id } = await person.add('card', '100.00');
  await person.until(id, 'completed');
  return person;
}

const UNIT = { asset: 'USDC', network: 'solana' } as const;

const sending = (amount: string): QuoteRequest => ({
  ...{ operation: 'SEND_MONEY', to: { email: ben.email }, amount, ...UNIT },
});

/** What came of sending this much: `sent`, or why not. */
async function send(person: Person, amount: string): Promise<string> {
  const answer = await person.confirm(await person.price(sending(amount)));
  return answer.status === 201 ? 'sent' : problemIn(answer).code;
}

describe('M72: money that leaves', () => {
  it('without a second factor is little within a day, says how much, and is more once one is set up', async () => {
    const ana = await arrive('ana');
    const first = await ana.price(sending('20.00'));
    expect((await ana.confirm(first)).status).toBe(201);
    expect((await ana.confirm(first)).status).toBe(200);
    expect(
      await world.database.query('SELECT FROM auth_leavings WHERE quote_id = $1', [first.id]),
    ).toHaveLength(1);
    const quote = await ana.price(sending('20.00'));
    const refused = problemIn(await ana.confirm(quote));
    expect([refused.code, refused.left]).toEqual([
      ...['factor_missing', { asset: 'USDC', amount: '10.000000' }],
    ]);
    expect((await ana.call('GET', `/v1/transactions/${quote.id}`)).status).toBe(404);
    expect(await send(ana, '10.00')).toBe('sent');
    const moved = await ana.price({
      ...{ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '15.00', ...UNIT },
    });
    expect((await ana.confirm(moved)).status).toBe(201);
    await ana.setUpCodeApp();
    expect((await ana.confirm(quote)).status).toBe(201);
  });

  it('with one needs it in this session, is sent when it was given, and is told of again without [mailbox.taken]', async () => {
    const clara = await arrive('clara');
    const app = await clara.setUpCodeApp();
    const elsewhere = await signIn(world.url, clara.email);
    const quote = await elsewhere.price(sending('5.00'));
    expect(problemIn(await elsewhere.confirm(quote)).code).toBe('factor_required');
    const body = { code: app.next() };
    expect((await elsewhere.call('POST', ROUTES.giveFactor.path, { body })).status).toBe(200);
    expect((await elsewhere.confirm(quote)).status).toBe(201);
    const third = await signIn(world.url, clara.email);
    const again = await third.confirm(quote);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(problemIn(await third.confirm(await third.price(sending('5.00')))).code).toBe('factor_required');
    expect(problemIn(await third.call('POST', ROUTES.giveFactor.path, { body })).code).toBe('factor_wrong');
  });

  it('leaves little again once an operator has taken away what was lost', async () => {
    const eve = await arrive('eve');
    await eve.setUpCodeApp();
    const options = ['--by', 'olga', '--reason', 'case 12'];
    const forget = (...more: string[]) =>
      operate(world, { verb: 'forget-factor', person: eve, options: [...options, ...more] });
    expect(await forget()).toMatchObject({ code: 0, said: expect.stringContaining('Add --yes') });
    expect(await send(eve, '40.00')).toBe('sent');
    expect(await forget('--yes')).toMatchObject({ code: 0, said: expect.stringContaining('Done') });
    expect(await forget('--yes')).toMatchObject({ code: 1 });
    expect(await send(eve, '40.00')).toBe('factor_missing');
    const audited = await world.database.query(
      "SELECT actor, detail FROM audit WHERE act = 'factor_forgotten'",
    );
    expect(audited).toEqual([{ actor: 'olga', detail: { reason: 'case 12' } }]);
  });

  it('that was refused for another reason does not count', async () => {
    const dan = await arrive('dan');
    const first = await dan.price(sending('25.00'));
    const total = { ...first.pay.total, amount: '24.000000' };
    const answer = await dan.call('POST', '/v1/transactions', {
      body: { quoteId: first.id, total },
      headers: { 'idempotency-key': 'a-key-of-its-own' },
    });
    expect(problemIn(answer).code).toBe('price_changed');
    const { withoutIt } = secondFactorView.parse((await dan.call('GET', ROUTES.secondFactor.path)).body);
    expect(withoutIt?.left.amount).toBe('30.000000');
    expect(await send(dan, '30.00')).toBe('sent');
  });
});
