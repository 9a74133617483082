import { type Asset, assert, money } from '@diboas/kernel';
import type { Memo, Submission } from '@diboas/orchestration';
import { expect, it } from 'vitest';
import { endOf, expectNothingMoved, heldFor, preparedFor, questionOf, sumsOf, WORTH } from '../dex/scene.ts';
import {
  expectNearlyAll,
  expectPutInOnce,
  expectWhole,
  foundIn,
  type StrategyDesk,
  type StrategyScene,
} from './scene.ts';
import type { StrategySuite } from './strategy-world.ts';

/** What is put in is put in once and whole, or not at all. */
export function describeStarts(suite: StrategySuite, scene: () => StrategyScene): void {
  describePrices(suite, scene);
  describeBars(suite, scene);
  it.each(suite.strategies)(
    'what is put into $id does nothing while it is prepared, has the name that it will bear, and is put in once',
    async (tried) => {
      const desk = await scene().desk();
      const submission = await scene().agreedStart(desk, tried);
      const before = await heldFor(submission, scene());
      const memo = await preparedFor(desk, submission);
      const { world } = scene();
      await world.mine(1);
      await expectNothingMoved(submission, { before, spent: 0n, scene: scene() });
      expect(await desk.lookup(questionOf(submission, [memo], world))).toEqual({ kind: 'not_found' });
      expect((await desk.submit(submission)).kind, 'without a memo nothing is sent').not.toBe('accepted');
      for (const _again of [1, 2]) expect((await desk.submit({ ...submission, memo })).kind).toBe('accepted');
      const over = await expectPutInOnce(desk, submission, { memos: [memo], before, scene: scene() });
      expect((await desk.submit({ ...submission, memo })).kind, 'and once more').not.toBe('rejected');
      await expectPutInOnce(desk, submission, { memos: [memo], before, scene: scene() });
      for (const { networkReference } of over.movements) expect(memo.names).toContain(networkReference);
    },
  );

  it('several that are made at once are each put in once, and are apart', async () => {
    const desk = await scene().desk();
    const { world } = scene();
    const all = [...suite.strategies, ...suite.strategies].map(({ id, put }, index) => ({
      ...{ id, put: money(put.asset, put.units + BigInt(index)) },
    }));
    const submissions = [];
    for (const tried of all) submissions.push(await scene().agreedStart(desk, tried));
    const memos = await Promise.all(submissions.map((submission) => preparedFor(desk, submission)));
    await Promise.all(
      submissions.map((submission, index) => {
        const memo = memos[index];
        assert(memo, 'each was prepared');
        return desk.submit({ ...submission, memo });
      }),
    );
    await world.settle();
    for (const [index, submission] of submissions.entries()) {
      const found = await desk.lookup(questionOf(submission, memos.slice(index, index + 1), world));
      expect(foundIn(found)).toMatchObject({ end: 'done' });
      expectWhole(foundIn(found), submission, suite);
    }
  });
}

function describePrices(suite: StrategySuite, scene: () => StrategyScene): void {
  const { strategies, network } = suite;
  it.each(strategies)(
    'the price of a start in $id is all of it, and what the network may take on top',
    async (tried) => {
      const desk = await scene().desk();
      const quote = await desk.quote(scene().startWish(tried));
      assert(quote.ok, 'it has a price', { quote });
      const { deliver, expected = deliver, networkCost, fees, keeps } = quote.value;
      expect([expected.asset, keeps]).toEqual([tried.put.asset, undefined]);
      expect(deliver.units <= expected.units && expected.units <= tried.put.units).toBe(true);
      if (suite.changedBps === null) expectNearlyAll(deliver.units, tried.put, suite);
      expect((networkCost?.units ?? 0n) > 0n).toBe(true);
      expect(fees.map(({ tier, amount }) => [tier, amount.asset])).toEqual([['network', tried.put.asset]]);
    },
  );

  it('has no price for a strategy that it has not, for another asset, or for what nobody ever put in', async () => {
    const desk = await scene().desk();
    const [tried] = strategies;
    const wish = scene().startWish(tried);
    const unsupported = { ok: false, refusal: 'unsupported' };
    const strategy = { strategy: 'nothing-such', position: null, moved: [] };
    expect(await desk.quote({ ...wish, strategy })).toEqual(unsupported);
    expect(await desk.quote({ ...wish, pay: money('SUI', 1_000n) })).toEqual(unsupported);
    const terms = { strategy: tried.id, position: 'nobody', moved: [`0x${'1'.repeat(64)}`] };
    expect(await desk.quote(scene().stopWish(terms, tried.put))).toEqual(unsupported);
    expect(await desk.value(terms)).toEqual({ ok: false, refusal: 'unknown' });
  });

  it('has no price where nobody answers, or nobody knows what the network’s coin is worth', async () => {
    const unavailable = { ok: false, refusal: 'unavailable' };
    const nowhere = await scene().desk({ reach: 'nowhere' });
    for (const tried of strategies)
      expect(await nowhere.quote(scene().startWish(tried))).toEqual(unavailable);
    expect(await nowhere.holdings()).toEqual(unavailable);
    expect(await nowhere.strategies()).toEqual(unavailable);
    const blind = await scene().desk({ worth: () => null });
    for (const tried of strategies) expect(await blind.quote(scene().startWish(tried))).toEqual(unavailable);
    expect(WORTH(money('ETH', 1n), 'USDC')).not.toBeNull();
  });

  it('says what lies there for orders, and what it has', async () => {
    const desk = await scene().desk();
    const [told, facts] = await Promise.all([desk.holdings(), desk.strategies()]);
    assert(told.ok && facts.ok, 'it says so');
    expect(desk.paysFromFloat).toBe(true);
    for (const asset of new Set<Asset>(strategies.map(({ put }) => put.asset)))
      expect(told.value.held).toContainEqual({
        money: money(asset, await scene().world.held(asset)),
        network,
      });
    expect(facts.value.map(({ id }) => id)).toEqual(strategies.map(({ id }) => id));
    for (const { state, contracts, total, free } of facts.value) {
      expect(state).toBe('open');
      expect(contracts.length > 0 && contracts.every(({ isKnown, codeHash }) => isKnown && codeHash)).toBe(
        true,
      );
      expect(free.units > 0n && free.units <= total.units).toBe(true);
    }
  });
}

