// The adapter beside the double, on chains of this machine: nothing of either is known to the other but the wire.
import { type Asset, createId, createSeededRandom, type Instant, type Money, money } from '@diboas/kernel';
import {
  type LocalChain,
  type StartChain,
  startBitcoin,
  startEthereum,
  startSolana,
  startSui,
} from '@diboas/local-chains';
import type { ChainNetwork } from '@diboas/networks';
import type { CoinClaimStore, Lookup, Memo, Observation, Submission } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import { createMemoryCoinClaims } from '@diboas/storage';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTurnkeyWallet } from './adapter/wallet/desk.ts';
import { ORGANIZATION, openTurnkeyWorld, type TurnkeyWorld, WALLET } from './sandbox/testing/world.ts';

/** What is sent on each network, what its coin is granted in, and where it goes: an address that nobody has used. */
const NETWORKS = {
  bitcoin: { coin: 'BTC', one: 100_000_000n, to: 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080', final: 6 },
  ethereum: { coin: 'ETH', one: 10n ** 18n, to: '0x00000000000000000000000000000000000000aa', final: 65 },
  solana: { coin: 'SOL', one: 10n ** 9n, to: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', final: 33 },
  sui: { coin: 'SUI', one: 10n ** 9n, to: `0x${'a'.repeat(64)}`, final: 1 },
} as const satisfies Record<ChainNetwork, { coin: Asset; one: bigint; to: string; final: number }>;

const START: StartChain = { dataless: true, port: 0, seed: 'turnkey', pace: 'by-hand' };
const random = createSeededRandom(5);
const newId = () => createId({ now: Date.now(), random, bucket: 3 });

/** A dollar is what a thousandth of any coin is worth. */
const worth = ({ asset: from, units }: Money, asset: Asset): Money | null => {
  const cents = from === 'USDC' ? units / 10_000n : (units * 100_000n) / coinUnits(from);
  if (asset === 'USD') return money('USD', cents);
  return asset === 'USDC' ? money('USDC', cents * 10_000n + 10_000n) : null;
};
const coinUnits = (asset: Asset) => Object.values(NETWORKS).find(({ coin }) => coin === asset)?.one ?? 1n;

interface World {
  readonly chain: LocalChain<string>;
  readonly turnkey: TurnkeyWorld;
  readonly wallet: DeskOf<'wallet'>;
  readonly claims: CoinClaimStore;
  /** What our own clock is ahead. */
  later(ms: number): void;
}

async function openWorld(network: ChainNetwork): Promise<World> {
  const chain: LocalChain<string> =
    network === 'bitcoin'
      ? await startBitcoin(START)
      : network === 'ethereum'
        ? await startEthereum(START)
        : network === 'solana'
          ? await startSolana(START)
          : await startSui(START);
  const turnkey = await openTurnkeyWorld({ [network]: chain.url });
  const claims = createMemoryCoinClaims();
  let ahead = 0;
  const wallet = createTurnkeyWallet({
    ...{ baseUrl: turnkey.url, organizationId: ORGANIZATION, walletId: WALLET, timeoutMs: 20_000 },
    apiPublicKey: '039d346aabe1466db5006749ae5251f75912a2336b5022540f29f1dbdc98ea3236',
    apiPrivateKey: '0a'.repeat(32),
    now: (): Instant => Date.now() + ahead,
    chains: { chain: 'test', urlOf: (one) => (one === network ? chain.url : null) },
    ...{ claims, worth, reportCredentials: () => {} },
  });
  const paying = turnkey.paying(network);
  const { coin, one } = NETWORKS[network];
  for (let count = 0; count < 4; count += 1) await chain.fund(paying, coin, 3n * one);
  if (network !== 'bitcoin')
    for (let count = 0; count < 4; count += 1) await chain.fund(paying, 'USDC', 1_000_000_000n);
  await chain.mine(2);
  const later = (ms: number) => {
    ahead += ms;
  };
  return { chain, turnkey, wallet, claims, later };
}

/** A submission of what was quoted, without its memo. */
async function asked({ wallet }: World, network: ChainNetwork, pay: Money): Promise<Submission> {
  const { to } = NETWORKS[network];
  const quoted = await wallet.quote({
    ...{ pay, payNetwork: network, method: 'network', destination: to },
    receive: { asset: pay.asset, network },
  });
  if (!quoted.ok) throw new Error(quoted.refusal);
  const { networkCost, fees, deliver } = quoted.value;
  if (networkCost === undefined) throw new Error('every transfer costs something of its network');
  expect(networkCost.asset).toBe(NETWORKS[network].coin);
  expect(fees.map((fee) => [fee.tier, fee.amount.asset, fee.takenBy])).toEqual([
    ['network', pay.asset, expect.any(String)],
  ]);
  const transactionId = newId();
  return {
    ...{ key: transactionId, transactionId, attemptId: newId(), method: 'network', pay, payNetwork: network },
    ...{
      chargeMax: pay,
      networkCost,
      deliver,
      network,
      destination: to,
      returnUrl: 'https://app.example/back',
    },
  };
}

async function prepared(world: World, submission: Submission): Promise<Submission & { memo: Memo }> {
  const answer = await world.wallet.prepare?.(submission);
  if (answer?.kind !== 'prepared') throw new Error(JSON.stringify(answer));
  return { ...submission, memo: answer.memo };
}

function lookupOf(
  { key, transactionId, attemptId, memo }: Submission & { memo: Memo },
  reference: string | null,
): Lookup {
  return { key, transactionId, attemptId, reference, startedAt: Date.now() - 60_000, memos: [memo] };
}

/** What is told of it, once that is so; blocks are made between one look and the next. */
async function until(
  { wallet, chain }: World,
  { lookup, blocks }: { readonly lookup: Lookup; readonly blocks: number },
  isSo: (observation: Observation) => boolean,
): Promise<Observation> {
  const state: { told: Observation | null } = { told: null };
  const look = async () => {
    if (blocks > 0) await chain.mine(blocks);
    const answer = await wallet.lookup(lookup);
    state.told = answer.kind === 'found' ? answer.observation : null;
    return state.told !== null && isSo(state.told);
  };
  await expect.poll(look, { timeout: 30_000, interval: 50 }).toBe(true);
  if (state.told === null) throw new Error('nothing was told');
  return state.told;
}

describe.each(Object.keys(NETWORKS) as ChainNetwork[])('a transfer on %s', (network) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(network);
  });
  afterAll(async () => {
    await world.turnkey.close();
    await world.chain.stop();
  });
  const { coin, one, to, final } = NETWORKS[network];
  const assets: readonly Asset[] = network === 'bitcoin' ? [coin] : [coin, 'USDC'];
  const held = async (asset: Asset) => {
    const seen = await world.wallet.holdings();
    const found = seen.ok ? seen.value.find((it) => it.money.asset === asset) : undefined;
    if (found === undefined) throw new Error('the wallet tells what it holds');
    return found.money.units;
  };

  it.each(assets)(
    'of %s is carried out once however often it is sent, and told when it is confirmed',
    async (asset) => {
      const pay = money(asset, asset === 'USDC' ? 5_000_000n : one / 10n);
      const before = { asset: await held(asset), coin: await held(coin) };
      const submission = await prepared(world, await asked(world, network, pay));
      expect(await world.wallet.lookup(lookupOf(submission, null))).toEqual({ kind: 'not_found' });
      const answers = [];
      for (let count = 0; count < 3; count += 1) answers.push(await world.wallet.submit(submission));
      const references = answers.map((it) => (it.kind === 'accepted' ? it.observation.reference : it.detail));
      expect(new Set(references).size).toBe(1);
      const [reference = ''] = references;
      const found = { lookup: lookupOf(submission, null), blocks: 0 };
      expect(await until(world, found, ({ stage }) => stage === 'working')).toMatchObject({ movements: [] });
      const ending = { lookup: lookupOf(submission, reference), blocks: final };
      const done = await until(world, ending, ({ stage }) => stage === 'ended');
      expect(done).toMatchObject({ reference, end: 'done', milestone: 'transaction_confirmed' });
      const [taken, given, spent] = done.movements;
      expect([taken, given, spent].map((it) => it?.kind)).toEqual(['taken', 'given', 'spent']);
      expect(taken?.money).toEqual(pay);
      expect(given).toMatchObject({ money: pay, destination: to, networkReference: expect.any(String) });
      expect(spent?.money.asset).toBe(coin);
      expect(spent?.money.units).toBeLessThanOrEqual(submission.networkCost?.units ?? 0n);
      const cost = spent?.money.units ?? 0n;
      await expect.poll(() => held(coin)).toBe(before.coin - cost - (asset === coin ? pay.units : 0n));
      expect(await held(asset)).toBe(before.asset - pay.units - (asset === coin ? cost : 0n));
    },
  );

  it('is none of an address of nowhere, of too much, of another way, or dearer than was agreed', async () => {
    const pay = money(coin, one / 100n);
    const request = {
      pay,
      payNetwork: network,
      method: 'network',
      receive: { asset: coin, network },
    } as const;
    const { wallet } = world;
    expect(await wallet.quote({ ...request, destination: 'nowhere' })).toEqual({
      ok: false,
      refusal: 'unsupported',
    });
    expect(await wallet.quote({ ...request, method: 'card', destination: to })).toEqual({
      ...{ ok: false, refusal: 'unsupported' },
    });
    const much = { ...request, pay: money(coin, 1_000n * one), destination: to };
    expect(await wallet.quote(much)).toEqual({ ok: false, refusal: 'unavailable' });
    const submission = await asked(world, network, pay);
    const dear = { ...submission, networkCost: money(coin, 1n) };
    const answer = await wallet.prepare?.(dear);
    expect(['rejected', 'retryable']).toContain(answer?.kind);
    expect(await wallet.prepare?.({ ...submission, destination: 'nowhere' })).toMatchObject({
      kind: 'rejected',
    });
  });

  it('whose answer is lost is found, and is carried out once', async () => {
    const pay = money(coin, one / 10n);
    const before = await held(coin);
    const submission = await prepared(world, await asked(world, network, pay));
    const lost = network === 'bitcoin' ? 'POST /tx' : network === 'sui' ? 'ExecuteTransaction' : null;
    if (lost !== null) world.chain.answers(lost, { kind: 'lose', times: 1 });
    const first = await world.wallet.submit(submission);
    expect(first.kind).toBe(lost === null ? 'accepted' : 'unknown');
    expect((await world.wallet.submit(submission)).kind).toBe('accepted');
    const ending = { lookup: lookupOf(submission, null), blocks: final };
    const { movements } = await until(world, ending, ({ stage }) => stage === 'ended');
    const cost = movements.find(({ kind }) => kind === 'spent')?.money.units ?? 0n;
    expect(await held(coin)).toBe(before - pay.units - cost);
  });

  it('tells of confirmations from the beginning, and keeps no coin of what could not be made', async () => {
    const submission = await asked(world, network, money(coin, one / 10n));
    for (let time = 0; time < 5; time += 1) {
      const dear = { ...submission, attemptId: newId(), networkCost: money(coin, 1n) };
      expect((await world.wallet.prepare?.(dear))?.kind).not.toBe('prepared');
    }
    const made = await prepared(world, submission);
    await world.wallet.submit(made);
    const waiting = { lookup: lookupOf(made, null), blocks: 0 };
    const told = await until(world, waiting, ({ progress }) => progress !== undefined);
    expect(told.progress).toEqual({ have: 0, want: expect.any(Number) });
    await until(world, { ...waiting, blocks: final }, ({ stage }) => stage === 'ended');
  });

  it('is another one beside one of the same amount to the same address at the same time', async () => {
    const pay = money(coin, one / 10n);
    const both = [await asked(world, network, pay), await asked(world, network, pay)];
    const made = await Promise.all(both.map((each) => prepared(world, each)));
    await Promise.all(made.map((each) => world.wallet.submit(each)));
    const hashes = [];
    for (const each of made) {
      const ending = { lookup: lookupOf(each, null), blocks: final };
      const { movements } = await until(world, ending, ({ stage }) => stage === 'ended');
      hashes.push(movements[0]?.networkReference);
    }
    expect(new Set(hashes).size).toBe(2);
  });

  it('makes a wallet once for each request, with an address on every network', async () => {
    const memo = world.wallet.prepareWallet({ name: `a person on ${network}`, now: Date.now() });
    const [first, again] = [await world.wallet.createWallet(memo), await world.wallet.createWallet(memo)];
    if (first.kind !== 'created') throw new Error(first.detail);
    expect(first.addresses.map((it) => it.network).toSorted()).toEqual([
      'bitcoin',
      'ethereum',
      'solana',
      'sui',
    ]);
    expect(again).toEqual(first);
    const address = first.addresses.find((it) => it.network === network)?.address ?? '';
    await world.chain.fund(address, coin, one);
    await world.chain.mine(network === 'ethereum' ? 65 : network === 'solana' ? 33 : 7);
    const seen = await world.wallet.deposits({ network, address, since: null });
    if (!seen.ok) throw new Error(seen.refusal);
    const [deposit, ...more] = seen.value.deposits;
    expect(more).toEqual([]);
    expect(deposit).toMatchObject({ network, address, money: money(coin, one) });
    const reference = deposit?.reference ?? '';
    const lookup = { key: 'k', transactionId: newId(), attemptId: newId(), reference, startedAt: Date.now() };
    const told = await world.wallet.lookup(lookup);
    if (told.kind !== 'found') throw new Error(told.kind);
    expect(told.observation).toMatchObject({ reference, stage: 'ended', end: 'done' });
    expect(told.observation.movements.map((it) => [it.kind, it.money])).toEqual([
      ['taken', money(coin, one)],
      ['given', money(coin, one)],
    ]);
  });
});

