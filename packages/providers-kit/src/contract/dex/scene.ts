import { type Asset, assert, createId, createSeededRandom, money, sumMoney } from '@diboas/kernel';
import type {
  Lookup,
  LookupAnswer,
  Memo,
  MovementKind,
  Observation,
  ProviderQuote,
  ProviderQuoteRequest,
  Submission,
} from '@diboas/orchestration';
import { expect } from 'vitest';
import type { Dex } from '../../manifest/desk.ts';
import type { GroundSetting } from '../ground/chain-ground.ts';
import type { DexSuite, DexWorld, SwapWish } from './dex-world.ts';

/** A network as those see it who look on. */
type InWorld<Seen extends keyof DexWorld> = { readonly world: Pick<DexWorld, Seen> };

/** As prices stand still in the sandbox: 4,000 dollars an ether, 200 a SOL, 4 a SUI. Never less than a hundredth of a cent. */
const DOLLARS = { ETH: [4_000n, 18n], SOL: [200n, 9n], SUI: [4n, 9n] } as const;

export const WORTH: GroundSetting['worth'] = ({ asset, units }, wanted) => {
  if (asset === wanted) return money(wanted, units);
  const dollars = asset === 'ETH' || asset === 'SOL' || asset === 'SUI' ? DOLLARS[asset] : null;
  if (dollars === null) return wanted === 'USD' ? money('USD', units / 10_000n) : null;
  const [price, digits] = dollars;
  const micros = (units * price * 10n ** 6n) / 10n ** digits + 1n;
  return wanted === 'USDC' ? money('USDC', micros) : money('USD', micros / 10_000n);
};

export interface DexScene {
  readonly suite: DexSuite;
  readonly world: DexWorld;
  desk(setting?: Partial<GroundSetting>): Promise<Dex>;
  wish(swap: SwapWish): ProviderQuoteRequest;
  /** A swap as it is agreed to: priced, and ordered by that price. */
  agreed(
    desk: Dex,
    swap: SwapWish,
  ): Promise<{ readonly quote: ProviderQuote; readonly submission: Submission }>;
}

export const SIDES = ['buy', 'sell'] as const;

/** How much worse than expected a swap of the suite may come out. */
export const AGREED_BPS = 50;

