/** A network of the sandbox with strategies on it: what the drivers of all who have some have in common. */
import { assert, createId, createSeededRandom } from '@diboas/kernel';
import type { StrategyProvider, Submission } from '@diboas/orchestration';
import type { SigningUse } from '../../manifest/chain-signer.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { preparedFor, WORTH } from '../dex/scene.ts';
import type { ChainGround } from '../ground/chain-ground.ts';
import { type OneNetworkDriver, openOneNetwork } from '../ground/one-network-world.ts';
import type { StrategyWorld, TriedStrategy } from './strategy-world.ts';

type SteeredBy = {
  readonly [Name in 'bar' | 'drain' | 'refill' | 'fall']: Steer<StrategyWorld[Name]>;
};

export interface StrategyDriver
  extends Omit<OneNetworkDriver<StrategyProvider>, 'makeImpossible'>,
    SteeredBy {
  readonly use: SigningUse;
  /** What is put in by somebody who has the key and no word of what was promised. */
  readonly other: TriedStrategy;
  /** Absent where a start of another sum that takes its place does it: by its nonces. */
  makeImpossible?(ground: ChainGround): Promise<void>;
  /** Lets time go by on the network. */
  pass(ground: ChainGround, ms: number): Promise<void>;
}

type Steer<Act> = Act extends (...args: infer Args) => Promise<void>
  ? (ground: ChainGround, ...args: Args) => Promise<void>
  : never;

export async function openStrategyWorld(
  manifest: ProviderManifest<Pick<Desks, 'strategies'>>,
  driver: StrategyDriver,
): Promise<StrategyWorld> {
  const opened = {
    use: driver.use,
    deskOf: ({ strategies }: Pick<Desks, 'strategies'>) => strategies,
  };
  const whole: OneNetworkDriver<StrategyProvider> = {
    ...driver,
    makeImpossible: (ground, _memo, open) =>
      driver.makeImpossible?.(ground) ?? takeItsPlace(driver, ground, open),
  };
  const { world, ground } = await openOneNetwork(manifest, whole, opened);
  const passUnsettled = async (ms: number) => {
    await driver.pass(ground, ms);
    ground.clock.aheadMs += ms;
  };
  return {
    ...world,
    passUnsettled,
    async pass(ms) {
      await passUnsettled(ms);
      await world.settle();
    },
    bar: (...of) => driver.bar(ground, ...of),
    drain: (...of) => driver.drain(ground, ...of),
    refill: (...of) => driver.refill(ground, ...of),
    fall: (...of) => driver.fall(ground, ...of),
    async askBaseFee(wei) {
      const act = ground.sandbox.chains.of(driver.network)?.acts?.fees;
      assert(act, 'the network has a base fee', { network: driver.network });
      await act({ baseFee: `${wei}` });
    },
  };
}

/** It has the nonces that the network waits for next, and is carried out: by a start of another sum. */
async function takeItsPlace(
  { other: { id, put }, network, settlesIn }: StrategyDriver,
  { sandbox }: ChainGround,
  open: StrategyWorld['open'],
): Promise<void> {
  const desk = await open({ reach: 'world', worth: WORTH, knowsPromises: false });
  const asked = { pay: put, payNetwork: network, method: 'strategy', destination: '' } as const;
  const strategy = { strategy: id, position: null, moved: [] };
  const quote = await desk.quote({ ...asked, strategy, receive: { asset: put.asset, network } });
  assert(quote.ok && quote.value.networkCost, 'it has a price', { quote });
  const { deliver, networkCost } = quote.value;
  const own = createId({ now: 1, random: createSeededRandom(1), bucket: 2 });
  const submission: Submission = {
    ...{ ...asked, chargeMax: put, deliver, network, networkCost, strategy: { ...strategy, position: own } },
    ...{ key: own, attemptId: own, transactionId: own, returnUrl: '' },
  };
  const memo = await preparedFor(desk, submission);
  const answer = await desk.submit({ ...submission, memo });
  assert(answer.kind === 'accepted', 'it is carried out', { answer });
  await sandbox.chains.of(network)?.mine(settlesIn);
}
