import { assert, money } from '@diboas/kernel';
import type { LocalSolana } from '@diboas/local-chains';
import { openStrategyWorld, type StrategyDriver, type StrategySuite } from '@diboas/providers-kit/contract';
import { kaminoDouble } from '../sandbox/double.ts';

type Ground = Parameters<StrategyDriver['pass']>[0];

/** Longer than a blockhash is good, by anybody's word, until a final block says so. */
const LIFE_BLOCKS = 260;

function vaultOf({ sandbox }: Ground): LocalSolana['earnVault'] {
  const solana = sandbox.chains.of('solana') as LocalSolana | null;
  assert(solana, 'Solana runs');
  return solana.earnVault;
}

/** @param room what may still be put in once it is capped */
function createKaminoDriver(room: bigint): StrategyDriver {
  const undo: (() => void)[] = [];
  return {
    ...{ network: 'solana', double: kaminoDouble, secrets: {}, use: 'vaults' },
    holds: [money('SOL', 1_000n * 10n ** 9n), money('USDC', 10_000_000_000_000n)],
    settlesIn: 34,
    other: { id: 'kamino-usdc', put: money('USDC', 7_000_000n) },
    async makeImpossible({ sandbox }) {
      await sandbox.chains.of('solana')?.mine(LIFE_BLOCKS);
    },
    async calm() {
      for (const back of undo.splice(0)) back();
    },
    strikeNext({ sandbox }, fault) {
      const kind = fault === 'lost_before' ? 'fail' : 'lose';
      sandbox.chains.of('solana')?.answers('sendTransaction', { kind, times: 1 });
    },
    async pass({ sandbox }, ms) {
      await (sandbox.chains.of('solana') as LocalSolana).passTime(ms);
    },
    async bar(ground, _strategy, how) {
      const vault = vaultOf(ground);
      switch (how) {
        case 'changed':
          return void undo.push(vault.changeCode());
        case 'frozen':
          undo.push(() => vault.close(false));
          return vault.close(true);
        case 'capped':
          undo.push(() => vault.bound(null));
          return vault.bound(room);
        default:
          assert(false, 'nobody pauses a vault of Kamino', { how });
      }
    },
    async drain(ground, _strategy, left) {
      const vault = vaultOf(ground);
      undo.push(() => vault.refill());
      vault.drain(left);
    },
    async refill(ground) {
      vaultOf(ground).refill();
    },
    async fall(ground, _strategy, bps) {
      vaultOf(ground).lose(bps);
    },
  };
}

/** What the contract suite of strategies asks of Kamino. */
export const strategies: StrategySuite = {
  ...{ name: 'Kamino', network: 'solana', vendorVersion: 'klend-sdk 8.0.2', keepsGains: false, falls: true },
  ...{ undoes: true, replaces: false, isTriedFirst: true, roundedBy: 5n },
  ...{ changedBps: null, waits: true },
  strategies: [{ id: 'kamino-usdc', put: money('USDC', 1_000_000_000n) }],
  bars: ['frozen', 'capped', 'changed'],
  openWorld: (manifest) => openStrategyWorld(manifest, createKaminoDriver(0n)),
};

/** The same with room for a little once it is capped: the program puts in what there is room for, and says nothing. */
export const withRoom: StrategySuite = {
  ...strategies,
  openWorld: (manifest) => openStrategyWorld(manifest, createKaminoDriver(500_000_000n)),
};
