/**
 * What every wallet keeps, whoever the provider is. The suite speaks to the adapter through its port alone, and to the outside
 * through a driver of the provider's double and of the networks, so both sides of every claim are seen: what the adapter said,
 * and what a network really did.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import type { Wallet } from '@diboas/orchestration';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { BLOCK_CHECKS } from './blocks.ts';
import type { WalletCheck } from './check.ts';
import { DEPOSIT_CHECKS } from './deposits.ts';
import { FAULT_CHECKS } from './faults.ts';
import { GIVING_UP_CHECKS } from './giving-up.ts';
import { PREPARING_CHECKS } from './preparing.ts';
import { PRICE_CHECKS } from './prices.ts';
import { createWalletScene } from './scene.ts';
import { SEND_CHECKS } from './sends.ts';
import type { WalletSuite, WalletWorld } from './wallet-world.ts';
import { WALLET_CHECKS } from './wallets.ts';
import { WEBHOOK_CHECKS } from './webhooks.ts';

export const WALLET_CONTRACT: readonly WalletCheck[] = [
  ...PRICE_CHECKS,
  ...PREPARING_CHECKS,
  ...SEND_CHECKS,
  ...FAULT_CHECKS,
  ...BLOCK_CHECKS,
  ...WALLET_CHECKS,
  ...DEPOSIT_CHECKS,
  ...WEBHOOK_CHECKS,
  // Last, since the clock goes on by hours.
  ...GIVING_UP_CHECKS,
];

export function describeWallet(suite: WalletSuite, manifest: ProviderManifest<Pick<Desks, 'wallet'>>): void {
  describe(`${suite.name} keeps the contract of a wallet:`, () => {
    let open: WalletWorld | null = null;
    const world = (): WalletWorld => {
      assert(open, 'the world is open while tests run');
      return open;
    };
    beforeAll(async () => {
      open = await suite.openWorld(manifest);
    });
    beforeEach(() => world().calm());
    afterAll(async () => await open?.close());
    for (const check of WALLET_CONTRACT) {
      it(`${check.group} ${check.says}`, async () => await check.run(createWalletScene(suite, world())));
    }
  });
}

/** What holds with the provider itself, where nothing can be steered and nothing may be spent. */
export function conversationOfWallet(_suite: WalletSuite, open: () => Wallet): void {
  describe('whoever answers,', () => {
    it('a request that makes a wallet is made without anybody', () => {
      const memo = open().prepareWallet({ name: 'nobody', now: Date.now() });
      expect(memo.bytes).not.toBe('');
    });

    it('what nobody signed is forged', () => {
      const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: Date.now() };
      expect(open().readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    });
  });
}
