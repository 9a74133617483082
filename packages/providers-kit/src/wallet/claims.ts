import type { ChainAccess, ChainCoin, UnsignedAsk } from '@diboas/chain-access';
import { accept, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { CoinsOfAttempt, PrepareAnswer, Submission } from '@diboas/orchestration';
import { notYet } from './not-prepared.ts';
import type { ChainWalletParts } from './parts.ts';

/** What an attempt has of the wallet on a network. */
export function coinsOfAttempt(
  { walletId }: Pick<ChainWalletParts, 'walletId'>,
  network: Network,
  attemptId: string,
): CoinsOfAttempt {
  return { wallet: walletId, network, attemptId };
}

/**
 * Promises coins to the attempt that cover what is sent and the most that it may cost, the largest first. The same attempt
 * again has what it had, so that all that is ever signed for it spends the same, and only one of it can happen.
 */
export async function claimCoins(
  parts: Pick<ChainWalletParts, 'walletId' | 'claims' | 'now'>,
  about: {
    readonly access: ChainAccess<ChainNetwork>;
    readonly submission: Submission;
    readonly ask: UnsignedAsk;
  },
): Promise<Outcome<readonly ChainCoin[], PrepareAnswer>> {
  const { access, submission, ask } = about;
  const there = await access.coins(ask.from);
  if (!there.ok) return refuse(notYet('the network did not answer'));
  const { transactionId, attemptId, networkCost } = submission;
  const claimed = await parts.claims.claimCoins({
    ...coinsOfAttempt(parts, access.network, attemptId),
    ...{ transactionId, now: parts.now() },
    wanted: (isFree) =>
      chooseCoins(
        there.value.filter(({ name }) => isFree(name)),
        [ask.money, networkCost],
      ),
  });
  if (!claimed.ok) return refuse(notYet('what is free of the wallet does not cover it'));
  const names = new Set(claimed.value);
  return accept(there.value.filter(({ name }) => names.has(name)));
}

/** Their names; null where they do not cover it. Sums of one asset are added. */
function chooseCoins(
  free: readonly ChainCoin[],
  sums: readonly (ChainCoin['money'] | undefined)[],
): readonly string[] | null {
  const wanted = new Map<string, bigint>();
  for (const sum of sums) {
    if (sum !== undefined) wanted.set(sum.asset, (wanted.get(sum.asset) ?? 0n) + sum.units);
  }
  const chosen: string[] = [];
  for (const [asset, units] of wanted) {
    const sorted = free
      .filter(({ money, isInBlock }) => isInBlock && money.asset === asset)
      .toSorted((left, right) => (left.money.units > right.money.units ? -1 : 1));
    let held = 0n;
    for (const { name, money } of sorted) {
      if (held >= units) break;
      held += money.units;
      chosen.push(name);
    }
    if (held < units) return null;
  }
  return chosen;
}
