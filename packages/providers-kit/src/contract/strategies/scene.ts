import { assert, createId, createSeededRandom, type Id, type Money, money, sumMoney } from '@diboas/kernel';
import type {
  LookupAnswer,
  Memo,
  Observation,
  ProviderQuoteRequest,
  StrategyTerms,
  Submission,
} from '@diboas/orchestration';
import { expect } from 'vitest';
import type { Desks } from '../../manifest/desk.ts';
import { endOf, heldFor, preparedFor, questionOf, sumsOf, WORTH } from '../dex/scene.ts';
import type { GroundSetting } from '../ground/chain-ground.ts';
import type { StrategySuite, StrategyWorld, TriedStrategy } from './strategy-world.ts';

export type StrategyDesk = Desks['strategies'];

/** What was put in and is there: how it is found again. */
export interface PutIn {
  readonly submission: Submission;
  readonly memo: Memo;
  readonly terms: StrategyTerms;
  /** What of it was put in, in minor units. */
  readonly units: bigint;
}

export interface StrategyScene {
  readonly suite: StrategySuite;
  readonly world: StrategyWorld;
  desk(setting?: Partial<GroundSetting>): Promise<StrategyDesk>;
  startWish(tried: TriedStrategy): ProviderQuoteRequest;
  stopWish(terms: StrategyTerms, pay: Money): ProviderQuoteRequest;
  /** As it is agreed to: priced, and ordered by that price. */
  agreedStart(desk: StrategyDesk, tried: TriedStrategy): Promise<Submission>;
  agreedStop(desk: StrategyDesk, put: PutIn, pay?: Money): Promise<Submission>;
  /** Puts it in, to the end. */
  putIn(desk: StrategyDesk, tried: TriedStrategy): Promise<PutIn>;
}

export function createStrategyScene(suite: StrategySuite, world: StrategyWorld): StrategyScene {
  const random = createSeededRandom(0x57a7);
  const nextId = (): Id => createId({ now: world.now(), random, bucket: 1 });
  const { network } = suite;
  const wish = (pay: Money) => ({
    ...{ pay, payNetwork: network, method: 'strategy', receive: { asset: pay.asset, network } },
    destination: '',
  });
  const startWish = ({ id, put }: TriedStrategy) => ({
    ...wish(put),
    strategy: { strategy: id, position: null, moved: [] },
  });
  const stopWish = (strategy: StrategyTerms, pay: Money) => ({ ...wish(pay), strategy });
  const agreed = async (desk: StrategyDesk, request: ProviderQuoteRequest, position: Id | null) => {
    const quote = await desk.quote(request);
    assert(quote.ok, 'it has a price', { quote });
    const { networkCost, keeps = [] } = quote.value;
    assert(networkCost && request.strategy, 'it says what the network may take');
    const deliver = sumMoney(request.pay.asset, [quote.value.deliver, ...keeps.map(({ amount }) => amount)]);
    const [attemptId, transactionId] = [nextId(), nextId()];
    return {
      ...{
        attemptId,
        key: attemptId,
        transactionId,
        method: 'strategy',
        pay: request.pay,
        payNetwork: network,
      },
      ...{ chargeMax: request.pay, deliver, network, networkCost, destination: '' },
      strategy: { ...request.strategy, position: position ?? transactionId },
      returnUrl: 'https://app.diboas.example/back',
    } satisfies Submission;
  };
  const agreedStart: StrategyScene['agreedStart'] = (desk, tried) => agreed(desk, startWish(tried), null);
  return {
    ...{ suite, world, startWish, stopWish, agreedStart },
    desk: (setting = {}) => world.open({ reach: 'world', worth: WORTH, knowsPromises: true, ...setting }),
    agreedStop: (desk, { terms, submission }, pay = submission.pay) =>
      agreed(desk, stopWish(terms, pay), terms.position),
    async putIn(desk, tried) {
      const submission = await agreedStart(desk, tried);
      const memo = await preparedFor(desk, submission);
      await desk.submit({ ...submission, memo });
      const over = await endOf(desk, questionOf(submission, [memo], world), { world });
      expect(over).toMatchObject({ end: 'done' });
      const moved = [over.movements.find(({ kind }) => kind === 'given')?.networkReference ?? ''];
      const terms = { strategy: tried.id, position: submission.transactionId, moved };
      return { submission, memo, terms, units: sumsOf(over).given };
    },
  };
}

