import { assert, money } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import { openStrategyWorld, type StrategyDriver, type StrategySuite } from '@diboas/providers-kit/contract';
import { erc4626Double } from '../sandbox/double.ts';

type Ground = Parameters<StrategyDriver['pass']>[0];

const VAULT = '0x97290796513613BD4E924Eb2048930C762b142b7';

/** In millionths of a dollar: about what lies there, and what of it is lost so that all who lie there lose much. */
const TOTAL = 20_000_000_000_000n;
const NO_CAP = 2n ** 256n - 1n;

function ethereumOf({ sandbox }: Ground): LocalEthereum {
  const ethereum = sandbox.chains.of('ethereum') as LocalEthereum | null;
  assert(ethereum, 'Ethereum runs');
  return ethereum;
}

/** @param isSilent whether the vault tells nobody its bounds, as some never do */
function createVaultDriver({ isSilent }: { readonly isSilent: boolean }): StrategyDriver {
  const undo: (() => Promise<void>)[] = [];
  return {
    ...{ network: 'ethereum', double: erc4626Double, secrets: {}, use: 'vaults' },
    holds: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    // As many as make a block final, and a few more.
    settlesIn: 66,
    other: { id: 'vault-usdc', put: money('USDC', 7_000_000n) },
    async calm(ground) {
      for (const back of undo.splice(0)) await back();
      await ethereumOf(ground).vault.bound({ cap: NO_CAP, isSilent });
    },
    strikeNext({ sandbox }, fault) {
      const kind = fault === 'lost_before' ? 'fail' : 'lose';
      sandbox.chains.of('ethereum')?.answers('eth_sendRawTransaction', { kind, times: 1 });
    },
    pass: (ground, ms) => ethereumOf(ground).passTime(ms),
    async bar(ground, _strategy, how) {
      const { vault, changeCode } = ethereumOf(ground);
      assert(how === 'capped' || how === 'changed', 'a vault is not paused', { how });
      if (how === 'changed') undo.push(await changeCode(VAULT));
      // A little more than lies there: so much that a start is too much, and that it has a bound.
      else await vault.bound({ cap: TOTAL * 2n, isSilent: false });
    },
    async drain(ground, _strategy, left) {
      const { vault } = ethereumOf(ground);
      undo.push(() => vault.refill());
      await vault.drain(left);
    },
    refill: (ground) => ethereumOf(ground).vault.refill(),
    fall: (ground, _strategy, bps) => ethereumOf(ground).vault.lose((TOTAL * BigInt(bps)) / 10_000n),
  };
}

const BASE = {
  ...({
    network: 'ethereum',
    vendorVersion: '5.7.0',
    keepsGains: false,
    falls: true,
    undoes: true,
    replaces: true,
    isTriedFirst: false,
    roundedBy: 0n,
  } as const),
  ...{ changedBps: null, waits: true },
  strategies: [{ id: 'vault-usdc', put: money('USDC', 1_000_000_000n) }],
} as const;

/** What the contract suite of strategies asks of vaults. */
export const strategies: StrategySuite = {
  ...{ ...BASE, name: 'A vault', bars: ['changed'] },
  openWorld: (manifest) => openStrategyWorld(manifest, createVaultDriver({ isSilent: false })),
};

/** The same of a vault that tells nobody its bounds: `maxWithdraw` is always 0. */
export const silent: StrategySuite = {
  ...{ ...BASE, name: 'A vault that is silent', bars: ['changed'] },
  openWorld: (manifest) => openStrategyWorld(manifest, createVaultDriver({ isSilent: true })),
};
