// A transfer that waits in no block is replaced by one that pays more, on chains of this machine: one of both is carried out.
import { money } from '@diboas/kernel';
import type { Lookup, Memo, PrepareAnswer, Submission } from '@diboas/orchestration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asked,
  lookupOf,
  NETWORKS,
  openWalletWorld,
  prepared,
  until,
  type WalletWorld,
} from './testing/wallet-world.ts';

describe.each(['bitcoin', 'ethereum'] as const)('a transfer on %s that waits', (network) => {
  let world: WalletWorld;
  beforeAll(async () => {
    world = await openWalletWorld(network);
  });
  afterAll(async () => {
    await world.turnkey.close();
    await world.chain.stop();
  });
  const { coin, one, final } = NETWORKS[network];
  const pay = money(coin, one / 10n);

  /** Sent, and seen where it waits. */
  async function waiting(): Promise<Submission & { memo: Memo }> {
    const submission = await prepared(world, await asked(world, network, pay));
    await world.wallet.submit(submission);
    await expect.poll(async () => (await world.chain.view(1)).waiting.length).toBe(1);
    return submission;
  }

  async function replaced(submission: Submission): Promise<PrepareAnswer> {
    const state: { answer: PrepareAnswer | undefined } = { answer: undefined };
    // Until Turnkey tells what it has sent there is nothing to take the place of.
    const isTold = async () => {
      state.answer = await world.wallet.replacement?.prepare(submission);
      return state.answer?.kind !== 'retryable';
    };
    await expect.poll(isTold, { timeout: 10_000 }).toBe(true);
    if (state.answer === undefined) throw new Error('this wallet replaces nothing');
    return state.answer;
  }

  const versionsOf = (submission: Submission & { memo: Memo }, memos: readonly Memo[]): Lookup => ({
    ...lookupOf(submission, null),
    memos,
  });

  it('is replaced within what it may cost, and told of by whichever version is carried out', async () => {
    const first = await waiting();
    const held = async () => {
      const seen = await world.wallet.holdings();
      return seen.ok ? seen.value.held.find((it) => it.money.asset === coin)?.money.units : undefined;
    };
    const [before = 0n, [oldHash]] = [await held(), (await world.chain.view(1)).waiting];
    const memos = [first.memo];
    for (let answer = await replaced(first); answer.kind === 'prepared'; ) {
      const next = { ...first, memo: answer.memo };
      expect(await world.wallet.submit(next)).toMatchObject({ kind: 'accepted' });
      memos.push(answer.memo);
      const seen = memos.length;
      await expect.poll(async () => (await world.chain.view(1)).waiting).not.toContain(oldHash);
      expect((await world.chain.view(1)).waiting).toHaveLength(1);
      expect(seen).toBeLessThan(12);
      answer = await replaced(next);
      if (answer.kind !== 'prepared') expect(answer).toMatchObject({ code: 'price_changed' });
    }
    expect(memos.length).toBeGreaterThan(1);
    const lookup = versionsOf(first, memos);
    expect(await until(world, { lookup, blocks: 0 }, () => true)).toMatchObject({ stage: 'working' });
    const done = await until(world, { lookup, blocks: final }, ({ stage }) => stage === 'ended');
    expect(done).toMatchObject({ end: 'done' });
    const spent = done.movements.find(({ kind }) => kind === 'spent')?.money.units ?? 0n;
    expect(spent).toBeLessThanOrEqual(first.networkCost?.units ?? 0n);
    expect(before - pay.units - ((await held()) ?? 0n)).toBe(spent);
  });

  it('is told of by the first version where a block took that one all the same', async () => {
    const first = await waiting();
    const answer = await replaced(first);
    if (answer.kind !== 'prepared') throw new Error(answer.kind);
    await world.chain.mine(1);
    await world.wallet.submit({ ...first, memo: answer.memo });
    const lookup = versionsOf(first, [first.memo, answer.memo]);
    const done = await until(world, { lookup, blocks: final }, ({ stage }) => stage === 'ended');
    expect(done.movements.map(({ kind }) => kind)).toEqual(['taken', 'given', 'spent']);
  });

  it('is not replaced once it is in a block', async () => {
    const first = await waiting();
    await replaced(first);
    await world.chain.mine(1);
    expect(await world.wallet.replacement?.prepare(first)).toMatchObject({ kind: 'retryable' });
    const ending = { lookup: lookupOf(first, null), blocks: final };
    await until(world, ending, ({ stage }) => stage === 'ended');
  });
});
