import { BugError, createId, createSeededRandom, type Id } from '@diboas/kernel';
import { COINS_OF_ATTEMPT_MAX, type CoinClaim, type CoinWallet } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

const COINS = Array.from({ length: 60 }, (_, number) => `coin-${number}`);

/** What every store must keep of who pays with what. */
export function describeCoinClaims(fresh: () => StoreWorld): void {
  const random = createSeededRandom(80);

  /** Tests share a database, so each has a wallet of its own. */
  const someWallet = (network: CoinWallet['network'] = 'bitcoin'): CoinWallet => ({
    wallet: `wallet-${random.uint32()}`,
    network,
  });

  const someId = ({ now }: StoreWorld): Id => createId({ now, random, bucket: 3 });

  /** An attempt that wants that many coins, the first that are free. */
  function claimOf(world: StoreWorld, wallet: CoinWallet, count: number): CoinClaim {
    return {
      ...{ ...wallet, attemptId: someId(world), transactionId: someId(world), now: world.now },
      wanted(isFree) {
        const free = COINS.filter(isFree);
        return free.length < count ? null : free.slice(0, count);
      },
    };
  }

  async function chosenBy({ store }: StoreWorld, claim: CoinClaim): Promise<readonly string[]> {
    const claimed = await store.claimCoins(claim);
    return claimed.ok ? claimed.value : [];
  }

  describe('coins of a wallet', () => {
    it('are each promised to one attempt, of fifty at once', async () => {
      const world = fresh();
      const wallet = someWallet();
      const claims = Array.from({ length: 50 }, () => claimOf(world, wallet, 1));
      const chosen = await Promise.all(claims.map((claim) => chosenBy(world, claim)));
      expect(new Set(chosen.flat()).size).toBe(50);
    });

    it('are the same for the same attempt, in their order, and nothing is chosen again', async () => {
      const world = fresh();
      const claim = claimOf(world, someWallet(), 3);
      const names = ['coin-9', 'coin-10', 'coin-2'];
      expect(await chosenBy(world, { ...claim, wanted: () => names })).toEqual(names);
      const again = { ...claim, wanted: () => expect.unreachable('nothing is chosen again') };
      expect(await chosenBy(world, again)).toEqual(names);
      expect(await Promise.all([1, 2, 3].map(() => chosenBy(world, again)))).toEqual([names, names, names]);
    });

    it('are not enough where what is free will not do, and nothing is kept of that', async () => {
      const world = fresh();
      const wallet = someWallet();
      expect(await world.store.claimCoins(claimOf(world, wallet, 61))).toEqual({
        ...{ ok: false, refusal: 'not_enough' },
      });
      expect(await chosenBy(world, claimOf(world, wallet, 60))).toHaveLength(60);
      expect(await chosenBy(world, claimOf(world, wallet, 1))).toEqual([]);
    });

    it('are free again once their attempt let go of them, but not what it spent', async () => {
      const world = fresh();
      const wallet = someWallet('sui');
      const [first, second] = [claimOf(world, wallet, 1), claimOf(world, wallet, 1)];
      expect([await chosenBy(world, first), await chosenBy(world, second)]).toEqual([['coin-0'], ['coin-1']]);
      await world.store.noteCoinsSpent(second, world.now);
      await world.store.releaseCoins(second);
      await world.store.releaseCoins(first);
      expect(await chosenBy(world, claimOf(world, wallet, 2))).toEqual(['coin-0', 'coin-2']);
      expect(await chosenBy(world, second)).toEqual(['coin-1']);
    });

    it('are free again where the network needed only some of them', async () => {
      const world = fresh();
      const wallet = someWallet();
      const claim = claimOf(world, wallet, 3);
      expect(await chosenBy(world, claim)).toEqual(['coin-0', 'coin-1', 'coin-2']);
      for (let told = 0; told < 2; told += 1)
        await world.store.noteCoinsSpent(claim, world.now, ['coin-0', 'coin-2', 'coin-9']);
      expect(await chosenBy(world, claimOf(world, wallet, 2))).toEqual(['coin-1', 'coin-3']);
    });

    it('are apart by wallet and by network', async () => {
      const world = fresh();
      const wallet = someWallet();
      const others = [wallet, { ...wallet, network: 'sui' } as const, someWallet()];
      const chosen = await Promise.all(others.map((one) => chosenBy(world, claimOf(world, one, 1))));
      expect(chosen).toEqual([['coin-0'], ['coin-0'], ['coin-0']]);
    });

    it('are chosen among what is free: another choice is a bug, and leaves the wallet as it was', async () => {
      const world = fresh();
      const wallet = someWallet();
      await chosenBy(world, claimOf(world, wallet, 1));
      const many = Array.from({ length: COINS_OF_ATTEMPT_MAX + 1 }, (_, number) => `${number}`);
      for (const wrong of [['coin-0'], [], ['coin-1', 'coin-1'], [''], ['x'.repeat(201)], many])
        await expect(
          world.store.claimCoins({ ...claimOf(world, wallet, 1), wanted: () => wrong }),
        ).rejects.toThrow(BugError);
      expect(await chosenBy(world, claimOf(world, wallet, 1))).toEqual(['coin-1']);
    });
  });
}
