import { money } from '@diboas/kernel';
import {
  blockOnEthereum,
  type CrossingDriver,
  type CrossingSuite,
  openCrossingWorld,
} from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { lifiDouble } from '../sandbox/double.ts';

const double = seeDouble(lifiDouble);

/** For tests alone: anybody can read it here. */
export const SECRETS = { LIFI_API_KEY: 'key-of-the-suite' };

const DRIVER: CrossingDriver = {
  ...{ double: double.kind, secrets: SECRETS, use: 'routes', networks: ['ethereum', 'solana', 'sui'] },
  holds: {
    ethereum: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    solana: [money('SOL', 1_000n * 10n ** 9n), money('USDC', 10_000_000_000_000n)],
  },
  settlesIn: { ethereum: 66, solana: 34, sui: 1 },
  steer: (to) => double.opened().steer(to),
  block: blockOnEthereum,
};

/** What the contract suite of crossings asks of LI.FI. */
export const crossings: CrossingSuite = {
  ...{ name: 'LI.FI', vendorVersion: 'v1', turns: ['refunded', 'partial', 'overstated'] },
  ways: [
    { name: 'Ethereum to Solana', pay: money('USDC', 500_000_000n), from: 'ethereum', to: 'solana' },
    {
      ...{ name: 'Solana to Ethereum', pay: money('USDC', 75_000_000_000n), from: 'solana', to: 'ethereum' },
      isMadeElsewhere: true,
    },
    {
      ...{ name: 'Ethereum to Sui', pay: money('USDC', 300_000_000n), from: 'ethereum', to: 'sui' },
      leavesAsAnother: true,
    },
  ],
  openWorld: (manifest) => openCrossingWorld(manifest, DRIVER),
};
