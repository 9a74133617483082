import { addMoney, assert, createId, createSeededRandom, money, sumMoney } from '@diboas/kernel';
import type {
  Lookup,
  LookupAnswer,
  Memo,
  Observation,
  ProviderQuoteRequest,
  Submission,
  SubmitAnswer,
  Wallet,
} from '@diboas/orchestration';
import { expect, vi } from 'vitest';
import type { SentAsset, WalletSetting, WalletSuite, WalletWorld } from './wallet-world.ts';

/** Long enough for a busy machine, short enough to end. */
const PATIENT_MS = 20_000;

/** What every group of the contract suite works with. */
export interface WalletScene {
  readonly suite: WalletSuite;
  readonly world: WalletWorld;
  /** Every answer of it is looked through for what may be shown to nobody. */
  wallet(setting?: Partial<WalletSetting>): Promise<Wallet>;
  /** A new attempt that sends this, to an address that nobody has used, at the price that the provider names now. */
  submission(wallet: Wallet, sent: SentAsset, more?: Partial<Submission>): Promise<Submission>;
}

/** What is worth what, where a test does not say otherwise: a hundred minor units of a token for each of a coin, at most. */
const WORTH: WalletSetting['worth'] = (cost, asset) =>
  cost.asset === asset ? cost : money(asset, cost.units / 1_000_000_000n + 1n);

export function createWalletScene(suite: WalletSuite, world: WalletWorld): WalletScene {
  const random = createSeededRandom(0xa11e7);
  const nextId = () => createId({ now: world.now(), random, bucket: 1 });
  return {
    suite,
    world,
    wallet: async (setting = {}) =>
      watched(
        await world.open({ reach: 'world', timeoutMs: PATIENT_MS, rewrite: null, worth: WORTH, ...setting }),
        suite.hidden,
      ),
    async submission(wallet, sent, more = {}) {
      const request = priceAsk(world, sent);
      const quote = await wallet.quote(request);
      assert(quote.ok, 'what is sent has a price', { quote, asset: sent.money.asset, network: sent.network });
      const { fees, deliver, networkCost } = quote.value;
      const attemptId = nextId();
      return {
        ...{ key: `key-of-${attemptId}`, transactionId: nextId(), attemptId, method: 'network' },
        ...{ pay: sent.money, payNetwork: sent.network, deliver, network: sent.network },
        chargeMax: sumMoney(sent.money.asset, [sent.money, ...fees.map(({ amount }) => amount)]),
        ...(networkCost ? { networkCost } : {}),
        destination: request.destination,
        returnUrl: 'https://app.diboas.example/back',
        ...more,
      };
    },
  };
}

export function priceAsk(world: WalletWorld, { network, money: pay }: SentAsset): ProviderQuoteRequest {
  return {
    ...{ pay, payNetwork: network, method: 'network', receive: { asset: pay.asset, network } },
    destination: world.newAddress(network),
  };
}

/** Whatever an adapter says, in an answer or in an error, it says nothing of what is hidden. */
function watched(wallet: Wallet, hidden: readonly string[]): Wallet {
  const look = (said: unknown): void => {
    const text = JSON.stringify(said, (_key, one) => (typeof one === 'bigint' ? `${one}` : one)) ?? '';
    for (const secret of hidden) {
      assert(!text.includes(secret), 'an answer shows what may be shown to nobody', {});
    }
  };
  return new Proxy(wallet, {
    get(target, name: keyof Wallet) {
      const verb: unknown = target[name];
      if (typeof verb !== 'function') return verb;
      return (...asked: readonly unknown[]) => {
        const answer: unknown = Reflect.apply(verb, target, asked);
        if (!(answer instanceof Promise)) {
          look(answer);
          return answer;
        }
        return answer.then((said: unknown) => {
          look(said);
          return said;
        });
      };
    },
  });
}

export function questionAbout(submission: Submission, memos: readonly Memo[], world: WalletWorld): Lookup {
  const { key, transactionId, attemptId } = submission;
  return { key, transactionId, attemptId, reference: null, startedAt: world.now(), memos };
}

