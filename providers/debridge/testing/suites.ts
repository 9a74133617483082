import { money } from '@diboas/kernel';
import {
  blockOnEthereum,
  type CrossingDriver,
  type CrossingSuite,
  openCrossingWorld,
} from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { debridgeDouble } from '../sandbox/double.ts';

const double = seeDouble(debridgeDouble);

const DRIVER: CrossingDriver = {
  ...{ double: double.kind, secrets: {}, use: 'orders', networks: ['ethereum', 'solana'] },
  holds: {
    ethereum: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    solana: [money('SOL', 1_000n * 10n ** 9n), money('USDC', 10_000_000_000_000n)],
  },
  settlesIn: { ethereum: 66, solana: 34 },
  steer: (to) => double.opened().steer(to),
  block: blockOnEthereum,
};

/** What the contract suite of crossings asks of deBridge. */
export const crossings: CrossingSuite = {
  ...{ name: 'deBridge', vendorVersion: 'v1.0', turns: ['refunded', 'overstated'] },
  ways: [
    { name: 'Ethereum to Solana', pay: money('USDC', 500_000_000n), from: 'ethereum', to: 'solana' },
    {
      ...{ name: 'Solana to Ethereum', pay: money('USDC', 75_000_000_000n), from: 'solana', to: 'ethereum' },
      isMadeElsewhere: true,
    },
  ],
  openWorld: (manifest) => openCrossingWorld(manifest, DRIVER),
};
