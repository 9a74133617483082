// Money that comes to an address of a person's, over HTTP, with a provider of wallets and a chain.
import { money } from '@diboas/kernel';
import { depositAddressList, transactionPage } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true },
    chains: { networks: ['ethereum'], pace: 'by-hand' },
  });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

const addresses = async (method: 'GET' | 'POST') => {
  const answer = await ana.call(method, '/v1/deposit-addresses');
  return { status: answer.status, items: depositAddressList.parse(answer.body).items };
};

async function received() {
  const page = transactionPage.parse((await ana.call('GET', '/v1/transactions')).body);
  return page.items.filter(({ operation }) => operation === 'RECEIVE');
}

describe('M27: receiving at an address', () => {
  it('has addresses that are made once, one a network', async () => {
    expect((await addresses('GET')).items).toEqual([]);
    const made = await addresses('POST');
    expect(made.status).toBe(201);
    expect(made.items.map(({ network }) => network).toSorted()).toEqual([
      ...['bitcoin', 'ethereum', 'solana', 'sui'],
    ]);
    expect(await addresses('POST')).toEqual({ status: 200, items: made.items });
    expect(await addresses('GET')).toEqual({ status: 200, items: made.items });
  });

  it('credits what came once its network keeps it, and once', async () => {
    const { items } = await addresses('GET');
    const address = items.find(({ network }) => network === 'ethereum')?.address ?? '';
    const chain = await world.outside.chain('ethereum');
    await chain.fund(address, money('USDC', 7_000_000n));
    const isSeen = async () => (await received()).length === 1;
    await untilTrue(isSeen, () => 'it is seen', { timeoutMs: 60_000 });
    const [seen] = await received();
    await chain.mine(100);
    const done = await ana.until(seen?.id ?? '', 'completed');
    expect(done).toMatchObject({ operation: 'RECEIVE', where: 'in_your_balance' });
    expect(await received()).toHaveLength(1);
  }, 120_000);
});
