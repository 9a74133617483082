import { transactionView } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

async function transactionCount(): Promise<number> {
  const [row] = await world.database.query<{ count: string }>('SELECT count(*) FROM transactions');
  return Number(row?.count);
}

describe('confirming a quote', () => {
  it('A10 W32 with one key, thirty times at once, makes one transaction and one order [confirmed.twice]', async () => {
    const quote = await ana.quote();
    const answers = await Promise.all(Array.from({ length: 30 }, () => ana.confirm(quote, 'thirty-at-once')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const repeats = answers.filter(({ status }) => status === 200);
    expect(repeats).toHaveLength(29);
    for (const repeat of repeats) expect(repeat.headers.get('idempotent-replayed')).toBe('true');
    expect(new Set(answers.map(({ body }) => transactionView.parse(body).id))).toEqual(new Set([quote.id]));
    await ana.until(quote.id, 'completed');
    const executed = (await world.outside.executions()).filter(
      ({ metadata }) => metadata.diboas_transaction_id === quote.id,
    );
    expect(executed.map(({ kind }) => kind).sort()).toEqual(['delivery', 'payment']);
  });

  it('W33 is found by its key when the answer was lost', async () => {
    const quote = await ana.quote();
    await ana.confirm(quote, 'lost-answer');
    const found = await ana.call('GET', '/v1/transactions/by-key/lost-answer');
    expect(transactionView.parse(found.body).id).toBe(quote.id);
    const key = 'a/b?c=d&e#f%2F~!';
    await ana.confirm(await ana.quote(), key);
    expect((await ana.call('GET', `/v1/transactions/by-key/${encodeURIComponent(key)}`)).status).toBe(200);
    const long = '~'.repeat(128);
    expect(problemIn(await ana.call('GET', `/v1/transactions/by-key/${long}`)).code).toBe('not_found');
  });

  it('A10 W34 is refused for a key that was used with other content, and changes nothing [key.other_content]', async () => {
    const first = await ana.quote();
    const second = await ana.quote();
    await ana.confirm(first, 'mixed-up-key');
    const before = await transactionCount();
    const refused = await ana.confirm(second, 'mixed-up-key');
    expect(refused.status).toBe(409);
    expect(problemIn(refused).code).toBe('key_in_use');
    expect(await transactionCount()).toBe(before);
    expect((await ana.confirm(second, 'its-own-key')).status).toBe(201);
  });

  it('takes the same amount written otherwise for the same content', async () => {
    const quote = await ana.quote();
    await ana.confirm(quote, 'same-amount');
    const padded = { asset: 'USD', amount: `${quote.pay.total.amount}000` };
    const again = await ana.call('POST', '/v1/transactions', {
      body: { quoteId: quote.id, total: padded },
      headers: { 'idempotency-key': 'same-amount' },
    });
    expect(again.status).toBe(200);
  });

  it('is refused twice for one quote under two keys', async () => {
    const quote = await ana.quote();
    const answers = await Promise.all([ana.confirm(quote, 'first-key'), ana.confirm(quote, 'second-key')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && problemIn(refused).code).toBe('quote_used');
  });

  it('A9 W28 is refused when the person saw another total', async () => {
    const quote = await ana.quote();
    const lower = { ...quote, pay: { ...quote.pay, total: { asset: 'USD' as const, amount: '0.01' } } };
    expect(problemIn(await ana.confirm(lower)).code).toBe('price_changed');
    const other = { ...quote, pay: { ...quote.pay, total: { ...quote.pay.total, asset: 'EUR' as const } } };
    expect(problemIn(await ana.confirm(other)).code).toBe('price_changed');
    expect((await ana.confirm(quote)).status).toBe(201);
  });

  it('is refused for an unknown quote, and somebody else’s', async () => {
    const ben = await world.person('ben');
    const quote = await ana.quote();
    expect(problemIn(await ben.confirm(quote)).code).toBe('not_found');
    expect(problemIn(await ana.confirm({ ...quote, id: crypto.randomUUID() })).code).toBe('not_found');
    expect((await ben.call('GET', `/v1/quotes/${quote.id}`)).status).toBe(404);
    const { id } = await ana.add();
    expect((await ben.call('GET', `/v1/transactions/${id}`)).status).toBe(404);
    expect((await ben.call('GET', `/v1/transactions/by-key/key-${id}`)).status).toBe(404);
    expect((await ben.page()).items).toEqual([]);
  });

  it('is refused after the quote has ended', async () => {
    const quote = await ana.quote();
    // The offer is moved into the past where it is kept: the server's clock is the real one.
    await world.database.query(
      `UPDATE offers SET terms = jsonb_set(terms::jsonb, '{expiresAt}', '1000'::jsonb) WHERE offer_id = $1`,
      [quote.id],
    );
    expect(problemIn(await ana.confirm(quote)).code).toBe('quote_expired');
  });
});

describe('asking for a quote', () => {
  it.each([
    ['4.99', 'amount_too_small'],
    ['0', 'amount_too_small'],
    ['-10', 'amount_too_small'],
    ['50000.01', 'amount_too_large'],
    ['10.001', 'amount_not_exact'],
    [`1${'0'.repeat(37)}`, 'amount_too_large'],
  ])('for %s is refused with %s', async (amount, code) => {
    const body = {
      operation: 'ADD_FUNDS',
      amount,
      currency: 'USD',
      method: 'card',
      asset: 'USDC',
      network: 'solana',
    };
    const refused = await ana.call('POST', '/v1/quotes', { body });
    expect(problemIn(refused).code).toBe(code);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is refused while no provider can price it', async () => {
    await world.outside.setFaults([{ kind: 'outage' }]);
    const body = {
      operation: 'ADD_FUNDS',
      amount: '10',
      currency: 'USD',
      method: 'card',
      asset: 'USDC',
      network: 'solana',
    };
    const refused = await ana.call('POST', '/v1/quotes', { body });
    await world.outside.setFaults([]);
    expect(problemIn(refused).code).toBe('no_provider');
  });
});

describe('the list of transactions', () => {
  it('is paged by a cursor, newest first, without gaps or repeats', async () => {
    const cid = await world.person('cid');
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) made.push((await cid.add()).id);
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const page = await cid.page(query);
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      query = `?limit=3&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(made.reverse());
    expect((await cid.page()).items).toHaveLength(7);
    expect((await cid.page('?limit=7')).nextCursor).toBeNull();
  });

  it.each([
    '?limit=0',
    '?limit=101',
    '?limit=1e1',
    '?limit=1&limit=2',
    '?cursor=zz',
    '?cursor=',
    '?sort=asc',
  ])('refuses %s', async (query) => {
    const refused = await ana.call('GET', `/v1/transactions${query}`);
    expect(problemIn(refused).code).toBe('invalid_request');
  });
});
