// Money that comes from the four networks and leaves on them, over HTTP, with real chains: what one person sends to an address is
// what another one receives at it.
import { formatMoney, type Money, money, parseMoney, unitsPerOne } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import {
  depositAddressList,
  operationList,
  type TransactionSummary,
  transactionPage,
} from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NETWORKS: readonly ChainNetwork[] = ['bitcoin', 'ethereum', 'solana', 'sui'];

/** What is received and sent on each network. */
const WAYS: readonly (readonly [ChainNetwork, Money, string])[] = [
  ['bitcoin', money('BTC', 2_000_000n), '0.0005'],
  ['ethereum', money('ETH', unitsPerOne('ETH') / 2n), '0.01'],
  ['ethereum', money('USDC', 50_000_000n), '12.5'],
  ['solana', money('SOL', 3n * unitsPerOne('SOL')), '0.5'],
  ['solana', money('USDC', 50_000_000n), '12.5'],
  ['sui', money('SUI', 30n * unitsPerOne('SUI')), '1'],
];

let world: OpenSystem;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true, floats: true },
    chains: { networks: NETWORKS },
  });
  [ana, ben] = [await world.person('ana'), await world.person('ben')];
}, 120_000);
afterAll(() => world?.close());

function exactly(asset: Money['asset'], amount: string): Money {
  const parsed = parseMoney(asset, amount);
  if (!parsed.ok) throw new Error(`${amount} is no amount of ${asset}`);
  return parsed.value;
}

async function addressesOf(person: Person): Promise<ReadonlyMap<ChainNetwork, string>> {
  const made = depositAddressList.parse((await person.call('POST', '/v1/deposit-addresses')).body);
  return new Map(made.items.map(({ network, address }) => [network, address]));
}

/** Waits for what comes to this person in this asset, with blocks as long as it takes; `known` came before. */
async function received(
  person: Person,
  { network, asset, known }: { network: ChainNetwork; asset: string; known: ReadonlySet<string> },
): Promise<TransactionSummary> {
  const chain = await world.outside.chain(network);
  let found: TransactionSummary | undefined;
  await untilTrue(
    async () => {
      await chain.mine(3);
      const page = transactionPage.parse((await person.call('GET', '/v1/transactions')).body);
      found = page.items.find(
        (one) => one.operation === 'RECEIVE' && one.receive.asset === asset && !known.has(one.id),
      );
      return found?.state === 'completed';
    },
    () => `${asset} on ${network} is ${found?.state ?? 'nowhere'}`,
    { timeoutMs: 90_000, pauseMs: 500 },
  );
  if (!found) throw new Error('it has come');
  return found;
}

async function knownTo(person: Person): Promise<ReadonlySet<string>> {
  const page = transactionPage.parse((await person.call('GET', '/v1/transactions?limit=100')).body);
  return new Set(page.items.map(({ id }) => id));
}

it('whoever owns coins alone may send those to an address, and is told that nothing else can leave', {
  timeout: 120_000,
}, async () => {
  const cal = await world.person('cal');
  const chain = await world.outside.chain('bitcoin');
  await chain.fund((await addressesOf(cal)).get('bitcoin') ?? '', money('BTC', 100_000n));
  await received(cal, { network: 'bitcoin', asset: 'BTC', known: new Set() });
  const { items } = operationList.parse((await cal.call('GET', '/v1/operations')).body);
  const bars = Object.fromEntries(items.map(({ operation, bar }) => [operation, bar]));
  expect(bars).toMatchObject({
    ...{ SEND_MONEY: 'nothing_available', WITHDRAW_FUNDS: 'nothing_available' },
    ...{ SEND_TO_ADDRESS: null, MOVE: null },
  });
});

describe.each(WAYS)('on %s, %o', (network, came, sent) => {
  const { asset } = came;

  it('what comes to a person’s address is theirs once the network keeps it', {
    timeout: 150_000,
  }, async () => {
    const chain = await world.outside.chain(network);
    const address = (await addressesOf(ana)).get(network) ?? '';
    const known = await knownTo(ana);
    await chain.fund(address, came);
    const one = await received(ana, { network, asset, known });
    expect(one).toMatchObject({
      ...{ where: 'in_your_balance', to: { kind: 'balance', type: 'BANKING' } },
      receive: { asset, network, amount: formatMoney(came) },
    });
  });

  it('what they send to somebody’s address is there, and costs what the network took', {
    timeout: 150_000,
  }, async () => {
    const address = (await addressesOf(ben)).get(network) ?? '';
    const known = await knownTo(ben);
    const wanted = { operation: 'SEND_TO_ADDRESS', amount: sent, asset, network, address } as const;
    const quote = await ana.price({ ...wanted, network });
    expect(quote).toMatchObject({ operation: 'SEND_TO_ADDRESS', to: { kind: 'address', network, address } });
    const confirmed = await ana.confirm(quote);
    expect(confirmed.status).toBe(201);
    const there = await received(ben, { network, asset, known });
    expect(there.receive.amount).toBe(formatMoney(exactly(asset, sent)));
    const chain = await world.outside.chain(network);
    await untilTrue(
      async () => {
        await chain.mine(3);
        return (await ana.transaction(quote.id)).state === 'completed';
      },
      () => 'it is confirmed',
      { timeoutMs: 90_000, pauseMs: 500 },
    );
    const done = await ana.transaction(quote.id);
    expect(done).toMatchObject({ where: 'with_recipient', receipt: { delivered: { asset } } });
    const [paid, most] = [done.receipt?.paid.amount ?? '', quote.pay.total.amount].map((one) =>
      exactly(asset, one),
    );
    expect((paid?.units ?? 0n) <= (most?.units ?? 0n)).toBe(true);
    expect(done.receipt?.networkReference).not.toBeNull();
    expect(await openHolds(world.database)).toEqual([]);
  });
});
