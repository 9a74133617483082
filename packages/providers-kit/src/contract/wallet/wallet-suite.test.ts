import { describe, expect, it } from 'vitest';
import type { WalletGroup } from './check.ts';
import { createWalletScene } from './scene.ts';
import type { ExampleBug } from './testing/example-wallet.ts';
import { createExampleWorld, exampleSuite } from './testing/example-world.ts';
import { WALLET_CONTRACT } from './wallet-suite.ts';

/** Every bug, and the group whose sentences find it. */
const BUGS: Readonly<Record<ExampleBug, WalletGroup>> = {
  'a price without what the network takes': 'a price',
  'a token priced without a market': 'a price',
  'prepares by sending': 'what is prepared',
  'prepares dust': 'what is prepared',
  'each repeat is another payment': 'a send',
  'silence is a refusal': 'a fault',
  'nobody there is not found': 'a fault',
  'one block is the end': 'a block',
  'what once stood in a block stands there for ever': 'a block',
  'what is nowhere has run out': 'what can never be taken any more',
  'each repeat is another wallet': 'a wallet',
  'what nobody tells of is nothing': 'a wallet',
  'a deposit is named by when it was seen': 'a deposit',
  'any token is money': 'a deposit',
  'no signature is looked at': 'a webhook',
  'no age is looked at': 'a webhook',
  'details show the key': 'a fault',
};

describe('the contract of a wallet', () => {
  it.each(WALLET_CONTRACT)('is kept by an honest adapter: $group $says', async (check) => {
    await check.run(createWalletScene(exampleSuite(null), createExampleWorld(null)));
  });

  it.each(Object.entries(BUGS) as [ExampleBug, WalletGroup][])('is broken by %s', async (bug, group) => {
    const found: string[] = [];
    for (const check of WALLET_CONTRACT.filter((one) => one.group === group)) {
      const scene = createWalletScene(exampleSuite(bug), createExampleWorld(bug));
      await check.run(scene).catch(() => found.push(check.says));
    }
    expect(found.length, `no sentence of ${group} finds it`).toBeGreaterThan(0);
  });
});
