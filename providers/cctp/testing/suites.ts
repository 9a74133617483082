import { money } from '@diboas/kernel';
import {
  blockOnEthereum,
  type CrossingDriver,
  type CrossingSuite,
  openCrossingWorld,
} from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { cctpDouble } from '../sandbox/double.ts';

const double = seeDouble(cctpDouble);

const DRIVER: CrossingDriver = {
  ...{ double: double.kind, secrets: {}, use: 'crossings', networks: ['ethereum', 'solana'] },
  holds: {
    ethereum: [money('ETH', 1_000n * 10n ** 18n), money('USDC', 10_000_000_000_000n)],
    solana: [money('SOL', 1_000n * 10n ** 9n), money('USDC', 10_000_000_000_000n)],
  },
  settlesIn: { ethereum: 66, solana: 34 },
  steer: ({ isHeld, isDear }) =>
    double.opened().steer({
      ...(isHeld === undefined ? {} : { isHeld }),
      ...(isDear === undefined ? {} : { isDear }),
    }),
  block: blockOnEthereum,
};

/** What the contract suite of crossings asks of Circle. */
export const crossings: CrossingSuite = {
  ...{ name: 'Circle CCTP', vendorVersion: 'v2', turns: [] },
  ways: [
    { name: 'Ethereum to Solana', pay: money('USDC', 1_000_000_000n), from: 'ethereum', to: 'solana' },
    { name: 'Solana to Ethereum', pay: money('USDC', 75_000_000_000n), from: 'solana', to: 'ethereum' },
  ],
  openWorld: (manifest) => openCrossingWorld(manifest, DRIVER),
};
