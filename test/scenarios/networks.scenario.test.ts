// Money that comes from the four networks and leaves on them, over HTTP, with real chains: what one person sends to an address is
// what another one receives at it. And what is refused of that.
import { formatMoney, type Money, money, parseMoney, unitsPerOne } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import {
  depositAddressList,
  operationList,
  type TransactionSummary,
  transactionPage,
} from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operate } from './operate.ts';

/** What is received and sent on each network: in all no more than a person may send within a day. */
const WAYS: readonly (readonly [ChainNetwork, Money, string])[] = [
  ['bitcoin', money('BTC', 250_000n), '0.0005'],
  ['ethereum', money('ETH', unitsPerOne('ETH') / 20n), '0.01'],
  ['ethereum', money('USDC', 50_000_000n), '12.5'],
  ['solana', money('SOL', (3n * unitsPerOne('SOL')) / 2n), '0.5'],
  ['solana', money('USDC', 50_000_000n), '12.5'],
  ['sui', money('SUI', 30n * unitsPerOne('SUI')), '1'],
];

/** A good address each: BIP-173 and BIP-350 for the chain of tests, ERC-55, and any on the others. */
const BITCOIN = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const LIVE_BITCOIN = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const ETHEREUM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const SOLANA = '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T';
const SUI = `0x${'a7'.repeat(32)}`;

/** By how many blocks on it anything is final. */
const FINAL_BLOCKS: Readonly<Record<ChainNetwork, number>> = { bitcoin: 6, ethereum: 70, solana: 35, sui: 1 };
/** Blocks cost this machine time: whatever waits is in one before more are made. */
const BLOCKS_EVERY_MS = 500;

let world: OpenSystem;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true, floats: true },
    chains: { networks: CHAIN_NETWORKS },
    settings: { PACE_FACTOR: '0.01' },
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

/** Makes what stands in a block final, as often as it is called, but not more often than it needs. */
async function finality(network: ChainNetwork): Promise<() => Promise<void>> {
  const chain = await world.outside.chain(network);
  let madeAt = -BLOCKS_EVERY_MS;
  return async () => {
    if (performance.now() - madeAt < BLOCKS_EVERY_MS) return;
    await chain.mine(FINAL_BLOCKS[network]);
    madeAt = performance.now();
  };
}

/** Waits for what comes to this person in this asset, with blocks as long as it takes; `known` came before. */
async function received(
  person: Person,
  { network, asset, known }: { network: ChainNetwork; asset: string; known: ReadonlySet<string> },
): Promise<TransactionSummary> {
  const makeFinal = await finality(network);
  let found: TransactionSummary | undefined;
  await untilTrue(
    async () => {
      await makeFinal();
      const page = transactionPage.parse((await person.call('GET', '/v1/transactions')).body);
      found = page.items.find(
        (one) => one.operation === 'RECEIVE' && one.receive.asset === asset && !known.has(one.id),
      );
      return found?.state === 'completed';
    },
    () => `${asset} on ${network} is ${found?.state ?? 'nowhere'}`,
    { timeoutMs: 90_000, pauseMs: 100 },
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
    const makeFinal = await finality(network);
    await untilTrue(
      async () => {
        await makeFinal();
        return (await ana.transaction(quote.id)).state === 'completed';
      },
      () => 'it is confirmed',
      { timeoutMs: 90_000, pauseMs: 100 },
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

/** An address of every kind of wrong, and what is said of it. */
const WRONG: readonly (readonly [string, ChainNetwork, Money['asset'], string, object])[] = [
  ['of another network', 'bitcoin', 'BTC', ETHEREUM, { reason: 'of_another_network', network: 'ethereum' }],
  ['of another network', 'ethereum', 'USDC', BITCOIN, { reason: 'of_another_network', network: 'bitcoin' }],
  ['of another network', 'solana', 'SOL', SUI, { reason: 'of_another_network', network: 'sui' }],
  ['of another network', 'sui', 'SUI', SOLANA, { reason: 'of_another_network', network: 'solana' }],
  ['with a slip', 'bitcoin', 'BTC', `${BITCOIN.slice(0, -1)}q`, { reason: 'checksum_differs' }],
  ['with a slip', 'ethereum', 'ETH', ETHEREUM.replace('aA', 'AA'), { reason: 'checksum_differs' }],
  ['of the other chain', 'bitcoin', 'BTC', LIVE_BITCOIN, { reason: 'of_the_other_chain', chain: 'live' }],
];

describe('what would leave', () => {
  it.each(WRONG)(
    'for an address %s on %s is refused, and nothing is set aside',
    async (_what, network, asset, address, why) => {
      const body = { operation: 'SEND_TO_ADDRESS', amount: '0.01', asset, network, address };
      const answer = await ana.call('POST', '/v1/quotes', { body });
      expect([answer.status, problemIn(answer)]).toMatchObject([422, { code: 'address_wrong', why }]);
      expect(await openHolds(world.database)).toEqual([]);
    },
  );

  it.each(WAYS)('on %s is refused one unit above what there is, %o', async (network, { asset }) => {
    const { balances } = await ana.balances();
    const all = exactly(
      asset,
      balances.find((one) => one.asset === asset && one.network === network)?.available ?? '0',
    );
    expect(all.units).toBeGreaterThan(0n);
    const amount = formatMoney(money(asset, all.units + 1n));
    const address = (await addressesOf(ben)).get(network);
    const body = { operation: 'SEND_TO_ADDRESS', amount, asset, network, address };
    const answer = await ana.call('POST', '/v1/quotes', { body });
    expect([answer.status, problemIn(answer).code]).toEqual([422, 'insufficient_funds']);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it.each(WAYS)('on %s is refused to their own address, %o', async (network, { asset }) => {
    const address = (await addressesOf(ana)).get(network);
    const body = { operation: 'SEND_TO_ADDRESS', amount: '0.01', asset, network, address };
    const answer = await ana.call('POST', '/v1/quotes', { body });
    expect([answer.status, problemIn(answer).code]).toEqual([422, 'recipient_is_you']);
  });
});

it('who is frozen sends nothing, and what comes to their address is theirs all the same', async () => {
  const WHO = ['--by', 'olga', '--reason', 'case 12', '--yes'];
  const wanted = { operation: 'SEND_TO_ADDRESS', amount: '1.5', asset: 'USDC', network: 'solana' } as const;
  const quote = await ana.price({ ...wanted, address: (await addressesOf(ben)).get('solana') ?? '' });
  expect(await operate(world, { verb: 'freeze', person: ana, options: WHO })).toMatchObject({ code: 0 });
  const refused = await ana.confirm(quote);
  expect([refused.status, problemIn(refused).code]).toEqual([403, 'account_frozen']);
  expect(await openHolds(world.database)).toEqual([]);
  const known = await knownTo(ana);
  const came = money('USDC', 2_000_000n);
  await (await world.outside.chain('solana')).fund((await addressesOf(ana)).get('solana') ?? '', came);
  const one = await received(ana, { network: 'solana', asset: 'USDC', known });
  expect(one).toMatchObject({ where: 'in_your_balance', receive: { amount: formatMoney(came) } });
});