describe('a transfer on ethereum and its block', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('ethereum');
  });
  afterAll(async () => {
    await world.turnkey.close();
    await world.chain.stop();
  });

  it('is told as it is confirmed, as less when the block is undone, and as ended when that cannot be', async () => {
    const pay = money('USDC', 5_000_000n);
    const submission = await prepared(world, await asked(world, 'ethereum', pay));
    await world.wallet.submit(submission);
    const lookup = lookupOf(submission, null);
    const seen = await until(world, { lookup, blocks: 1 }, ({ progress }) => (progress?.have ?? 0) > 0);
    expect(seen).toMatchObject({ stage: 'working', movements: [], progress: { want: 32 } });
    await world.chain.reorganise({ depth: 1, transactions: 'return' });
    const undone = await world.wallet.lookup(lookup);
    expect(undone).toMatchObject({ kind: 'found', observation: { stage: 'working', movements: [] } });
    await until(world, { lookup, blocks: 33 }, ({ stage }) => stage === 'ended');
  });

  it('that was never sent can be given up when its request is too old, and not before', async () => {
    const submission = await prepared(world, await asked(world, 'ethereum', money('ETH', 5n)));
    const lookup = lookupOf(submission, null);
    expect(await world.wallet.lookup(lookup)).toEqual({ kind: 'not_found' });
    world.later(66 * 60_000);
    expect(await world.wallet.lookup(lookup)).toEqual({ kind: 'not_found', isExpired: true });
    world.later(-66 * 60_000);
  });

  it('tells of an address where a delivery does, and believes nobody else', async () => {
    const paying = world.turnkey.paying('ethereum');
    const { body, headers } = await vi.waitFor(
      () => {
        const found = world.turnkey.received.find((one) => one.body.includes('balances:confirmed'));
        if (found === undefined) throw new Error('no balance was delivered yet');
        return found;
      },
      { timeout: 30_000, interval: 50 },
    );
    const raw = {
      body: Buffer.from(body),
      headers: headers as Record<string, string>,
      receivedAt: Date.now(),
    };
    const read = world.wallet.readWebhook(raw);
    expect(read).toMatchObject({
      ok: true,
      value: { type: 'balances:confirmed', order: null, address: { network: 'ethereum', address: paying } },
    });
    const changed = { ...raw, body: Buffer.from(body.replace('balances', 'Balances')) };
    expect(world.wallet.readWebhook(changed)).toEqual({ ok: false, refusal: 'forged' });
    expect(world.wallet.readWebhook({ ...raw, headers: {} })).toEqual({ ok: false, refusal: 'forged' });
    const late = { ...raw, receivedAt: Date.now() + 600_000 };
    expect(world.wallet.readWebhook(late)).toEqual({ ok: false, refusal: 'stale' });
  });
});
