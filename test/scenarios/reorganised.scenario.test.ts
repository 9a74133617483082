// Blocks that are undone under what comes to people and under what they send, and what comes to them that is not theirs to
// spend: over HTTP, with real chains that make blocks by hand. docs/networks.md says which network can undo what.
import { formatMoney, type Money, money, parseMoney, unitsPerOne } from '@diboas/kernel';
import { depositAddressList, type TransactionView } from '@diboas/protocol';
import { newAddress } from '@diboas/testkit/chains';
import { askNow } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type ChainControl, type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bitcoinPayer, ethereumPayer, type Payer, strewToken } from './payers.ts';

/** Networks whose blocks can be undone: a checkpoint of Sui never is. */
const UNDOING = ['bitcoin', 'ethereum', 'solana'] as const;
type Undoing = (typeof UNDOING)[number];

const DEPTHS = [1, 2, 3, 4, 5, 6];

/** By how many blocks on it anything is final, on whichever network. */
const FINAL_BLOCKS = 70;

interface Case {
  /** What comes: so much that the network wants more than six blocks, or six. */
  readonly comes: Money;
  /** What is sent: people may send so much a day. */
  readonly sends: Money;
  /** In how many blocks either may lie and not be credited, or completed, yet. */
  readonly comesIn: number;
  readonly sendsIn: number;
  /** In how many blocks it must lie to be told of: Solana's nodes tell of one once another stands on it. */
  readonly shownIn: number;
  /** Beneath how many undone blocks the network would still take what was sent before. */
  readonly sendsOutlives: number;
}

const CASES: Readonly<Record<Undoing, Case>> = {
  bitcoin: {
    ...{ comes: money('BTC', 20_000_000n), sends: money('BTC', 10_000n) },
    ...{ comesIn: 5, sendsIn: 1, shownIn: 1, sendsOutlives: 6 },
  },
  ethereum: {
    ...{ comes: money('ETH', 4n * unitsPerOne('ETH')), sends: money('ETH', unitsPerOne('ETH') / 1_000n) },
    ...{ comesIn: 6, sendsIn: 6, shownIn: 1, sendsOutlives: 6 },
  },
  // What was signed by the hash of an undone block can land no more, and that of a block that was voted for is taken.
  solana: {
    ...{ comes: money('SOL', 20n * unitsPerOne('SOL')), sends: money('SOL', unitsPerOne('SOL') / 100n) },
    ...{ comesIn: 6, sendsIn: 1, shownIn: 2, sendsOutlives: 2 },
  },
};

interface Stand {
  readonly network: Undoing;
  readonly chain: ChainControl;
  readonly person: Person;
  readonly address: string;
}

let world: OpenSystem;
const stands = new Map<Undoing, Stand>();

beforeAll(async () => {
  world = await openSystem({
    ...{ start: inProcess(), everyProvider: true, floats: true },
    chains: { networks: UNDOING, pace: 'by-hand' },
    settings: { PACE_FACTOR: '0.02' },
  });
  for (const network of UNDOING) stands.set(network, await stand(network, `on-${network}`));
});
afterAll(() => world?.close());

async function stand(network: Undoing, name: string): Promise<Stand> {
  const [person, chain] = [await world.person(name), await world.outside.chain(network)];
  const made = depositAddressList.parse((await person.call('POST', '/v1/deposit-addresses')).body);
  const address = made.items.find((one) => one.network === network)?.address ?? '';
  return { network, chain, person, address };
}

function on(network: Undoing): Stand {
  const found = stands.get(network);
  if (!found) throw new Error('everybody stands somewhere');
  return found;
}

/** What they may spend of an asset on a network. */
async function spendable({ person, network }: Stand, asset: Money['asset']): Promise<string> {
  const { balances } = await person.balances();
  return (
    balances.find((one) => one.asset === asset && one.network === network)?.available ??
    formatMoney(money(asset, 0n))
  );
}

/** What they may spend, and how often anything came to them. */
async function stood(here: Stand, asset: Money['asset']) {
  const { items } = await here.person.page('?limit=100');
  const received = items.filter(({ operation }) => operation === 'RECEIVE').length;
  return { spendable: await spendable(here, asset), received };
}

/** The newest that came to them, beside so many. */
async function come({ person }: Stand, beside: number): Promise<TransactionView> {
  let id = '';
  await untilTrue(
    async () => {
      const { items } = await person.page('?limit=100');
      const all = items.filter(({ operation }) => operation === 'RECEIVE');
      id = all.length > beside ? (all[0]?.id ?? '') : '';
      return id !== '';
    },
    () => 'nothing was seen to come',
    { pauseMs: 80 },
  );
  return await person.transaction(id);
}

