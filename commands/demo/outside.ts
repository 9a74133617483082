// What the demo plays of money that comes from outside and leaves for it: on each network, and to a bank.
import { assert, type Money, money, unitsPerOne } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import {
  addedBankAccount,
  bankAccountList,
  depositAddressList,
  type QuoteView,
  transactionPage,
} from '@diboas/protocol';
import { fillBankForm } from '@diboas/providers/testing';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { untilAway } from './away.ts';
import type { DemoScene } from './scene.ts';
import type { DemoStage } from './stage.ts';

/** What is received and sent on each network. */
const ON_NETWORKS: readonly {
  readonly network: ChainNetwork;
  readonly came: Money;
  readonly sent: string;
}[] = [
  { network: 'bitcoin', came: money('BTC', 200_000n), sent: '0.0005' },
  { network: 'ethereum', came: money('ETH', unitsPerOne('ETH') / 10n), sent: '0.01' },
  { network: 'solana', came: money('SOL', unitsPerOne('SOL')), sent: '0.1' },
  { network: 'sui', came: money('SUI', 20n * unitsPerOne('SUI')), sent: '2' },
];

export const NETWORK_SCENES: readonly DemoScene[] = ON_NETWORKS.map((way) => ({
  name: way.network,
  what: `Ana receives ${way.came.asset} at an address of hers, and sends ${way.sent} of it to an address of Ben's.`,
  needsMoney: false,
  play: (stage) => receiveAndSend(stage, way),
}));

async function receiveAndSend(
  stage: DemoStage,
  { network, came, sent }: (typeof ON_NETWORKS)[number],
): Promise<boolean> {
  const { ana, system, say } = stage;
  const chain = await system.outside.chain(network);
  const stopMining = mineOn(chain);
  try {
    const { asset } = came;
    await chain.fund(await addressOf(ana, network), came);
    const received = await newest(ana, asset);
    say(`          ${asset} is seen on its way to Ana`);
    if (!(await stage.comesTo(received, 'completed'))) return false;
    const ben = await stage.arrive('ben');
    const address = await addressOf(ben, network);
    const { id } = await stage.begin({ operation: 'SEND_TO_ADDRESS', amount: sent, asset, network, address });
    return await stage.comesTo(id, 'completed');
  } finally {
    await stopMining();
  }
}

/** So many blocks every half a second, as the network would make them, only sooner. */
export function mineOn(chain: { mine(blocks: number): Promise<void> }, blocks = 3): () => Promise<void> {
  let isOver = false;
  const mining = (async () => {
    while (!isOver) {
      await chain.mine(blocks);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  return () => {
    isOver = true;
    return mining;
  };
}

async function addressOf(person: Person, network: ChainNetwork): Promise<string> {
  const { body } = await person.call('POST', '/v1/deposit-addresses');
  const found = depositAddressList.parse(body).items.find((one) => one.network === network);
  assert(found, 'there is an address on every network', { network });
  return found.address;
}

/** The transaction by which something in this asset arrives, as soon as there is one. */
async function newest(person: Person, asset: string): Promise<string> {
  let found: string | undefined;
  await untilTrue(
    async () => {
      const { items } = transactionPage.parse((await person.call('GET', '/v1/transactions')).body);
      found = items.find((one) => one.operation === 'RECEIVE' && one.receive.asset === asset)?.id;
      return found !== undefined;
    },
    () => `${asset} is seen`,
    { timeoutMs: 60_000 },
  );
  assert(found, 'it was found');
  return found;
}

export const WITHDRAWAL_SCENES: readonly DemoScene[] = [
  ...(['ach', 'wire'] as const).map(
    (method): DemoScene => ({
      name: method,
      what: `Ana withdraws 20 USDC to her bank by ${method === 'ach' ? 'ACH' : 'wire'}.`,
      needsMoney: true,
      async play(stage) {
        const { id } = await withdraw(stage, method);
        return await stage.comesTo(id, 'completed');
      },
    }),
  ),
  {
    name: 'withdraw-failover',
    what: 'Ana withdraws 20 USDC by ACH. The provider that was quoted goes away before it has the order, and another one pays.',
    needsMoney: true,
    play: withdrawByAnother,
  },
  {
    name: 'sent-back',
    what: 'Ana withdraws 20 USDC by ACH, and her bank sends the payout back days later.',
    needsMoney: true,
    async play(stage) {
      const { id } = await withdraw(stage, 'ach');
      if (!(await stage.comesTo(id, 'completed'))) return false;
      const order = (await stage.ana.transaction(id)).attempts.at(-1)?.reference;
      assert(order, 'a payout has its order', { id });
      await stage.system.outside.advance(order, 'return');
      let back: string | undefined;
      await untilTrue(
        async () => {
          const { items } = transactionPage.parse((await stage.ana.call('GET', '/v1/transactions')).body);
          back = items.find((one) => one.operation === 'RETURN')?.id;
          return back !== undefined;
        },
        () => 'it comes back',
      );
      return back !== undefined && (await stage.comesTo(back, 'completed'));
    },
  },
];

async function withdraw(
  stage: DemoStage,
  method: 'ach' | 'wire',
  meanwhile?: (quote: QuoteView) => Promise<void>,
) {
  const account = await bankAccountOf(stage.ana);
  const wanted = { operation: 'WITHDRAW_FUNDS', amount: '20', asset: 'USDC', network: 'solana' } as const;
  return await stage.begin({ ...wanted, method, account }, meanwhile);
}

/** Her account is known to one more provider; the one that was quoted goes away, and the other takes over. */
async function withdrawByAnother(stage: DemoStage): Promise<boolean> {
  const { ana, say } = stage;
  const { outside } = stage.system;
  await bankAccountOf(ana);
  await bankAccountOf(ana);
  await untilTrue(
    async () => {
      const { items } = bankAccountList.parse((await ana.call('GET', '/v1/bank-accounts')).body);
      return items.every(({ canBeAddedElsewhere }) => !canBeAddedElsewhere);
    },
    () => 'two providers know the account',
  );
  say('          her bank account is known to two providers now');
  const { id } = await withdraw(stage, 'ach', async ({ provider }) => {
    await outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: provider.id } }]);
    await untilAway(outside.urls[provider.id]);
  });
  const isDone = await stage.comesTo(id, 'completed');
  await outside.setFaults([]);
  return isDone && (await ana.transaction(id)).attempts.length === 2;
}

/** Added on the provider's own page, as a person does it: the first time, and on one more each time that there is one. */
async function bankAccountOf(person: Person): Promise<string> {
  const body = { name: 'My bank', holder: 'Ana Souza' };
  const added = addedBankAccount.parse((await person.call('POST', '/v1/bank-accounts', { body })).body);
  if (added.url !== null) await fillBankForm(added.url);
  await untilTrue(
    async () => {
      const { items } = bankAccountList.parse((await person.call('GET', '/v1/bank-accounts')).body);
      return items.find(({ id }) => id === added.account.id)?.state === 'ready';
    },
    () => 'the account is ready',
  );
  return added.account.id;
}
