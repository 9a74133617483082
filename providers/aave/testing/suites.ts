import { assert, money } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import { openStrategyWorld, type StrategyDriver, type StrategySuite } from '@diboas/providers-kit/contract';
import { aaveDouble } from '../sandbox/double.ts';

type Ground = Parameters<StrategyDriver['pass']>[0];

/** Where the pool of the local chain stands for its code. */
const POOL_CODE = '0xd4f61aD840595ef30F1F58E7eD4dfcbEBd982baA';

/** A cap that is nearly reached, in whole dollars and ether: more than anybody has put in lies there. */
const FULL = { USDC: 1n, ETH: 1n } as const;

function ethereumOf({ sandbox }: Ground): LocalEthereum {
  const ethereum = sandbox.chains.of('ethereum') as LocalEthereum | null;
  assert(ethereum, 'Ethereum runs');
  return ethereum;
}

const assetOf = (strategy: string) => (strategy === 'aave-eth' ? 'ETH' : 'USDC');

/** What was done there and is not undone yet. */
function createAaveDriver(): StrategyDriver {
  const undo: (() => Promise<void>)[] = [];
  return {
    ...{ network: 'ethereum', double: aaveDouble, secrets: {}, use: 'lending' },
    holds: [money('ETH', 10_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    // As many as make a block final, and a few more.
    settlesIn: 66,
    other: { id: 'aave-usdc', put: money('USDC', 7_000_000n) },
    async calm() {
      for (const back of undo.splice(0)) await back();
    },
    strikeNext({ sandbox }, fault) {
      const kind = fault === 'lost_before' ? 'fail' : 'lose';
      sandbox.chains.of('ethereum')?.answers('eth_sendRawTransaction', { kind, times: 1 });
    },
    pass: (ground, ms) => ethereumOf(ground).passTime(ms),
    async bar(ground, strategy, how) {
      const { lending, changeCode } = ethereumOf(ground);
      const asset = assetOf(strategy);
      switch (how) {
        case 'paused':
          undo.push(() => lending.pause(asset, false));
          return lending.pause(asset, true);
        case 'frozen':
          undo.push(() => lending.freeze(asset, false));
          return lending.freeze(asset, true);
        case 'capped':
          undo.push(() => lending.cap(asset, 0n));
          return lending.cap(asset, FULL[asset]);
        case 'changed':
          undo.push(await changeCode(POOL_CODE));
      }
    },
    async drain(ground, strategy, left) {
      const { lending } = ethereumOf(ground);
      undo.push(() => lending.refill(assetOf(strategy)));
      await lending.drain(assetOf(strategy), left);
    },
    refill: (ground, strategy) => ethereumOf(ground).lending.refill(assetOf(strategy)),
    async fall() {
      assert(false, 'what lies in Aave does not fall');
    },
  };
}

/** What the contract suite of strategies asks of Aave. */
export const strategies: StrategySuite = {
  ...{
    name: 'Aave',
    network: 'ethereum',
    vendorVersion: '3.0.2',
    keepsGains: true,
    falls: false,
    undoes: true,
    replaces: true,
    isTriedFirst: false,
    roundedBy: 0n,
  },
  ...{ changedBps: null, waits: true },
  strategies: [
    { id: 'aave-usdc', put: money('USDC', 1_000_000_000n) },
    { id: 'aave-eth', put: money('ETH', 2n * 10n ** 18n) },
  ],
  bars: ['paused', 'frozen', 'capped', 'changed'],
  openWorld: (manifest) => openStrategyWorld(manifest, createAaveDriver()),
};
