// Two who keep keys of ours on the same networks: what leaves on a network goes on while the first of them is away, out of what
// lies with the other one.
import { type Money, money, unitsPerOne } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { depositAddressList, type TransactionView, transactionPage } from '@diboas/protocol';
import { PROVIDERS } from '@diboas/providers';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilRefused } from './until-refused.ts';

const NETWORKS: readonly ChainNetwork[] = ['bitcoin', 'ethereum', 'solana', 'sui'];

/** What somebody receives, and sends of it. */
const WAYS: readonly (readonly [ChainNetwork, Money, string])[] = [
  ['bitcoin', money('BTC', 2_000_000n), '0.0005'],
  ['ethereum', money('ETH', unitsPerOne('ETH') / 2n), '0.01'],
  ['solana', money('USDC', 50_000_000n), '12.5'],
  ['sui', money('SUI', 30n * unitsPerOne('SUI')), '1'],
];

const STRANGERS: Readonly<Record<ChainNetwork, string>> = {
  bitcoin: 'bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry',
  ethereum: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  solana: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5',
  sui: `0x${'a7'.repeat(32)}`,
};

let world: OpenSystem;
let ana: Person;
/** Who keeps keys of ours, in the order of the list. */
let [first, second] = ['', ''];

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true, floats: true },
    chains: { networks: NETWORKS },
    settings: { PACE_FACTOR: '0.02' },
  });
  ana = await world.person('ana');
  // Who trades keeps coins of Bitcoin too, and who lends or crosses keeps dollars on Sui: whoever keeps keys has both.
  const keeps = (provider: string, asset: string, network: string) =>
    world.outside.floats.some(
      (one) => one.provider === provider && one.money.asset === asset && one.network === network,
    );
  const keepers = PROVIDERS.map(({ id }) => id).filter(
    (id) => keeps(id, 'USDC', 'sui') && keeps(id, 'BTC', 'bitcoin'),
  );
  expect(keepers).toHaveLength(2);
  [first = '', second = ''] = keepers;
  await receiveAll();
}, 240_000);
afterAll(() => world?.close());

/** While both are there: where an address lies does not hang on who is well. */
async function receiveAll(): Promise<void> {
  const made = depositAddressList.parse((await ana.call('POST', '/v1/deposit-addresses')).body);
  for (const [network, came] of WAYS) {
    const address = made.items.find((one) => one.network === network)?.address ?? '';
    await (await world.outside.chain(network)).fund(address, came);
  }
  await untilTrue(
    async () => {
      for (const [network] of WAYS) await (await world.outside.chain(network)).mine(3);
      const { items } = transactionPage.parse((await ana.call('GET', '/v1/transactions')).body);
      return items.filter(({ state }) => state === 'completed').length === WAYS.length;
    },
    () => 'not all has come',
    { timeoutMs: 120_000, pauseMs: 200 },
  );
}

async function completed(network: ChainNetwork, id: string): Promise<TransactionView> {
  const chain = await world.outside.chain(network);
  await untilTrue(
    async () => {
      await chain.mine(3);
      return (await ana.transaction(id)).state === 'completed';
    },
    () => `what was sent on ${network} is not confirmed`,
    { timeoutMs: 90_000, pauseMs: 200 },
  );
  return await ana.transaction(id);
}

const wantedOf = (network: ChainNetwork, { asset }: Money, amount: string) =>
  ({ operation: 'SEND_TO_ADDRESS', amount, asset, network, address: STRANGERS[network] }) as const;

/** From here on the first is away. */
it('what was priced with the first is sent by the second when the first goes away', {
  timeout: 120_000,
}, async () => {
  const quote = await ana.price(wantedOf('ethereum', money('ETH', 1n), '0.01'));
  expect(quote.provider.id).toBe(first);
  await world.outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: first } }]);
  await untilRefused(world.outside.urls[first]);
  expect((await ana.confirm(quote)).status).toBe(201);
  const done = await completed('ethereum', quote.id);
  expect(done.attempts.at(-1)).toMatchObject({ provider: second, state: 'succeeded' });
  expect(done.receipt?.quoted).toEqual(quote.pay.total);
});

it.each(WAYS)(
  'on %s, %o, the second sends while the first is away',
  {
    timeout: 120_000,
  },
  async (network, came, amount) => {
    await world.outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: first } }]);
    await untilRefused(world.outside.urls[first]);
    const quote = await ana.price(wantedOf(network, came, amount));
    expect(quote.provider.id).toBe(second);
    expect((await ana.confirm(quote)).status).toBe(201);
    const done = await completed(network, quote.id);
    expect(done.attempts.map(({ provider, state }) => [provider, state])).toEqual([[second, 'succeeded']]);
    expect(done.receipt).toMatchObject({
      delivered: { asset: came.asset },
      networkReference: expect.any(String),
    });
    expect(await openHolds(world.database)).toEqual([]);
  },
);
