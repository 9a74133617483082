import { money } from '@diboas/kernel';
import { createAddresses } from '../addresses.ts';
import type { WalletSuite, WalletWorld } from '../wallet-world.ts';
import { COINS, createExampleKeeper, type ExampleNetwork, hashOf } from './example-keeper.ts';
import {
  createExampleWallet,
  EXAMPLE_KEY,
  type ExampleBug,
  LIFETIME,
  PAYING,
  WANTED,
} from './example-wallet.ts';
import { EXAMPLE_SECRET, signedExample } from './example-webhook.ts';

const START = Date.UTC(2026, 10, 23, 12);

export function exampleSuite(bug: ExampleBug | null): WalletSuite {
  return {
    ...{ name: 'Example', vendorVersion: '1', hidden: [EXAMPLE_KEY, EXAMPLE_SECRET] },
    // What has a bug may never come to what is waited for.
    patience: { untilMs: bug === null ? 20_000 : 300, everyMs: 1 },
    sends: [
      { network: 'bitcoin', money: money('BTC', 20_000n) },
      { network: 'ethereum', money: money('ETH', 5_000n) },
      { network: 'ethereum', money: money('USDC', 1_000_000n) },
    ],
    openWorld: async () => createExampleWorld(bug),
  };
}

export function createExampleWorld(bug: ExampleBug | null): WalletWorld {
  const newAddress = createAddresses('example');
  const keeper = createExampleKeeper(newAddress);
  const { chains } = keeper;
  let now = START;
  let funded = 0;
  const of = (network: string) => chains[network as ExampleNetwork];
  const grant = (network: string, to: string, came: ReturnType<typeof money>, token: string | null) => {
    funded += 1;
    const hash = hashOf(`grant ${funded}`);
    of(network).send({
      hash,
      from: '',
      to,
      money: came,
      fee: 0n,
      lastHeight: Number.MAX_SAFE_INTEGER,
      token,
    });
    of(network).mine(1);
    return hash;
  };
  grant('bitcoin', PAYING.bitcoin, money('BTC', 10n ** 12n), null);
  grant('ethereum', PAYING.ethereum, money('ETH', 10n ** 12n), null);
  grant('ethereum', PAYING.ethereum, money('USDC', 10n ** 12n), null);
  return {
    open: async (setting) => createExampleWallet({ ...setting, keeper, bug, now: () => now }),
    now: () => {
      now += 1;
      return now;
    },
    calm: () => keeper.strike(null),
    newAddress: (network) => newAddress(network as ExampleNetwork),
    fund: async (network, address, came) => grant(network, address, came, null),
    fundStrange: async (network, address) =>
      network === 'ethereum' ? grant(network, address, money(COINS.ethereum, 7n), '0xstrange') : null,
    mine: async (network, blocks) => of(network).mine(blocks),
    settle: async (network) => of(network).mine(WANTED),
    async undo(network, { depth, transactions }) {
      of(network).undo(depth, transactions);
      return true;
    },
    heldAt: async (network, address, asset) => of(network).held(address, asset),
    strikeNext: (_network, fault) => keeper.strike(fault),
    async makeImpossible(network) {
      of(network).mine(LIFETIME + 2 * WANTED);
      return true;
    },
    walletsNamed: (name) => keeper.wallets.filter((one) => one.name === name).length,
    anEvent: async () => {
      const body = JSON.stringify({ id: `event-${now}`, type: 'deposit', created: Math.floor(now / 1_000) });
      return signedExample(body, now, EXAMPLE_SECRET);
    },
    sign: (body, at) => signedExample(body, at, EXAMPLE_SECRET),
    forge: (body, at) => signedExample(body, at, 'secret of somebody else'),
    close: async () => {},
  };
}