export async function memoFor(wallet: Wallet, submission: Submission): Promise<Memo> {
  assert(wallet.prepare, 'a wallet prepares what it sends');
  const answer = await wallet.prepare(submission);
  assert(answer.kind === 'prepared', 'it was prepared', { answer });
  return answer.memo;
}

/**
 * Does with an attempt what the engine does, whatever goes wrong meanwhile: prepares until something is prepared, and then
 * sends that, and only that, until the provider has it.
 */
export async function carriedOut(
  wallet: Wallet,
  submission: Submission,
  world: WalletWorld,
): Promise<{ readonly memo: Memo; readonly answers: readonly SubmitAnswer[] }> {
  let memo: Memo | null = null;
  const answers: SubmitAnswer[] = [];
  for (let time = 0; time < 10; time += 1) {
    if (memo === null) {
      const answer = await wallet.prepare?.(submission);
      assert(answer && answer.kind !== 'rejected', 'what is sent can be prepared', { answer });
      if (answer.kind !== 'prepared') continue;
      memo = answer.memo;
    }
    const answer: SubmitAnswer = await wallet.submit({ ...submission, memo });
    answers.push(answer);
    assert(answer.kind !== 'rejected', 'what can be carried out is not refused', { answer });
    if (answer.kind === 'accepted') return { memo, answers };
    const found = await wallet.lookup(questionAbout(submission, [memo], world));
    if (found.kind === 'found') return { memo, answers };
  }
  assert(false, 'the provider takes it sooner or later', { answers });
}

/** Waits until the network holds what was sent in its newest block. */
export async function included(submission: Submission, { suite, world }: WalletScene): Promise<void> {
  const { network, destination, pay } = submission;
  await vi.waitFor(async () => {
    const held = await world.heldAt(network, destination, pay.asset);
    // A provider broadcasts in its own time; many empty blocks would let what was signed run out meanwhile.
    if (held.units === 0n) await world.mine(network, 1);
    assert(held.units > 0n, 'it stands in no block yet', { network });
  }, waits(suite));
}

/** Until it is over by the provider's word. */
export async function ended(wallet: Wallet, lookup: Lookup, suite: WalletSuite): Promise<Observation> {
  return await vi.waitFor(async () => {
    const found: LookupAnswer = await wallet.lookup(lookup);
    assert(found.kind === 'found' && found.observation.stage === 'ended', 'it is not over yet', { found });
    return found.observation;
  }, waits(suite));
}

/** Brings what was sent to its end, and looks that it happened once, exactly as agreed. */
export async function expectSentOnce(
  wallet: Wallet,
  submission: Submission,
  { memo, scene }: { readonly memo: Memo; readonly scene: WalletScene },
): Promise<Observation> {
  const { suite, world } = scene;
  await included(submission, scene);
  const { network, destination, pay, networkCost } = submission;
  await world.settle(network);
  const over = await ended(wallet, questionAbout(submission, [memo], world), suite);
  expect(over.end).toBe('done');
  expect(await world.heldAt(network, destination, pay.asset)).toEqual(pay);
  const of = (kind: string) => over.movements.filter((one) => one.kind === kind);
  expect(of('taken').map((one) => one.money)).toEqual([pay]);
  expect(of('given')).toMatchObject([{ money: pay, network, destination }]);
  assert(networkCost, 'every send costs something in the network');
  const spent = sumMoney(
    networkCost.asset,
    of('spent').map((one) => one.money),
  );
  expect(spent.units > 0n, 'the network took something').toBe(true);
  expect(spent.units <= networkCost.units, `${spent.units} <= ${networkCost.units}`).toBe(true);
  return over;
}

export function twice(one: SentAsset['money']): SentAsset['money'] {
  return addMoney(one, one);
}

/** As `vi.waitFor` is told it. */
export function waits({ patience: { untilMs, everyMs } }: WalletSuite) {
  return { timeout: untilMs, interval: everyMs };
}
