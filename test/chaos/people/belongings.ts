// What people have beside their balances before anything is broken: an address on each network, a bank account, and
// a word on what they can bear.
import type { ChainNetwork } from '@diboas/networks';
import { addedBankAccount, bankAccountList, depositAddressList } from '@diboas/protocol';
import { fillBankForm } from '@diboas/providers/testing';
import { bearMuch, type Person, untilTrue } from '@diboas/testkit/person';

export interface Belongings {
  readonly person: Person;
  readonly addresses: ReadonlyMap<ChainNetwork, string>;
  /** Their bank account, by our own id of it. */
  readonly account: string;
}

const TIMEOUT_MS = 60_000;

export async function equip(person: Person): Promise<Belongings> {
  const [addresses, account] = await Promise.all([addressesOf(person), addAccount(person), bearMuch(person)]);
  return { person, addresses, account };
}

/** Also says that something is expected there, so that it is looked for often. */
export async function addressesOf(person: Person): Promise<ReadonlyMap<ChainNetwork, string>> {
  const answer = await person.call('POST', '/v1/deposit-addresses');
  const { items } = depositAddressList.parse(answer.body);
  return new Map(items.map(({ network, address }) => [network, address]));
}

async function addAccount(person: Person): Promise<string> {
  const body = { name: 'Home bank', holder: 'Ada Moss' };
  const added = addedBankAccount.parse((await person.call('POST', '/v1/bank-accounts', { body })).body);
  await fillBankForm(added.url ?? '');
  await untilTrue(
    async () => {
      const { items } = bankAccountList.parse((await person.call('GET', '/v1/bank-accounts')).body);
      return items.some(({ state }) => state === 'ready');
    },
    () => 'a bank account is not ready',
    { timeoutMs: TIMEOUT_MS, pauseMs: 100 },
  );
  return added.account.id;
}
