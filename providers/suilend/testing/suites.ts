import { assert, DAY_MS, money } from '@diboas/kernel';
import type { LocalSui } from '@diboas/local-chains';
import { openStrategyWorld, type StrategyDriver, type StrategySuite } from '@diboas/providers-kit/contract';
import { suilendDouble } from '../sandbox/double.ts';

type Ground = Parameters<StrategyDriver['pass']>[0];
type StrategyBar = StrategySuite['bars'][number];

const DOLLAR = 10n ** 6n;
const SUI = 10n ** 9n;

export function suiOf({ sandbox }: Ground): LocalSui {
  const sui = sandbox.chains.of('sui') as LocalSui | null;
  assert(sui, 'Sui runs');
  return sui;
}

export async function steer(ground: Ground, figures: object): Promise<void> {
  await suiOf(ground).acts?.reserve?.(figures);
}

/** Coins are objects: each order under way has some of its own. */
const HOLDS = Array.from({ length: 24 }, () => [
  money('SUI', 100n * SUI),
  money('USDC', 100_000n * DOLLAR),
]).flat();

/** Nobody pauses it but by another version of its code; what is frozen is so by a bound of ours alone. */
const BARRED: Readonly<Record<StrategyBar, object>> = {
  capped: { how: 'limit' },
  changed: { how: 'version', version: 8 },
  paused: { how: 'version', version: 8 },
  frozen: { how: 'price', ageMs: 8 * DAY_MS },
};

const driver: StrategyDriver = {
  ...{ network: 'sui', double: suilendDouble, secrets: {}, use: 'reserves', holds: HOLDS },
  // What is in a checkpoint is final.
  settlesIn: 1,
  other: { id: 'suilend-usdc', put: money('USDC', 7n * DOLLAR) },
  async calm(ground) {
    await steer(ground, { how: 'version', version: 7 });
    await steer(ground, { how: 'unlimited' });
    await steer(ground, { how: 'refill' });
    await steer(ground, { how: 'price', ageMs: 0 });
  },
  strikeNext({ sandbox }, fault) {
    const kind = fault === 'lost_before' ? 'fail' : 'lose';
    sandbox.chains.of('sui')?.answers('ExecuteTransaction', { kind, times: 1 });
  },
  /** Past the last epoch that it may be executed in. */
  async makeImpossible(ground) {
    for (const _epoch of [1, 2]) suiOf(ground).endEpoch();
  },
  async pass(ground, ms) {
    suiOf(ground).passTime(ms);
    // Those who borrow bring prices along.
    await steer(ground, { how: 'price', ageMs: 0 });
  },
  bar: (ground, _strategy, how) => steer(ground, BARRED[how]),
  drain: (ground, _strategy, left) => steer(ground, { how: 'drain', left: `${left}` }),
  refill: (ground) => steer(ground, { how: 'refill' }),
  fall: (ground, _strategy, bps) => steer(ground, { how: 'lose', bps }),
};

/** What the contract suite of strategies asks of it. */
export const strategies: StrategySuite = {
  ...{ name: 'Suilend', network: 'sui', vendorVersion: '7', keepsGains: false, falls: true },
  ...{ undoes: false, replaces: false, isTriedFirst: false, roundedBy: 0n, bars: ['capped', 'changed'] },
  ...{ changedBps: null, waits: true },
  strategies: [{ id: 'suilend-usdc', put: money('USDC', 1_000n * DOLLAR) }],
  openWorld: (manifest) => openStrategyWorld(manifest, driver),
};
