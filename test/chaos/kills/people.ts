// Who sends, what they have, and where to: each send goes to an address that nothing else ever goes to, and all else is found by
// its hashes.
import { type Money, money, parseMoney, unitsPerOne } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import { depositAddressList } from '@diboas/protocol';
import { newAddress } from '@diboas/testkit/chains';
import { bearMuch, type Person, untilTrue } from '@diboas/testkit/person';
import type { OpenSystem } from '@diboas/testkit/system';
import type { KillKind } from './kind.ts';
import { type PricedSend, priceOnceThere } from './priced.ts';
import type { Savings } from './savings.ts';

/** What everybody begins with on each network, and what one send is: small, because people may send so much a day. */
const MEANS: Readonly<Record<ChainNetwork, { readonly has: Money; readonly sends: string }>> = {
  bitcoin: { has: money('BTC', 20_000_000n), sends: '0.00001' },
  ethereum: { has: money('ETH', 2n * unitsPerOne('ETH')), sends: '0.0003' },
  solana: { has: money('SOL', 5n * unitsPerOne('SOL')), sends: '0.001' },
  sui: { has: money('SUI', 100n * unitsPerOne('SUI')), sends: '0.1' },
};

/** What crosses is paid out of, and one crossing: a few dollars, of which the mint takes one. */
const CROSSES = { has: money('USDC', 400_000_000n), amount: '3.00' } as const;

/** Blocks by which anything is final. */
const FINAL_BLOCKS: Readonly<Record<ChainNetwork, number>> = { bitcoin: 6, ethereum: 70, solana: 35, sui: 2 };

/** Positions that everybody has as it begins: what is put in later may be taken out by then. */
const POSITIONS = 3;

export async function bringPeople(
  system: OpenSystem,
  { count, savings }: { readonly count: number; readonly savings: Savings },
): Promise<readonly Person[]> {
  const names = Array.from({ length: count }, (_, index) => `sender-${index}`);
  const people = await Promise.all(names.map((name) => system.person(name)));
  for (const person of people) await fund(system, person);
  await mineAll(system, 'final');
  await Promise.all(people.map((person) => untilFunded(person)));
  for (const person of people) {
    await bringOver(person);
    await savings.putIn(person, POSITIONS);
  }
  return people;
}

/** What a swap is paid out of, and a start. */
async function bringOver(person: Person): Promise<void> {
  await bearMuch(person);
  const unit = { asset: 'ETH', network: 'ethereum' } as const;
  for (const [to, amount] of [
    ['INVESTING', '1'],
    ['DEFI', '0.5'],
  ] as const)
    await person.confirm(await person.price({ operation: 'MOVE', from: 'BANKING', to, amount, ...unit }));
}

async function fund({ outside }: OpenSystem, person: Person): Promise<void> {
  const made = depositAddressList.parse((await person.call('POST', '/v1/deposit-addresses')).body);
  for (const { network, address } of made.items)
    await (await outside.chain(network)).fund(address, MEANS[network].has);
  const onSolana = made.items.find(({ network }) => network === 'solana');
  if (onSolana) await (await outside.chain('solana')).fund(onSolana.address, CROSSES.has);
}

async function untilFunded(person: Person): Promise<void> {
  let has = 0;
  await untilTrue(
    async () => {
      const { items } = await person.page('?limit=100');
      has = items.filter((one) => one.operation === 'RECEIVE' && one.state === 'completed').length;
      // A coin on each network, and dollars on Solana.
      return has === CHAIN_NETWORKS.length + 1;
    },
    () => `${person.email} has received ${has}`,
    { timeoutMs: 60_000, pauseMs: 100 },
  );
}

/**
 * Some of the blocks that make final what is in one. What is signed on Solana lives for 150 blocks, so that all of them at
 * once, and again and again, would be the end of what is only being sent.
 */
const SOME_BLOCKS: Readonly<Record<ChainNetwork, number>> = { bitcoin: 2, ethereum: 20, solana: 5, sui: 2 };

/** On each chain so many blocks that all that is in one is final, or some of them. */
export async function mineAll({ outside }: OpenSystem, how: 'final' | 'some'): Promise<void> {
  const blocks = how === 'final' ? FINAL_BLOCKS : SOME_BLOCKS;
  await Promise.all(
    CHAIN_NETWORKS.map(async (network) => (await outside.chain(network)).mine(blocks[network])),
  );
}

/** Prices one of a kind. Nothing is confirmed: `confirm` of what it gives does that. */
export async function priceOne(person: Person, { kind, savings }: { kind: KillKind; savings: Savings }) {
  const { quote, send } = await priceKind(person, kind, savings);
  return {
    send,
    async confirm() {
      const { status, body } = await person.confirm(quote);
      if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    },
  };
}

function priceKind(person: Person, kind: KillKind, savings: Savings): Promise<PricedSend> {
  switch (kind) {
    case 'swap':
      return priceSwap(person);
    case 'start':
      return savings.start(person);
    case 'stop':
      return savings.stop(person);
    case 'crossing':
      return priceCrossing(person);
    default:
      return priceSend(person, kind);
  }
}

async function priceCrossing(person: Person): Promise<PricedSend> {
  const quote = await priceOnceThere(person, {
    ...({ operation: 'BRIDGE', type: 'BANKING', from: 'solana', to: 'ethereum' } as const),
    ...{ amount: CROSSES.amount, asset: CROSSES.has.asset },
  });
  const crossed = money(CROSSES.has.asset, 3n * unitsPerOne(CROSSES.has.asset));
  return { quote, send: { id: quote.id, kind: 'crossing', network: 'solana', address: '', money: crossed } };
}

async function priceSwap(person: Person): Promise<PricedSend> {
  const order = { type: 'market', toleranceBps: 500 } as const;
  const wanted = {
    operation: 'SELL_CRYPTO',
    amount: '0.001',
    asset: 'ETH',
    network: 'ethereum',
    order,
  } as const;
  const quote = await priceOnceThere(person, wanted);
  const sold = money('ETH', unitsPerOne('ETH') / 1_000n);
  return { quote, send: { id: quote.id, kind: 'swap', network: 'ethereum', address: '', money: sold } };
}

/** To a new address. */
async function priceSend(person: Person, network: ChainNetwork): Promise<PricedSend> {
  const { has, sends } = MEANS[network];
  const parsed = parseMoney(has.asset, sends);
  if (!parsed.ok) throw new Error(`${sends} is no amount of ${has.asset}`);
  const address = newAddress(network);
  const wanted = { operation: 'SEND_TO_ADDRESS', amount: sends, asset: has.asset, network, address } as const;
  const quote = await priceOnceThere(person, wanted);
  return { quote, send: { id: quote.id, kind: network, network, address, money: parsed.value } };
}
