import { accept, type Id, type Instant, refuse } from '@diboas/kernel';
import { COIN_CLAIMS_MAX, type CoinClaimStore, type CoinWallet } from '@diboas/orchestration';
import { checkChosenCoins } from '../port/chosen-coins.ts';

interface TakenCoin {
  readonly attemptId: Id;
  readonly spentAt: Instant | null;
}

/** Who pays with what, in memory: nothing comes between a choice and its promise, as nothing is waited for. */
export function createMemoryCoinClaims(): CoinClaimStore {
  const wallets = new Map<string, Map<string, TakenCoin>>();
  const takenOf = ({ wallet, network }: CoinWallet): Map<string, TakenCoin> => {
    const name = `${network}/${wallet}`;
    const taken = wallets.get(name) ?? new Map<string, TakenCoin>();
    wallets.set(name, taken);
    return taken;
  };
  return {
    async claimCoins({ attemptId, wanted, ...claim }) {
      const taken = takenOf(claim);
      const had = [...taken].filter(([, one]) => one.attemptId === attemptId).map(([name]) => name);
      if (had.length > 0) return accept(had);
      if (taken.size > COIN_CLAIMS_MAX) return refuse('too_many');
      const isFree = (name: string) => !taken.has(name);
      const chosen = wanted(isFree);
      if (chosen === null) return refuse('not_enough');
      for (const name of checkChosenCoins(chosen, isFree)) taken.set(name, { attemptId, spentAt: null });
      return accept(chosen);
    },
    async releaseCoins({ attemptId, ...wallet }) {
      const taken = takenOf(wallet);
      for (const [name, one] of taken)
        if (one.attemptId === attemptId && one.spentAt === null) taken.delete(name);
    },
    async noteCoinsSpent({ attemptId, ...wallet }, now, spent) {
      const taken = takenOf(wallet);
      for (const [name, one] of taken) {
        if (one.attemptId !== attemptId || one.spentAt !== null) continue;
        if (spent === undefined || spent.includes(name)) taken.set(name, { attemptId, spentAt: now });
        else taken.delete(name);
      }
    },
  };
}
