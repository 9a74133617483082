// Money that stays within diBoaS: between the balances of a person, and from one person to another.
import { operationList, type QuoteRequest, recipientList, recipientView } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';

let world: OpenSystem;
let ana: Person;
let ben: Person;

const UNIT = { asset: 'USDC', network: 'solana' } as const;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  [ana, ben] = [await world.person('ana'), await world.person('ben')];
  const { id } = await ana.add('card', '100.00');
  await ana.until(id, 'completed');
});
afterAll(() => world?.close());

function move(amount: string, from: 'BANKING' | 'INVESTING', to: 'BANKING' | 'INVESTING'): QuoteRequest {
  return { operation: 'MOVE', from, to, amount, ...UNIT };
}

function send(amount: string, email: string): QuoteRequest {
  return { operation: 'SEND_MONEY', to: { email }, amount, note: 'for lunch', ...UNIT };
}

describe('moving money between balances', () => {
  it('M28 is free, done at once, and tells both places', async () => {
    const before = await spendableOf(ana, 'BANKING');
    const quote = await ana.price(move('40.00', 'BANKING', 'INVESTING'));
    expect(quote.pay).toEqual({
      amount: { asset: 'USDC', amount: '40.000000' },
      fees: [],
      total: { asset: 'USDC', amount: '40.000000' },
    });
    const answer = await ana.confirm(quote);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      operation: 'MOVE',
      state: 'completed',
      where: 'in_your_balance',
      method: null,
      from: { kind: 'balance', type: 'BANKING' },
      to: { kind: 'balance', type: 'INVESTING' },
      attempts: [],
    });
    expect(await spendableOf(ana, 'INVESTING')).toBe(40_000_000n);
    expect(await spendableOf(ana, 'BANKING')).toBe(before - 40_000_000n);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('is refused where there is not enough, also when that shows only as it is confirmed', async () => {
    const tooMuch = { body: move('41.00', 'INVESTING', 'BANKING') };
    const early = await ana.call('POST', '/v1/quotes', tooMuch);
    expect([early.status, problemIn(early).code]).toEqual([422, 'insufficient_funds']);
    const first = await ana.price(move('40.00', 'INVESTING', 'BANKING'));
    const second = await ana.price(move('1.00', 'INVESTING', 'BANKING'));
    expect((await ana.confirm(first)).status).toBe(201);
    const late = await ana.confirm(second);
    expect([late.status, problemIn(late).code]).toEqual([422, 'insufficient_funds']);
    expect((await ana.call('GET', `/v1/transactions/${second.id}`)).status).toBe(404);
  });

  it('is refused from a balance to itself', async () => {
    const answer = await ana.call('POST', '/v1/quotes', { body: move('1.00', 'BANKING', 'BANKING') });
    expect(problemIn(answer).code).toBe('invalid_request');
  });
});

describe('sending money to a person here', () => {
  it('arrives, is told to them live, and each sees whom it went between', async () => {
    const live = ben.live();
    await live.until((said) => said.some(({ type }) => type === 'caught_up'));
    const quote = await ana.price(send('20.00', ben.email.toUpperCase()));
    expect(quote.to).toEqual({ kind: 'person', name: null, email: ben.email });
    expect((await ana.confirm(quote)).status).toBe(201);
    expect(await ana.until(quote.id, 'completed')).toMatchObject({
      where: 'with_recipient',
      to: { kind: 'person', email: ben.email },
      note: 'for lunch',
      receipt: { delivered: { asset: 'USDC', amount: '20.000000' } },
    });
    await live.until((said) => said.some(({ type }) => type === 'change'));
    live.close();
    const { items } = await ben.page();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      operation: 'RECEIVE_MONEY',
      state: 'completed',
      where: 'in_your_balance',
      from: { kind: 'person', name: null, email: ana.email },
      to: { kind: 'balance', type: 'BANKING' },
      note: 'for lunch',
    });
    expect(await spendableOf(ben, 'BANKING')).toBe(20_000_000n);
    expect((await ben.call('GET', `/v1/quotes/${items[0]?.id}`)).status).toBe(404);
  });

  it('is refused to oneself, and beyond what is there or may be sent', async () => {
    const refusal = async (body: QuoteRequest) =>
      problemIn(await ana.call('POST', '/v1/quotes', { body })).code;
    expect(await refusal(send('1.00', ana.email))).toBe('recipient_is_you');
    expect(await refusal(send('0.001', ben.email))).toBe('amount_too_small');
    expect(await refusal(send('400.00', ben.email))).toBe('insufficient_funds');
    expect(await refusal(send('100000.01', ben.email))).toBe('over_limit');
  });

  it('goes to somebody on the list by their name, which only its owner can change', async () => {
    const add = (email: string, name: string) =>
      ana.call('POST', '/v1/recipients', { body: { email, name } });
    expect(problemIn(await add(ana.email, 'Me')).code).toBe('recipient_is_you');
    await add('Not-Here@example.com', 'Zoe');
    const known = recipientView.parse((await add(` ${ben.email} `, 'Ben')).body);
    expect(known).toMatchObject({ name: 'Ben', email: ben.email, here: true, lastPaidAt: null });
    const quote = await ana.price({
      ...send('1.00', ben.email),
      to: { recipient: known.id },
    } as QuoteRequest);
    expect(quote.to).toEqual({ kind: 'person', name: 'Ben', email: ben.email });
    await ana.confirm(quote);
    await ana.until(quote.id, 'completed');
    const { items } = recipientList.parse((await ana.call('GET', '/v1/recipients')).body);
    expect(items).toMatchObject([
      { kind: 'person', name: 'Ben', here: true, lastPaidAt: expect.any(String) },
      { kind: 'person', name: 'Zoe', here: false, lastPaidAt: null },
    ]);
    expect((await ben.call('DELETE', `/v1/recipients/${known.id}`)).status).toBe(404);
    expect((await ana.call('DELETE', `/v1/recipients/${known.id}`)).status).toBe(200);
    const gone = await ana.call('POST', '/v1/quotes', {
      body: { ...send('1.00', ben.email), to: { recipient: known.id } },
    });
    expect(problemIn(gone).code).toBe('not_found');
  });

  it('M23 counts against what may be sent, as the list of operations tells', async () => {
    const { items } = operationList.parse((await ana.call('GET', '/v1/operations')).body);
    expect(items.map(({ operation, bar }) => [operation, bar])).toEqual([
      ['ADD_FUNDS', null],
      ['ADD_AND_MOVE', null],
      ['MOVE', null],
      ['SEND_MONEY', null],
      ['SEND_TO_ADDRESS', null],
      ['WITHDRAW_FUNDS', 'not_offered'],
      ['BUY_CRYPTO', 'not_offered'],
      ['SELL_CRYPTO', 'not_offered'],
      ['START_STRATEGY', 'not_offered'],
      ['STOP_STRATEGY', 'not_offered'],
      ['BRIDGE', 'not_offered'],
      ['JOURNEY', null],
    ]);
    const sending = items.find(({ operation }) => operation === 'SEND_MONEY');
    expect(sending?.limits.map(({ days, left }) => [days, left.amount])).toEqual([
      [1, '99979.000000'],
      [30, '999979.000000'],
    ]);
  });
});
