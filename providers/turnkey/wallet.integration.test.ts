// What the adapter does beside the double, on chains of this machine.

import { type Asset, money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Deposit } from '@diboas/orchestration';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  asked,
  lookupOf,
  NETWORKS,
  newId,
  openWalletWorld,
  prepared,
  until,
  type WalletWorld,
} from './testing/wallet-world.ts';

describe.each(Object.keys(NETWORKS) as ChainNetwork[])('a transfer on %s', (network) => {
  let world: WalletWorld;
  beforeAll(async () => {
    world = await openWalletWorld(network);
  });
  afterAll(async () => {
    await world.turnkey.close();
    await world.chain.stop();
  });
  const { coin, one, to, final } = NETWORKS[network];
  const assets: readonly Asset[] = network === 'bitcoin' ? [coin] : [coin, 'USDC'];
  const held = async (asset: Asset) => {
    const seen = await world.wallet.holdings();
    const found = seen.ok ? seen.value.held.find((it) => it.money.asset === asset) : undefined;
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
    const deposits: Deposit[] = [];
    let [since, hasMore]: [string | null, boolean] = [null, true];
    while (hasMore) {
      const seen = await world.wallet.deposits({ network, address, since, madeAt: Date.now() });
      if (!seen.ok) throw new Error(seen.refusal);
      deposits.push(...seen.value.deposits);
      ({ until: since, hasMore } = seen.value);
    }
    const [deposit, ...more] = deposits;
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
  let world: WalletWorld;
  beforeAll(async () => {
    world = await openWalletWorld('ethereum');
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
    const seen = await until(
      world,
      { lookup, blocks: 1 },
      ({ progress }) => typeof progress === 'object' && progress.have > 0,
    );
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
