// What no block takes for long: docs/decisions/0020-a-stuck-send-is-replaced.md.
import { MINUTE_MS, unreachable } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Memo, PrepareAnswer, Replacement, Submission } from '@diboas/orchestration';
import { notPossible, notYet } from '../calling/not-prepared.ts';

/** Three blocks of Bitcoin, fifteen of Ethereum. The others take a transaction at once, or never. */
export const STUCK_AFTER_MS: Replacement['afterMs'] = { bitcoin: 30 * MINUTE_MS, ethereum: 3 * MINUTE_MS };

/** How an adapter reads and makes versions. */
export interface VersionMaker<Prepared> {
  read(memo: Memo): Prepared | null;
  /** The transaction of a version; null where none was sent, or nobody says. */
  hashOf(version: Prepared): Promise<string | null>;
  /** A version that puts first what the network waits for before the last one; null where it waits for nothing. */
  fill?(submission: Submission, last: Prepared): Promise<PrepareAnswer | null>;
  /** A version that takes the place of the transaction with this hash. */
  prepare(submission: Submission, replaces: string): Promise<PrepareAnswer>;
}

export function createReplacement<Prepared extends { readonly network: ChainNetwork }>(
  replacing: VersionMaker<Prepared>,
): Replacement {
  return { afterMs: STUCK_AFTER_MS, prepare: (submission) => replace(replacing, submission) };
}

async function replace<Prepared extends { readonly network: ChainNetwork }>(
  { read, hashOf, fill, prepare }: VersionMaker<Prepared>,
  submission: Submission,
): Promise<PrepareAnswer> {
  const last = submission.memo === undefined ? null : read(submission.memo);
  if (last === null) return notPossible('other', 'BUG: there is no memo of ours to replace');
  const { network }: { readonly network: ChainNetwork } = last;
  switch (network) {
    case 'bitcoin':
    case 'ethereum': {
      const hash = await hashOf(last);
      if (hash === null) return notYet('it was not sent yet');
      return (await fill?.(submission, last)) ?? prepare(submission, hash);
    }
    case 'solana':
    case 'sui':
      return notPossible('unsupported', `nothing is replaced on ${network}`);
    default:
      return unreachable(network);
  }
}
