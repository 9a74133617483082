import { assert, MINUTE_MS, money } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import { openStrategyWorld, type StrategyDriver, type StrategySuite } from '@diboas/providers-kit/contract';
import { uniswapLiquidityDouble } from '../sandbox/double.ts';

type Ground = Parameters<StrategyDriver['pass']>[0];

const POOL = '0x3289680dD4d6C10bb19b899729cda5eEF58AEfF1';
/** What an ether costs in the pool at the beginning. */
const DOLLARS = 4_000;
/** How far the price goes up and back as others trade while time passes: within the range of whoever put something in. */
const TRADED_UP_TO = 14_000;
/** As long as it takes until the mean price is the one of now, and a little more. */
const STEADY_AFTER_MS = 31 * MINUTE_MS;

function ethereumOf({ sandbox }: Ground): LocalEthereum {
  const ethereum = sandbox.chains.of('ethereum') as LocalEthereum | null;
  assert(ethereum, 'Ethereum runs');
  return ethereum;
}

const move = (ground: Ground, dollars: number) => ethereumOf(ground).movePool({ fee: 500, dollars });

/** The price goes there and stays, until it is the mean one. */
async function settleAt(ground: Ground, dollars: number): Promise<void> {
  await move(ground, dollars);
  await ethereumOf(ground).passTime(STEADY_AFTER_MS);
  ground.clock.aheadMs += STEADY_AFTER_MS;
}

function createLiquidityDriver(): StrategyDriver {
  const undo: ((ground: Ground) => Promise<void>)[] = [];
  return {
    ...{ network: 'ethereum', double: uniswapLiquidityDouble, secrets: {}, use: 'pools' },
    holds: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    // As many as make a block final, and a few more.
    settlesIn: 66,
    other: { id: 'uniswap-usdc-eth-wide', put: money('USDC', 7_000_000n) },
    async calm(ground) {
      for (const back of undo.splice(0)) await back(ground);
    },
    strikeNext({ sandbox }, fault) {
      const kind = fault === 'lost_before' ? 'fail' : 'lose';
      sandbox.chains.of('ethereum')?.answers('eth_sendRawTransaction', { kind, times: 1 });
    },
    async pass(ground, ms) {
      if (ms > 0) for (const dollars of [TRADED_UP_TO, DOLLARS]) await move(ground, dollars);
      await ethereumOf(ground).passTime(ms);
    },
    async bar(ground, _strategy, how) {
      assert(how === 'paused' || how === 'changed', 'a pool has no other bar', { how });
      if (how === 'changed') {
        const back = await ethereumOf(ground).changeCode(POOL);
        undo.push(back);
        return;
      }
      undo.push((where) => settleAt(where, DOLLARS));
      await move(ground, DOLLARS * 1.03);
    },
    async drain() {
      assert(false, 'whatever lies in a pool can be taken out');
    },
    async refill() {
      assert(false, 'whatever lies in a pool can be taken out');
    },
    async fall(ground, _strategy, bps) {
      undo.push((where) => settleAt(where, DOLLARS));
      // Half of it is ether at the beginning, and more the cheaper it gets.
      await settleAt(ground, (DOLLARS * (10_000 - 2 * bps)) / 10_000);
    },
  };
}

/** What the contract suite of strategies asks of positions in a pool of Uniswap. */
export const strategies: StrategySuite = {
  ...{ name: 'A pool of Uniswap', network: 'ethereum', vendorVersion: 'v3' },
  ...{ keepsGains: true, falls: true, undoes: true, replaces: true, isTriedFirst: false, roundedBy: 0n },
  ...{ changedBps: 10n, waits: false },
  strategies: [{ id: 'uniswap-usdc-eth-wide', put: money('USDC', 1_000_000_000n) }],
  bars: ['paused', 'changed'],
  openWorld: (manifest) => openStrategyWorld(manifest, createLiquidityDriver()),
};

/** The world of the suite, with its chain in hand. */
export async function openLiquidityWorld(manifest: Parameters<StrategySuite['openWorld']>[0]) {
  let ethereum: LocalEthereum | null = null;
  const driver = createLiquidityDriver();
  const world = await openStrategyWorld(manifest, {
    ...driver,
    async calm(ground) {
      ethereum = ethereumOf(ground);
      await driver.calm(ground);
    },
  });
  await world.calm();
  assert(ethereum, 'Ethereum runs');
  const chain: LocalEthereum = ethereum;
  /** The price goes there by trades, and stays until it is the mean one. */
  const settleAt = async (dollars: number): Promise<void> => {
    await chain.movePool({ fee: 500, dollars });
    await chain.passTime(STEADY_AFTER_MS);
  };
  return { world, chain, settleAt };
}
