// What is asked of money that would leave, and is refused: clearly, and with nothing set aside.
import { addedBankAccount, bankAccountList } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';

let world: OpenSystem;
let ana: Person;
let account: string;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), everyProvider: true, floats: true });
  ana = await world.person('ana');
  const { id } = await ana.add('card', '300.00');
  await ana.until(id, 'completed');
  account = await addAccount(ana, 'My bank');
});
afterAll(() => world?.close());

/** On the provider's own page, as a person does it. */
async function addAccount(person: Person, name: string): Promise<string> {
  const body = { name, holder: 'Ana Souza' };
  const added = addedBankAccount.parse((await person.call('POST', '/v1/bank-accounts', { body })).body);
  const page = new URL(added.url ?? '');
  const token = page.searchParams.get('token') ?? '';
  const typed = {
    token,
    owner: 'Ana Souza',
    bank: 'Sample Bank',
    routing: '121000248',
    number: '000123456789',
  };
  await fetch(`${page.origin}${page.pathname}`, { method: 'POST', body: new URLSearchParams(typed) });
  const ready = async () => {
    const answer = await person.call('GET', '/v1/bank-accounts');
    const found = bankAccountList.parse(answer.body).items.find((one) => one.id === added.account.id);
    return found?.state === 'ready';
  };
  await untilTrue(ready, () => 'the account is ready');
  return added.account.id;
}

function withdrawal(amount: string) {
  const way = { asset: 'USDC', network: 'solana', method: 'ach', account } as const;
  return { operation: 'WITHDRAW_FUNDS', amount, ...way } as const;
}

describe('withdrawing to a bank account', () => {
  it('is refused, with nothing set aside, one unit above the balance and for an account of somebody else', async () => {
    const all = await spendableOf(ana, 'BANKING');
    const over = `${all / 1_000_000n}.${`${all % 1_000_000n}`.padStart(6, '0')}`;
    const short = await ana.call('POST', '/v1/quotes', { body: withdrawal(over) });
    expect(problemIn(short).code).toBe('insufficient_funds');
    const ben = await world.person('ben');
    const foreign = await ben.call('POST', '/v1/quotes', { body: withdrawal('10.00') });
    expect(problemIn(foreign).code).toBe('not_found');
    expect(await openHolds(world.database)).toEqual([]);
    expect(await spendableOf(ana, 'BANKING')).toBe(all);
  });
});

describe('sending to an address', () => {
  it.each([
    ['of another network', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'of_another_network'],
    ['with a slip', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0', 'not_in_alphabet'],
  ])('is refused for one %s, in words that screens have', async (_what, address, reason) => {
    const body = {
      ...({
        operation: 'SEND_TO_ADDRESS',
        amount: '5.00',
        asset: 'USDC',
        network: 'solana',
        address,
      } as const),
    };
    const answer = await ana.call('POST', '/v1/quotes', { body });
    expect(problemIn(answer)).toMatchObject({ code: 'address_wrong', why: { reason } });
  });
});
