import { formatMoney, money, parseMoney } from '@diboas/kernel';
import { addedBankAccount, bankAccountList, type QuoteRequest, transactionView } from '@diboas/protocol';
import { fillBankForm } from '@diboas/providers/testing';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, signIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spendableOf } from './spendable-of.ts';

let world: OpenSystem;
let ana: Person;
let account: string;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true });
  ana = await world.person('ana');
  const { id } = await ana.add('card', '500.00');
  await ana.until(id, 'completed');
  account = await addAccount();
});
afterAll(() => world?.close());

/** Adds a bank account on the provider's page, and gives its id once it can be paid to. */
async function addAccount(): Promise<string> {
  const body = { name: 'Home bank', holder: 'Ana Moss' };
  const added = addedBankAccount.parse((await ana.call('POST', '/v1/bank-accounts', { body })).body);
  expect(added.account).toMatchObject({ state: 'pending', last4: null });
  await fillBankForm(added.url ?? '');
  await vi.waitFor(
    async () => {
      const { items } = bankAccountList.parse((await ana.call('GET', '/v1/bank-accounts')).body);
      expect(items).toMatchObject([{ state: 'ready', bankName: 'Harbour Bank', last4: '6789' }]);
    },
    { timeout: 15_000, interval: 50 },
  );
  return added.account.id;
}

type Method = 'ach' | 'ach_same_day' | 'wire';

function wishOf(amount: string, method: Method): QuoteRequest {
  return { operation: 'WITHDRAW_FUNDS', amount, asset: 'USDC', network: 'solana', method, account };
}

async function withdraw(amount: string, method: Method) {
  const quote = await ana.price(wishOf(amount, method));
  expect((await ana.confirm(quote)).status).toBe(201);
  return quote;
}

function units(amount: string): bigint {
  const parsed = parseMoney('USDC', amount);
  if (!parsed.ok) throw new Error(`${amount} is no amount`);
  return parsed.value.units;
}

describe('a withdrawal to a bank', () => {
  it.each(['ach', 'ach_same_day', 'wire'] as const)(
    'by %s takes what was confirmed, and the bank has it',
    async (method) => {
      const before = await spendableOf(ana, 'BANKING');
      const quote = await withdraw('40.00', method);
      const done = await ana.until(quote.id, 'completed');
      expect(done.state).toBe('completed');
      expect(await spendableOf(ana, 'BANKING')).toBe(before - units(quote.pay.total.amount));
      const executed = (await world.outside.executions()).filter(
        (one) => one.metadata.diboas_transaction_id === quote.id,
      );
      expect(executed.map(({ kind, amount }) => [kind, amount])).toEqual([
        ['payment', expect.any(String)],
        ['delivery', '40.00'],
      ]);
    },
  );

  it('M72 needs the second factor of whoever has one, and so do the bank accounts that it may go to', async () => {
    const ben = await world.person('ben');
    await ben.setUpCodeApp();
    const elsewhere = await signIn(world.url, ben.email);
    const body = { name: 'Home bank', holder: 'Ben Moss' };
    const added = await elsewhere.call('POST', '/v1/bank-accounts', { body });
    expect(problemIn(added).code).toBe('factor_required');
    expect((await ben.call('POST', '/v1/bank-accounts', { body })).status).toBe(201);
    await ana.setUpCodeApp();
    const quote = await ana.price(wishOf('40.00', 'ach'));
    expect(problemIn(await (await signIn(world.url, ana.email)).confirm(quote)).code).toBe('factor_required');
  });

  it('that the bank sends back days later is in the balance again, but for its fees', async () => {
    const before = await spendableOf(ana, 'BANKING');
    // Cents by which the sandbox's bank sends it back.
    const quote = await withdraw('40.15', 'ach');
    await ana.until(quote.id, 'completed');
    const fees = units(quote.pay.total.amount) - units('40.15');
    await vi.waitFor(async () => expect(await spendableOf(ana, 'BANKING')).toBe(before - fees), {
      ...{ timeout: 15_000, interval: 50 },
    });
    const read = async (id: string) =>
      transactionView.parse((await ana.call('GET', `/v1/transactions/${id}`)).body);
    const original = await read(quote.id);
    const back = await read(original.reversedBy ?? '');
    const amount = { asset: 'USDC', amount: '40.150000' };
    expect(original).toMatchObject({
      ...{ state: 'reversed', where: 'in_your_balance', status: 'COMPLETED', ended: true },
      receipt: {
        ...{ delivered: { asset: 'USD', amount: '40.15' }, takenBack: null },
        cameBack: {
          ...{ amount, kept: { asset: 'USDC', amount: formatMoney(money('USDC', fees)) } },
          ...{ transaction: back.id, reference: back.reference },
        },
      },
    });
    expect(original.steps.map(({ key, state }) => `${key} ${state}`)).toEqual(
      ['instructed', 'set_aside', 'sent', 'arrived', 'came_back'].map((key) => `${key} done`),
    );
    expect(original.steps.at(-1)?.at).toBe(back.createdAt);
    expect(back).toMatchObject({
      ...{ operation: 'RETURN', state: 'completed', where: 'in_your_balance', reverses: quote.id },
      ...{ from: { kind: 'bank_account' }, to: { kind: 'balance', type: 'BANKING' } },
      receipt: {
        ...{ delivered: amount, takenBack: null },
        cameBack: { amount, kept: null, transaction: quote.id, reference: original.reference },
      },
    });
    expect(back.steps.map(({ key, state }) => [key, state])).toEqual([
      ['reported', 'done'],
      ['matched', 'done'],
      ['came_back', 'done'],
    ]);
  });

  it('that no bank takes is given back whole [payout.refused]', async () => {
    const before = await spendableOf(ana, 'BANKING');
    const quote = await withdraw('40.13', 'ach');
    await ana.until(quote.id, 'returned');
    await vi.waitFor(async () => expect(await spendableOf(ana, 'BANKING')).toBe(before), {
      timeout: 15_000,
      interval: 50,
    });
  });
});

describe('what would leave', () => {
  it('is refused, with nothing set aside, one unit above the balance and for an account of somebody else', async () => {
    const all = await spendableOf(ana, 'BANKING');
    const wanted = (amount: string) =>
      ({
        operation: 'WITHDRAW_FUNDS',
        amount,
        asset: 'USDC',
        network: 'solana',
        method: 'ach',
        account,
      }) as const;
    const over = formatMoney(money('USDC', all + 1n));
    const short = await ana.call('POST', '/v1/quotes', { body: wanted(over) });
    expect(problemIn(short).code).toBe('insufficient_funds');
    const ben = await world.person('ben');
    const foreign = await ben.call('POST', '/v1/quotes', { body: wanted('10.00') });
    expect(problemIn(foreign).code).toBe('not_found');
    expect(await openHolds(world.database)).toEqual([]);
    expect(await spendableOf(ana, 'BANKING')).toBe(all);
  });

  it.each([
    ['of another network', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'of_another_network'],
    ['with a slip', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0', 'not_in_alphabet'],
  ])('is refused for an address %s, in words that screens have', async (_what, address, reason) => {
    const wanted = {
      operation: 'SEND_TO_ADDRESS',
      amount: '5.00',
      asset: 'USDC',
      network: 'solana',
    } as const;
    const answer = await ana.call('POST', '/v1/quotes', { body: { ...wanted, address } });
    expect(problemIn(answer)).toMatchObject({ code: 'address_wrong', why: { reason } });
  });
});