export function foundIn(answer: LookupAnswer): Observation {
  assert(answer.kind === 'found', 'it is found', { answer });
  return answer.observation;
}

export function toldEarned({ movements }: Observation): bigint {
  return movements.reduce((sum, one) => (one.kind === 'earned' ? sum + one.money.units : sum), 0n);
}

/** It was put in once and whole, and the network says the same as the adapter. */
export async function expectPutInOnce(
  desk: StrategyDesk,
  submission: Submission,
  about: { memos: readonly Memo[]; before: (asset: Money['asset']) => bigint; scene: StrategyScene },
): Promise<Observation> {
  const { memos, before, scene } = about;
  const over = await endOf(desk, questionOf(submission, memos, scene.world), scene);
  expect(over).toMatchObject({ stage: 'ended', end: 'done' });
  expectWhole(over, submission, scene.suite);
  await expectHeld(over, submission, { before, scene });
  return over;
}

/** All of it, or so little less as shares are rounded by. */
export function expectNearlyAll(
  units: bigint,
  of: Money,
  { roundedBy }: Pick<StrategySuite, 'roundedBy'>,
): void {
  expect(units <= of.units && units >= of.units - roundedBy, `${units} of ${of.units}`).toBe(true);
}

/** All of it was put in, or as much of it as fits; what is taken out is always all. */
export function expectWhole(
  over: Observation,
  { pay, deliver, strategy, transactionId }: Submission,
  suite: StrategySuite,
): void {
  const { taken, given } = sumsOf(over);
  if (strategy?.position !== transactionId) return expect(taken).toBe(pay.units);
  expect(given).toBe(taken);
  if (suite.changedBps === null) return expectNearlyAll(given, pay, suite);
  expect(given <= pay.units && given >= deliver.units, `${deliver.units} <= ${given} <= ${pay.units}`).toBe(
    true,
  );
}

/** What lies at the address changed by what is told, to the last unit. */
export async function expectHeld(
  over: Observation,
  submission: Submission,
  { before, scene }: { before: (asset: Money['asset']) => bigint; scene: StrategyScene },
): Promise<void> {
  const { networkCost, pay, strategy, transactionId } = submission;
  assert(networkCost, 'the network takes something');
  const { taken, given, spent } = sumsOf(over);
  expect(spent > 0n && spent <= networkCost.units, `${spent} <= ${networkCost.units}`).toBe(true);
  const after = await heldFor(submission, scene);
  const isStart = strategy?.position === transactionId;
  const change = (asset: Money['asset']) => after(asset) - before(asset);
  const isSame = networkCost.asset === pay.asset;
  expect(change(pay.asset)).toBe((isStart ? -taken : given) - (isSame ? spent : 0n));
  if (!isSame) expect(change(networkCost.asset)).toBe(-spent);
}

/** What a position is worth, by the adapter's own word. */
export async function worthOfPosition(desk: StrategyDesk, { terms }: PutIn): Promise<bigint> {
  const told = await desk.value(terms);
  assert(told.ok, 'it is worth something', { told });
  return told.value.value.units;
}

/** What it has gained by the adapter's own word: where its worth moves with a price, what it was paid. */
export async function positionGain(desk: StrategyDesk, { terms, units }: PutIn): Promise<bigint> {
  const told = await desk.value(terms);
  assert(told.ok, 'it is worth something', { told });
  const { value, liquidity } = told.value;
  return liquidity?.feesWorth.units ?? value.units - units;
}

export function least(of: Money, bps: bigint): Money {
  return money(of.asset, (of.units * bps) / 10_000n);
}
