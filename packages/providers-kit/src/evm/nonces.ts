// Which nonces an attempt signs with. They are promised to it before anything is signed, so that what is made at once come one
// after the other and exclude each other in nothing. Nobody else signs for the address.
import { accept, MINUTE_MS, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { notYet } from '../calling/not-prepared.ts';
import type { EvmParts } from './parts.ts';
import type { SentCounts } from './reader.ts';

/** How many transactions may be under way at a time: what nodes keep of one sender that waits for another is bounded. */
const UNDER_WAY_MAX = 32n;

/** A nonce that was promised and that no node has heard of for so long is of an attempt that ended before it was sent. */
const UNHEARD_MS = MINUTE_MS;

/**
 * So many nonces in a row, the first free ones. Where the next that the network waits for was promised and is heard of nowhere, all that
 * is behind it waits: so it is given a second time, and where nobody comes to have it `fillGap` fills it. Of the two that then have it one
 * at most is carried out, and the other is over once that is final.
 */
export async function claimNonces(
  { claims, nonces, walletId, now }: Pick<EvmParts, 'claims' | 'nonces' | 'walletId' | 'now'>,
  { transactionId, attemptId }: Pick<Submission, 'transactionId' | 'attemptId'>,
  { counts, many }: { readonly counts: SentCounts; readonly many: number },
): Promise<Outcome<readonly bigint[], PrepareAnswer>> {
  const { latest, pending } = counts;
  if (nonces.next !== pending) Object.assign(nonces, { next: pending, since: now() });
  const isUnheard = now() - nonces.since > UNHEARD_MS;
  const claimed = await claims.claimCoins({
    ...{ wallet: walletId, network: 'ethereum', attemptId, transactionId, now: now() },
    wanted(isFree) {
      const first = isUnheard && !isFree(`${pending}`) ? pending : firstAfterAll(isFree, latest);
      if (first >= latest + UNDER_WAY_MAX) return null;
      return Array.from({ length: many }, (_, index) => nameOf(isFree, first + BigInt(index)));
    },
  });
  if (!claimed.ok) return refuse(notYet('too many transactions are under way'));
  return accept(claimed.value.map(nonceOf));
}

/** Behind the last one that was promised: what is free before it is filled by whoever is given it a second time. */
function firstAfterAll(isFree: (name: string) => boolean, latest: bigint): bigint {
  let first = latest;
  for (let nonce = latest; nonce < latest + UNDER_WAY_MAX; nonce += 1n)
    if (!isFree(`${nonce}`)) first = nonce + 1n;
  return first;
}

/** Its number, and where that was promised before, how often. */
function nameOf(isFree: (name: string) => boolean, nonce: bigint): string {
  if (isFree(`${nonce}`)) return `${nonce}`;
  let times = 2;
  while (!isFree(`${nonce}/${times}`)) times += 1;
  return `${nonce}/${times}`;
}

function nonceOf(name: string): bigint {
  return BigInt(name.split('/')[0] ?? name);
}