function describeBars(suite: StrategySuite, scene: () => StrategyScene): void {
  const { strategies, bars, isTriedFirst } = suite;
  it.each(bars)(
    'where it is %s nothing has a price, nothing is signed, and what was signed moves nothing',
    async (bar) => {
      const desk = await scene().desk();
      const [tried] = strategies;
      const before = await scene().agreedStart(desk, tried);
      const signed = await scene().agreedStart(desk, tried);
      const memo = await preparedFor(desk, signed);
      const held = await heldFor(signed, scene());
      const { world } = scene();
      await world.bar(tried.id, bar);
      const facts = await desk.strategies();
      assert(facts.ok, 'it says how they stand');
      expect(facts.value.find(({ id }) => id === tried.id)?.state).toBe(bar);
      const quote = await desk.quote(scene().startWish(tried));
      expect(quote).toEqual({ ok: false, refusal: bar === 'capped' ? 'amount_too_large' : 'no_market' });
      expect((await desk.prepare?.(before))?.kind, 'between its price and its sending').toBe('rejected');
      await desk.submit({ ...signed, memo });
      // Code that was exchanged may do the same all the same: what it did is told then.
      if (bar === 'changed') return void (await endOf(desk, questionOf(signed, [memo], world), scene()));
      if (isTriedFirst) return await expectNeverTaken(desk, { signed, memo, before: held, scene: scene() });
      const over = await endOf(desk, questionOf(signed, [memo], world), scene());
      expect(over).toMatchObject({ end: 'declined', elsewhere: true });
      const { taken, given, spent } = sumsOf(over);
      expect([taken, given]).toEqual([0n, 0n]);
      expect(spent > 0n && spent <= (signed.networkCost?.units ?? 0n)).toBe(true);
      await expectNothingMoved(signed, { before: held, spent, scene: scene() });
    },
  );

  it('does not cost more than was agreed, or is not prepared', async () => {
    const desk = await scene().desk();
    const [tried] = strategies;
    const submission = await scene().agreedStart(desk, tried);
    const cheap = { ...submission, networkCost: money(submission.networkCost?.asset ?? 'ETH', 1n) };
    expect((await desk.prepare?.(cheap))?.kind).not.toBe('prepared');
  });
}

/** No node takes it, it costs nothing, and it is over by itself. */
async function expectNeverTaken(
  desk: StrategyDesk,
  {
    signed,
    memo,
    before,
    scene,
  }: { signed: Submission; memo: Memo; before: (asset: Asset) => bigint; scene: StrategyScene },
): Promise<void> {
  const { world } = scene;
  await world.settle();
  const lookup = () => desk.lookup(questionOf(signed, [memo], world));
  expect(await lookup()).toEqual({ kind: 'not_found' });
  await world.makeImpossible(memo);
  expect(await lookup()).toEqual({ kind: 'not_found', isExpired: true });
  await expectNothingMoved(signed, { before, spent: 0n, scene });
}
