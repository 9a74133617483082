import { assert, money } from '@diboas/kernel';
import { type DexDriver, type DexSuite, openDexWorld } from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { jupiterDouble } from '../sandbox/double.ts';

const double = seeDouble(jupiterDouble);

/** For tests alone: anybody can read it here. */
export const SECRETS = { JUPITER_API_KEY: 'key-of-the-suite' };

/** As it is where prices stand still in the sandbox. */
const DOLLARS = 200;
/** Longer than a blockhash is good, by anybody's word, until a final block says so. */
const LIFE_BLOCKS = 260;

const DRIVER: DexDriver = {
  ...{ network: 'solana', double: double.kind, secrets: SECRETS },
  holds: [money('SOL', 10_000n * 10n ** 9n), money('USDC', 10_000_000_000_000n)],
  settlesIn: 34,
  async move(_ground, bps) {
    double.opened().pricing.steer({ dollars: (DOLLARS * (10_000 + bps)) / 10_000 });
  },
  strikeNext({ sandbox }, fault) {
    const kind = fault === 'lost_before' ? 'reset_before' : 'reset_after';
    const match = { provider: 'jupiter', method: 'POST', path: '/swap/v2/execute' };
    sandbox.control.setFaults([{ kind, remaining: 1, match }]);
  },
  async makeImpossible({ sandbox }) {
    const solana = sandbox.chains.of('solana');
    assert(solana, 'Solana runs');
    await solana.mine(LIFE_BLOCKS);
  },
};

/** What the contract suite of a DEX asks of Jupiter. */
export const dex: DexSuite = {
  ...{ name: 'Jupiter', network: 'solana', vendorVersion: 'swap/v2' },
  swaps: {
    buy: { pay: money('USDC', 100_000_000n), receives: 'SOL' },
    sell: { pay: money('SOL', 2_000_000_000n), receives: 'USDC' },
  },
  // It moves the price by 101 basis points.
  tooLarge: money('USDC', 20_200_000_000_000n),
  isReplaced: false,
  openWorld: (manifest) => openDexWorld(manifest, DRIVER),
};
