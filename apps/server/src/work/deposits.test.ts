import { RECEIVE } from '@diboas/banking';
import { accept, createId, createSeededRandom, HOUR_MS, money, refuse } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Deposit, Observation, SeenDeposits } from '@diboas/orchestration';
import { createMemoryStore } from '@diboas/storage/memory';
import { describe, expect, it } from 'vitest';
import { createTestParts } from '../testing/parts.ts';
import { createWorldOn } from '../testing/small-world.ts';
import { createToldWallet, createToldWallets, TOLD_ADDRESSES } from '../testing/told-wallet.ts';
import { createDeposits, LOOK_PACE } from './deposits.ts';

const [ON_ETHEREUM, ON_SOLANA] = TOLD_ADDRESSES;

const CAME: Deposit = {
  ...{ reference: 'ethereum:0xabc:0', from: '0x00000000000000000000000000000000000000aa' },
  ...{ ...ON_ETHEREUM, money: money('USDC', 7_000_000n) },
};

/** Somebody with addresses, at whose provider something may be seen. */
async function createScene() {
  const world = createWorldOn(createMemoryStore(), { operations: [RECEIVE] });
  const parts = createTestParts(world);
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const vault = createToldWallet();
  await createToldWallets(parts, [vault.wallet]).make(customerId);
  const watcher = () => createDeposits({ ...parts, chain: 'test', wallets: [vault.wallet] });
  const see = (what: Partial<SeenDeposits>) => {
    vault.told.seen = accept({ deposits: [], strange: [], until: 'block 7', hasMore: false, ...what });
  };
  /** The network will not take it back. */
  const settle = () => {
    const moved = {
      network: 'ethereum',
      networkReference: '0xabc',
      reason: null,
      money: CAME.money,
    } as const;
    const observation: Observation = {
      ...{ reference: CAME.reference, stage: 'ended', end: 'done', milestone: 'seen', actionUrl: null },
      movements: [
        { id: '0', kind: 'taken', destination: null, ...moved },
        { id: '0', kind: 'given', destination: CAME.address, ...moved },
      ],
    };
    world.answers.lookup = { kind: 'found', observation };
  };
  const balance = async () => {
    const [account] = (await world.store.balances(customerId)).accounts;
    return account ? availableUnits(account.balance) : 0n;
  };
  const inputs = () => world.store.transactions(customerId, { before: null, limit: 10 });
  return { ...world, parts, customerId, vault, watcher, see, settle, balance, inputs };
}