export function createDexScene(suite: DexSuite, world: DexWorld): DexScene {
  const random = createSeededRandom(0xde3);
  const nextId = () => createId({ now: world.now(), random, bucket: 1 });
  const { network } = suite;
  const wish = ({ pay, receives }: SwapWish): Omit<ProviderQuoteRequest, 'strategy'> => ({
    ...{ pay, payNetwork: network, method: 'market', receive: { asset: receives, network }, destination: '' },
    trade: { type: 'market', toleranceBps: AGREED_BPS },
  });
  return {
    ...{ suite, world, wish },
    desk: (setting = {}) => world.open({ reach: 'world', worth: WORTH, knowsPromises: true, ...setting }),
    async agreed(desk, swap) {
      const { receive, ...asked } = wish(swap);
      const quote = await desk.quote({ ...asked, receive });
      assert(quote.ok, 'the swap has a price', { quote });
      const { networkCost, keeps = [] } = quote.value;
      assert(networkCost, 'a swap says what the network may take');
      // What is kept of what arrives pays us for the network, and arrives with the rest.
      const deliver = sumMoney(quote.value.deliver.asset, [
        quote.value.deliver,
        ...keeps.map(({ amount }) => amount),
      ]);
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

export async function preparedFor(desk: Pick<Dex, 'prepare'>, submission: Submission): Promise<Memo> {
  assert(desk.prepare, 'what it sends is prepared');
  const answer = await desk.prepare(submission);
  expect(answer, 'it was prepared').toEqual(expect.objectContaining({ kind: 'prepared' }));
  assert(answer.kind === 'prepared', 'it was prepared');
  return answer.memo;
}

export function questionOf(
  { key, transactionId, attemptId }: Submission,
  memos: readonly Memo[],
  world: Pick<DexWorld, 'now'>,
): Lookup {
  return { key, transactionId, attemptId, reference: null, startedAt: world.now(), memos };
}

export async function endOf(
  desk: Pick<Dex, 'lookup'>,
  lookup: Lookup,
  { world }: InWorld<'settle'>,
): Promise<Observation> {
  await world.settle();
  const found: LookupAnswer = await desk.lookup(lookup);
  expect(found, 'it is over').toMatchObject({ kind: 'found', observation: { stage: 'ended' } });
  assert(found.kind === 'found', 'it is over');
  return found.observation;
}

export function sumsOf({ movements }: Observation) {
  const of = (kind: MovementKind) =>
    movements.reduce((sum, one) => (one.kind === kind ? sum + one.money.units : sum), 0n);
  return { taken: of('taken'), given: of('given'), spent: of('spent'), returned: of('returned') };
}

/** What lies there of what a swap pays and brings, and of what the network takes. */
export async function heldFor(
  { pay, deliver, networkCost }: Submission,
  { world }: InWorld<'held'>,
): Promise<(asset: Asset) => bigint> {
  const assets = new Set<Asset>([pay.asset, deliver.asset, networkCost?.asset ?? pay.asset]);
  const held = new Map(
    await Promise.all([...assets].map(async (asset) => [asset, await world.held(asset)] as const)),
  );
  return (asset) => held.get(asset) ?? 0n;
}

/** It was done once, within what was agreed, and the network says the same as the adapter. */
export async function expectSwappedOnce(
  desk: Dex,
  submission: Submission,
  { memos, before, scene }: { memos: readonly Memo[]; before: (asset: Asset) => bigint; scene: DexScene },
): Promise<Observation> {
  const over = await endOf(desk, questionOf(submission, memos, scene.world), scene);
  expect(over).toMatchObject({ stage: 'ended', end: 'done' });
  const { taken, given, spent } = sumsOf(over);
  const { pay, deliver, networkCost } = submission;
  expect(taken).toBe(pay.units);
  expect(given >= deliver.units, `${given} >= ${deliver.units}`).toBe(true);
  assert(networkCost, 'every swap costs something in the network');
  expect(spent > 0n && spent <= networkCost.units, `${spent} <= ${networkCost.units}`).toBe(true);
  const after = await heldFor(submission, scene);
  const change = (asset: Asset) => after(asset) - before(asset);
  const cost = (asset: Asset) => (asset === networkCost.asset ? spent : 0n);
  expect(change(pay.asset)).toBe(-taken - cost(pay.asset));
  expect(change(deliver.asset)).toBe(given - cost(deliver.asset));
  return over;
}

/** Nothing was swapped: of what lies there the network's part is gone and nothing else. */
export async function expectNothingMoved(
  submission: Submission,
  { before, spent, scene }: { before: (asset: Asset) => bigint; spent: bigint; scene: InWorld<'held'> },
): Promise<void> {
  const after = await heldFor(submission, scene);
  const cost = (asset: Asset) => (asset === submission.networkCost?.asset ? spent : 0n);
  for (const asset of [submission.pay.asset, submission.deliver.asset])
    expect(after(asset) - before(asset), asset).toBe(-cost(asset));
}

/** What an engine does with what is in doubt: it looks, and sends the same again where nothing is found. */
export async function sendInDoubt(
  desk: Pick<Dex, 'lookup' | 'submit'>,
  { world }: InWorld<'now' | 'mine'>,
  { submission, memo }: { readonly submission: Submission; readonly memo: Memo },
): Promise<void> {
  for (let time = 0; time < 5; time += 1) {
    const found = await desk.lookup(questionOf(submission, [memo], world));
    expect(found.kind, found.kind === 'unknown' ? found.detail : 'it is told').not.toBe('unknown');
    if (found.kind === 'found') return;
    await desk.submit({ ...submission, memo });
    // Not every node says what only waits with it.
    await world.mine(1);
  }
  assert(false, 'the network takes it sooner or later');
}
