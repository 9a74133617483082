import { assert, createId, createSeededRandom } from '@diboas/kernel';
import type {
  LookupAnswer,
  Memo,
  Observation,
  ProviderQuote,
  ProviderQuoteRequest,
  Submission,
} from '@diboas/orchestration';
import { expect } from 'vitest';
import type { Crossing } from '../../manifest/desk.ts';
import { preparedFor, questionOf, sumsOf, WORTH } from '../dex/scene.ts';
import type { GroundSetting } from '../ground/chain-ground.ts';
import type { CrossingSuite, CrossingWay, CrossingWorld } from './crossing-world.ts';

export interface CrossingScene {
  readonly suite: CrossingSuite;
  readonly world: CrossingWorld;
  desk(setting?: Partial<GroundSetting>): Promise<Crossing>;
  wish(way: CrossingWay): ProviderQuoteRequest;
  /** A crossing as it is agreed to: priced, and ordered by that price. */
  agreed(
    desk: Crossing,
    way: CrossingWay,
  ): Promise<{ readonly quote: ProviderQuote; readonly submission: Submission }>;
}

export function createCrossingScene(suite: CrossingSuite, world: CrossingWorld): CrossingScene {
  const random = createSeededRandom(0xc405);
  const nextId = () => createId({ now: world.now(), random, bucket: 1 });
  const wish = ({ pay, from, to }: CrossingWay) => ({
    ...{ pay, payNetwork: from, method: 'between_networks', destination: 'DEFI' },
    receive: { asset: pay.asset, network: to },
  });
  return {
    ...{ suite, world, wish },
    desk: (setting = {}) => world.open({ reach: 'world', worth: WORTH, knowsPromises: true, ...setting }),
    async agreed(desk, way) {
      const { receive, ...asked } = wish(way);
      const quote = await desk.quote({ ...asked, receive });
      assert(quote.ok, 'the crossing has a price', { quote });
      const { deliver, networkCost } = quote.value;
      assert(networkCost, 'a crossing says what the source network may take');
      const attemptId = nextId();
      const submission: Submission = {
        ...{ ...asked, attemptId, key: attemptId, transactionId: nextId() },
        ...{ chargeMax: asked.pay, deliver, network: receive.network, networkCost },
        returnUrl: 'https://app.diboas.example/back',
      };
      return { quote: quote.value, submission };
    },
  };
}

/** A crossing that was agreed, prepared and handed over, and what lay at both ends before. */
export interface CrossingUnderWay {
  readonly way: CrossingWay;
  readonly submission: Submission;
  readonly memos: readonly Memo[];
  readonly before: HeldAtEnds;
}

export interface HeldAtEnds {
  readonly source: bigint;
  readonly target: bigint;
  readonly coin: bigint;
}

const COINS = { ethereum: 'ETH', solana: 'SOL' } as const;

/** What lies there of what crosses, at both ends, and of what the source network takes. */
export async function heldAtEnds(
  { pay, from, to }: CrossingWay,
  { world }: CrossingScene,
): Promise<HeldAtEnds> {
  const [source, target, coin] = await Promise.all([
    world.held(from, pay.asset),
    world.held(to, pay.asset),
    world.held(from, COINS[from]),
  ]);
  return { source, target, coin };
}

/** Prepared and looked at, and not handed over. */
export async function preparedCrossing(
  desk: Crossing,
  way: CrossingWay,
  scene: CrossingScene,
): Promise<CrossingUnderWay> {
  const { submission } = await scene.agreed(desk, way);
  const before = await heldAtEnds(way, scene);
  return { way, submission, before, memos: [await preparedFor(desk, submission)] };
}

export async function handOver(desk: Crossing, { submission, memos }: CrossingUnderWay) {
  const memo = memos.at(-1);
  assert(memo, 'it was prepared');
  return desk.submit({ ...submission, memo });
}

/** Left, and as far as the source network alone brings it. */
export async function left(
  desk: Crossing,
  way: CrossingWay,
  scene: CrossingScene,
): Promise<CrossingUnderWay> {
  const one = await preparedCrossing(desk, way, scene);
  expect((await handOver(desk, one)).kind).toBe('accepted');
  await scene.world.settle();
  return one;
}

export function askAfter(
  desk: Crossing,
  { submission, memos }: Pick<CrossingUnderWay, 'submission' | 'memos'>,
  { world }: CrossingScene,
): Promise<LookupAnswer> {
  return desk.lookup(questionOf(submission, memos, world));
}

/** Asked as an engine does, with blocks coming in between, until it is over. */
export async function endOfCrossing(
  desk: Crossing,
  one: CrossingUnderWay,
  scene: CrossingScene,
): Promise<Observation> {
  for (let time = 0; time < 6; time += 1) {
    await scene.world.settle();
    const found = await askAfter(desk, one, scene);
    expect(found, 'it is known of all the time').toMatchObject({ kind: 'found' });
    if (found.kind === 'found' && found.observation.stage === 'ended') return found.observation;
  }
  throw new Error('It is not over, however often it is asked about.');
}

/** It is on its way: what left is told, and nothing else of the money. */
export async function expectOnItsWay(
  desk: Crossing,
  one: CrossingUnderWay,
  scene: CrossingScene,
): Promise<string> {
  const found = await askAfter(desk, one, scene);
  expect(found).toMatchObject({ kind: 'found', observation: { stage: 'working', end: null } });
  assert(found.kind === 'found', 'it is found');
  const { taken, given, spent, returned } = sumsOf(found.observation);
  expect([taken, given, returned]).toEqual([one.submission.pay.units, 0n, 0n]);
  expect(spent > 0n).toBe(true);
  return found.observation.milestone;
}

/** It arrived once, within what was agreed, and both networks say the same as the adapter. */
export async function expectCrossedOnce(
  desk: Crossing,
  one: CrossingUnderWay,
  scene: CrossingScene,
): Promise<Observation> {
  const over = await endOfCrossing(desk, one, scene);
  expect(over).toMatchObject({ stage: 'ended', end: 'done' });
  const { taken, given, spent, returned } = sumsOf(over);
  const { submission, way, before } = one;
  const { pay, deliver, networkCost } = submission;
  expect([taken, returned]).toEqual([pay.units, 0n]);
  expect(given >= deliver.units && given <= pay.units, `${deliver.units} <= ${given} <= ${pay.units}`).toBe(
    true,
  );
  expect(spent > 0n && spent <= (networkCost?.units ?? 0n), `${spent} was agreed`).toBe(true);
  const after = await heldAtEnds(way, scene);
  expect(after.source - before.source).toBe(-taken);
  expect(after.target - before.target).toBe(given);
  expect(after.coin - before.coin).toBe(-spent);
  for (const movement of over.movements)
    if (movement.kind === 'given') expect(movement.network).toBe(way.to);
    else expect(movement.network).toBe(way.from);
  return over;
}