/** What it is, once it is that. Its provider is asked meanwhile without a wait: time is driven, not waited for. */
async function untilSeen(
  { person }: Stand,
  id: string,
  is: (view: TransactionView) => boolean,
): Promise<TransactionView> {
  let view = await person.transaction(id);
  let asked = 0;
  await untilTrue(
    async () => {
      if (performance.now() - asked > ASK_EVERY_MS) {
        await askNow(world.database, [id]);
        asked = performance.now();
      }
      view = await person.transaction(id);
      return is(view);
    },
    () => JSON.stringify([view.state, view.where, view.status, view.activity, view.confirmations]),
    { pauseMs: 80 },
  );
  return view;
}

/** A little more than the worker rests between two looks, so that none is overtaken by the next. */
const ASK_EVERY_MS = 400;

const has = (have: number) => (view: TransactionView) => view.confirmations?.have === have;

/** Confirms a send to an address that nothing else ever goes to, and waits until the network has it. */
async function send({ person, network }: Stand, amount: Money) {
  const address = newAddress(network);
  const quote = await person.price({
    ...{ operation: 'SEND_TO_ADDRESS', amount: formatMoney(amount), asset: amount.asset, network, address },
  });
  expect((await person.confirm(quote)).status).toBe(201);
  return { id: quote.id, address };
}

/** What lies at an address in the newest block, in minor units. */
async function heldAt(chain: ChainControl, address: string, asset: Money['asset']): Promise<bigint> {
  return (await chain.holdings(address)).find((one) => one.asset === asset)?.units ?? 0n;
}

/** A block after the other, until one has it: whoever sends it for us may take a moment. */
function untilInBlock(
  { chain }: Stand,
  { id, address }: { readonly id: string; readonly address: string },
  { asset }: Money,
): Promise<void> {
  return untilTrue(
    async () => {
      // Whoever sent it sends it again when it is asked.
      await askNow(world.database, [id]);
      await chain.mine(1);
      return (await heldAt(chain, address, asset)) > 0n;
    },
    () => 'it is in no block',
    // What is signed on Solana lives for 150 blocks.
    { pauseMs: 200 },
  );
}

describe('a deposit', () => {
  it.concurrent.each(UNDOING)(
    'on %s under which one to six blocks are undone is told as it is, and credited once',
    async (network) => {
      const here = on(network);
      const { chain, address } = here;
      const { comes, comesIn, shownIn } = CASES[network];
      await chain.fund(address, comes);
      await chain.mine(1);
      const { id } = await come(here, 0);
      await untilSeen(here, id, ({ confirmations }) => (confirmations?.have ?? 0) > 0);
      // Its block is one of those that are undone: at first it waits for one.
      await chain.reorganise({ depth: 2, transactions: 'return' });
      for (const depth of DEPTHS) {
        await chain.mine(Math.min(depth, comesIn));
        if (depth >= shownIn)
          await untilSeen(here, id, ({ confirmations }) => (confirmations?.have ?? 0) > 0);
        await chain.reorganise({ depth, transactions: 'return' });
        const undone = await untilSeen(here, id, has(0));
        expect(undone).toMatchObject({ state: 'processing', where: 'on_the_network', ended: false });
        expect(await spendable(here, comes.asset)).toBe(formatMoney(money(comes.asset, 0n)));
      }
      await chain.mine(FINAL_BLOCKS);
      const done = await untilSeen(here, id, ({ state }) => state === 'completed');
      expect(done).toMatchObject({ where: 'in_your_balance', ended: true });
      expect(await spendable(here, comes.asset)).toBe(formatMoney(comes));
      expect((await here.person.page('?limit=100')).items).toHaveLength(1);
    },
  );
});

describe('a send', () => {
  it.concurrent.each(UNDOING)(
    'on %s under which one to six blocks are undone is told as it is, and carried out once',
    async (network) => {
      const here = on(network);
      const { chain } = here;
      const { sends, sendsIn, sendsOutlives, shownIn } = CASES[network];
      const { id, address } = await send(here, sends);
      await untilSeen(here, id, ({ where }) => where === 'on_the_network');
      for (const depth of DEPTHS.filter((one) => one <= sendsOutlives)) {
        await untilInBlock(here, { id, address }, sends);
        const above = Math.min(depth, sendsIn) - 1;
        if (above > 0) await chain.mine(above);
        if (shownIn <= sendsIn)
          await untilSeen(here, id, ({ confirmations }) => (confirmations?.have ?? 0) > 0);
        await chain.reorganise({ depth, transactions: 'return' });
        const undone = await untilSeen(here, id, ({ confirmations }) => (confirmations?.have ?? 0) === 0);
        expect(undone).toMatchObject({ state: 'processing', where: 'on_the_network', receipt: null });
        expect(await heldAt(chain, address, sends.asset)).toBe(0n);
      }
      await chain.mine(FINAL_BLOCKS);
      expect(await untilSeen(here, id, ({ state }) => state === 'completed')).toMatchObject({
        where: 'with_recipient',
      });
      expect(await heldAt(chain, address, sends.asset)).toBe(sends.units);
    },
  );
});

