import type { ChainAccess, ChainCoin, UnsignedAsk } from '@diboas/chain-access';
import { accept, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { CoinsOfAttempt, PrepareAnswer, Submission } from '@diboas/orchestration';
import { notYet, refused } from '../calling/not-prepared.ts';
import type { ChainWalletParts } from './parts.ts';

type ClaimParts = Pick<ChainWalletParts, 'walletId' | 'claims' | 'now'>;

/** What an attempt has of the wallet on a network. */
export function coinsOfAttempt(
  { walletId }: Pick<ChainWalletParts, 'walletId'>,
  network: Network,
  attemptId: string,
): CoinsOfAttempt {
  return { wallet: walletId, network, attemptId };
}

/**
 * Promises coins to the attempt as the network's own rules choose them. The same attempt again has what it had, in the same
 * order, so that no two that are ever signed for it can both happen.
 */
export async function claimCoins(
  parts: ClaimParts,
  about: {
    readonly access: ChainAccess<ChainNetwork>;
    readonly submission: Submission;
    readonly ask: UnsignedAsk;
  },
): Promise<Outcome<readonly ChainCoin[], PrepareAnswer>> {
  const { access, submission, ask } = about;
  const [there, choose] = await Promise.all([access.coins(ask.from), access.chooser(ask)]);
  if (!there.ok || !choose.ok) return refuse(refused('unavailable'));
  const { transactionId, attemptId } = submission;
  const claimed = await parts.claims.claimCoins({
    ...coinsOfAttempt(parts, access.network, attemptId),
    ...{ transactionId, now: parts.now() },
    wanted(isFree) {
      const chosen = choose.value(there.value.filter(({ name }) => isFree(name)));
      return chosen?.map(({ name }) => name) ?? null;
    },
  });
  if (!claimed.ok) return refuse(notYet('what is free of the wallet does not cover it'));
  return accept(claimed.value.flatMap((name) => there.value.find((coin) => coin.name === name) ?? []));
}