describe('M27: what comes to an address', () => {
  it('is credited once, whichever node sees it and however often it is told [deposit.told_twice]', async () => {
    const { watcher, see, settle, balance, inputs, engine, clock } = await createScene();
    see({ deposits: [CAME, CAME] });
    settle();
    const nodes = [watcher(), watcher()];
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([
        ...nodes.map((one) => one.hint(ON_ETHEREUM)),
        ...nodes.map((one) => one.lookOnce()),
      ]);
      await engine.idle();
      clock.at += 30_000;
    }
    expect(await inputs()).toHaveLength(1);
    expect(await balance()).toBe(7_000_000n);
  });

  it('is found without any webhook, from where the last look ended', async () => {
    const { watcher, see, vault, clock, inputs } = await createScene();
    const node = watcher();
    expect(await node.lookOnce()).toBe(2);
    expect(await node.lookOnce()).toBe(0);
    see({ deposits: [CAME] });
    clock.at += LOOK_PACE.seldomMs;
    expect(await node.lookOnce()).toBe(2);
    expect(await inputs()).toHaveLength(1);
    expect(vault.looks.map(({ since }) => since)).toEqual([null, null, 'the beginning', 'the beginning']);
  });

  it('is looked for often while it is expected, and seldom afterwards', async () => {
    const { watcher, store, clock } = await createScene();
    const node = watcher();
    await store.hastenLook({ ...ON_ETHEREUM, at: clock.at }, clock.at + HOUR_MS);
    await node.lookOnce();
    clock.at += LOOK_PACE.expectedMs;
    expect(await node.lookOnce()).toBe(1);
    clock.at += HOUR_MS;
    expect(await node.lookOnce()).toBe(1);
    clock.at += LOOK_PACE.expectedMs;
    expect(await node.lookOnce()).toBe(0);
  });

  it('is looked for again at once, for as long as there is something that was not looked at [deposit.long_ago]', async () => {
    const { watcher, see, clock, vault } = await createScene();
    const node = watcher();
    see({ hasMore: true });
    for (let look = 0; look < 5; look += 1) expect(await node.lookOnce()).toBe(2);
    see({});
    expect(await node.lookOnce()).toBe(2);
    expect(await node.lookOnce()).toBe(0);
    expect(vault.looks.every(({ madeAt }) => madeAt === clock.at)).toBe(true);
  });

  it('is looked for where a webhook says, in whatever letters it says so', async () => {
    const { watcher, vault } = await createScene();
    const node = watcher();
    await node.lookOnce();
    const shouted = { network: 'ethereum', address: ON_ETHEREUM.address.toLowerCase() } as const;
    expect(await node.hint(shouted)).toBe(true);
    expect(await node.lookOnce()).toBe(1);
    expect(vault.looks.at(-1)?.address).toBe(ON_ETHEREUM.address);
    expect(await node.hint({ network: 'solana', address: 'nothing' })).toBe(false);
    expect(await node.hint({ ...ON_SOLANA, address: '11111111111111111111111111111112' })).toBe(false);
  });

  it('is looked for again soon where its provider did not answer [deposit.not_told]', async () => {
    const { watcher, vault, see, inputs, clock } = await createScene();
    const node = watcher();
    vault.told.seen = refuse('unavailable');
    await node.lookOnce();
    see({ deposits: [CAME] });
    clock.at += LOOK_PACE.failedMs;
    expect(await node.lookOnce()).toBe(2);
    expect(await inputs()).toHaveLength(1);
    expect(vault.looks.at(-1)?.since).toBeNull();
  });

  it('is told again by the next look where it was not taken in', async () => {
    const { parts, vault, see, clock, watcher, inputs } = await createScene();
    see({ deposits: [CAME] });
    const failing = { send: () => Promise.reject(new Error('a fault of ours')) };
    const wallets = [vault.wallet];
    await createDeposits({ ...parts, chain: 'test', wallets, engine: failing }).lookOnce();
    clock.at += LOOK_PACE.failedMs;
    await watcher().lookOnce();
    expect(await inputs()).toHaveLength(1);
    expect(vault.looks.every(({ since }) => since === null)).toBe(true);
  });

  it('is not somebody’s because a provider tells of another address', async () => {
    const { watcher, see, inputs } = await createScene();
    see({ deposits: [{ ...CAME, address: '0x00000000000000000000000000000000000000bb' }] });
    await watcher().lookOnce();
    expect(await inputs()).toEqual([]);
  });

  it('and is no asset of ours is put on record once, and credited to nobody [deposit.strange]', async () => {
    const { watcher, see, store, parts, inputs, clock } = await createScene();
    const strange = {
      reference: 'ethereum:0xdef:3',
      ...ON_ETHEREUM,
      token: '0xdac17f958d2ee523a2206206994597c1',
    };
    see({ strange: [strange] });
    const nodes = [watcher(), watcher()];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(nodes.flatMap((one) => [one.hint(ON_ETHEREUM), one.lookOnce()]));
      clock.at += HOUR_MS;
    }
    const noted = store.audit().filter(({ act }) => act === 'strange_deposit');
    expect(noted).toMatchObject([{ subject: strange.reference, detail: { token: strange.token } }]);
    const { values } = await parts.metrics.depositLooks.get();
    expect(values.filter(({ labels }) => labels.outcome === 'strange')).toMatchObject([{ value: 1 }]);
    expect(await inputs()).toEqual([]);
  });
});