// Beside the other one, so that each network has one test at a time.
describe('a send whose block is lost', () => {
  it.concurrent.each(UNDOING)(
    'on %s is sent again, the same bytes, and carried out once',
    async (network) => {
      const here = on(network);
      const { chain } = here;
      const { sends, sendsIn, shownIn } = CASES[network];
      const { id, address } = await send(here, sends);
      await untilSeen(here, id, ({ where }) => where === 'on_the_network');
      await untilInBlock(here, { id, address }, sends);
      if (shownIn <= sendsIn)
        await untilSeen(here, id, ({ confirmations }) => (confirmations?.have ?? 0) > 0);
      await chain.reorganise({ depth: 1, transactions: 'drop' });
      expect(await heldAt(chain, address, sends.asset)).toBe(0n);
      await untilInBlock(here, { id, address }, sends);
      await chain.mine(FINAL_BLOCKS);
      await untilSeen(here, id, ({ state }) => state === 'completed');
      expect(await heldAt(chain, address, sends.asset)).toBe(sends.units);
    },
  );
});

// One test at a time on each network, here as above.
describe('what came to an address', () => {
  const PAYERS = { bitcoin: bitcoinPayer, ethereum: ethereumPayer } as const;

  it.concurrent.each(['bitcoin', 'ethereum'] as const)(
    'on %s is no balance, where the payer paid somebody else by what they had paid with',
    async (network) => {
      const here = on(network);
      const before = await stood(here, CASES[network].comes.asset);
      const { chain, address } = here;
      const { comes } = CASES[network];
      const lay = await heldAt(chain, address, comes.asset);
      const payer: Payer = await PAYERS[network](chain);
      await payer.pay(address, comes.units);
      await chain.mine(1);
      const { id } = await come(here, before.received);
      await untilSeen(here, id, has(1));
      await chain.reorganise({ depth: 1, transactions: 'drop' });
      await payer.payInstead(newAddress(network), comes.units);
      await chain.mine(FINAL_BLOCKS);
      const gone = await untilSeen(here, id, has(0));
      expect(gone).toMatchObject({ state: 'processing', where: 'on_the_network', ended: false });
      expect(await spendable(here, comes.asset)).toBe(before.spendable);
      expect(await heldAt(chain, address, comes.asset)).toBe(lay);
    },
  );
});

describe('what came to an address in no block, or is not ours,', () => {
  it.concurrent('on bitcoin is told as no more than seen, where it is replaced before any block has it', async () => {
    const here = on('bitcoin');
    const before = await stood(here, 'BTC');
    const { chain, address } = here;
    const payer = await bitcoinPayer(chain);
    await payer.pay(address, 50_000n);
    const { id } = await come(here, before.received);
    await payer.payInstead(newAddress('bitcoin'), 50_000n);
    await chain.mine(FINAL_BLOCKS);
    expect(await here.person.transaction(id)).toMatchObject({ state: 'processing', where: 'on_the_network' });
    expect(await spendable(here, 'BTC')).toBe(before.spendable);
  });

  it.concurrent('on ethereum is put on record once and credited to nobody, where it is a token of somebody’s', async () => {
    const here = on('ethereum');
    const before = await stood(here, 'USDC');
    const { chain, address } = here;
    const contract = await strewToken(chain, await ethereumPayer(chain), address);
    // What comes after it shows that it was looked at.
    await chain.fund(address, money('USDC', 1_000_000n));
    await chain.mine(FINAL_BLOCKS);
    const { id } = await come(here, before.received);
    await untilSeen(here, id, ({ state }) => state === 'completed');
    expect((await stood(here, 'USDC')).received).toBe(before.received + 1);
    expect(await spendable(here, 'USDC')).toBe('1.000000');
    const noted = `SELECT detail FROM audit WHERE act = 'strange_deposit' AND lower(detail ->> 'token') = $1`;
    expect(await world.database.query(noted, [contract.toLowerCase()])).toHaveLength(1);
  });
});

it('what comes below what the network carries is theirs all the same, however little', async () => {
  const here = on('bitcoin');
  const before = await stood(here, 'BTC');
  await here.chain.fund(here.address, money('BTC', 100n));
  await here.chain.mine(FINAL_BLOCKS);
  const { id } = await come(here, before.received);
  await untilSeen(here, id, ({ state }) => state === 'completed');
  const more = parseMoney('BTC', before.spendable);
  expect(await spendable(here, 'BTC')).toBe(
    formatMoney(money('BTC', (more.ok ? more.value.units : 0n) + 100n)),
  );
  const all = { operation: 'SEND_TO_ADDRESS', amount: '0.000001', asset: 'BTC', network: 'bitcoin' };
  const body = { ...all, address: newAddress('bitcoin') };
  const refused = await here.person.call('POST', '/v1/quotes', { body });
  expect(problemIn(refused).code).toBe('amount_too_small');
});
