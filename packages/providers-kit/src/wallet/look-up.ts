// What became of an order by the words of the networks, of all versions of what was prepared for it.
import type { FoundTransaction, SentFacts } from '@diboas/chain-access';
import { unreachable } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Lookup, LookupAnswer, Memo } from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import { coinsOfAttempt } from './claims.ts';
import { lookUpDeposit, parseDeposit } from './deposits.ts';
import { executed, type OrderedTransfer, overWithout, progressOf, reverted, unconfirmed } from './observe.ts';
import type { ChainWalletParts } from './parts.ts';
import { orderedAmount, type SignedTransfer, sentFactsOf } from './signed-memo.ts';

/** How the versions of an adapter are read, null for what is none of its, and how one of all of them is looked up. */
export interface Versions<Prepared> {
  read(memo: Memo): Prepared | null;
  lookUp(version: Prepared, all: readonly Prepared[]): Promise<LookupAnswer>;
}

/** Of a deposit, whose reference names its transaction, the network alone is asked. */
export async function lookUpVersions<Prepared extends { readonly network: ChainNetwork }>(
  parts: HashParts,
  { memos = [], reference, attemptId }: Lookup,
  { read, lookUp }: Versions<Prepared>,
): Promise<LookupAnswer> {
  const deposit = memos.length === 0 && reference !== null ? parseDeposit(reference) : null;
  if (deposit !== null) return lookUpDeposit(parts, deposit);
  const versions = memos.flatMap((memo) => read(memo) ?? []);
  if (versions.length < memos.length) return { kind: 'unknown', detail: 'BUG: a memo is none of ours' };
  const answers: LookupAnswer[] = [];
  for (const version of versions) answers.push(await lookUp(version, versions));
  const answer = together(answers);
  // Whoever has a coin of it may spend it only once no version can be carried out any more.
  const [first] = versions;
  if (first !== undefined && answer.kind === 'not_found' && answer.isExpired === true)
    await parts.claims.releaseCoins(coinsOfAttempt(parts, first.network, attemptId));
  return answer;
}

/**
 * All versions have one nonce on Ethereum. Who signs gave it to the first, so that it stands in the later ones alone: null as
 * long as there are none.
 */
export function sharedNonce(
  versions: readonly { readonly network: ChainNetwork; readonly nonce?: bigint | null }[],
): bigint | null {
  return versions.find(({ nonce }) => nonce !== undefined && nonce !== null)?.nonce ?? null;
}

/**
 * What is known of all versions, of which one at most can be carried out: the one that was tells all, and then the one that
 * is furthest. A doubt about one comes before that another is not there, and it is over only when all are.
 */
function together(answers: readonly LookupAnswer[]): LookupAnswer {
  const ranked = answers.toSorted((left, right) => rankOf(left) - rankOf(right));
  return ranked[0] ?? { kind: 'not_found' };
}

function rankOf(answer: LookupAnswer): number {
  switch (answer.kind) {
    case 'found': {
      const { stage, movements, progress } = answer.observation;
      if (stage === 'ended') return movements.length > 0 ? 0 : 5;
      return progress !== 'undone' && (progress?.have ?? 0) > 0 ? 1 : 2;
    }
    case 'unknown':
      return 3;
    case 'not_found':
      return answer.isExpired === true ? 6 : 4;
    default:
      return unreachable(answer);
  }
}

type HashParts = Pick<ChainWalletParts, 'chains' | 'claims' | 'worth' | 'walletId' | 'now'>;

/** What we sent ourselves, which is called by its hash. */
export function lookUpSigned(
  parts: HashParts,
  version: SignedTransfer,
  attemptId: string,
): Promise<LookupAnswer> {
  const { network, hash, to } = version;
  const transfer = { network, to, amount: orderedAmount(version), reference: hash, hash };
  return lookUpHash(parts, transfer, { attemptId, sent: sentFactsOf(version) });
}

export interface AskedHash {
  /** What proves that it can never be executed any more; null where its keeper alone knows. */
  readonly sent: SentFacts[ChainNetwork] | null;
  /** The attempt whose coins it spends and whose bytes we have; absent for what its keeper sends. */
  readonly attemptId?: string;
  /** Whether its keeper says that no block took it, and tries no more. */
  readonly isGone?: boolean;
}

export async function lookUpHash(
  parts: HashParts,
  transfer: OrderedTransfer,
  asked: AskedHash,
): Promise<LookupAnswer> {
  const { network, hash, reference } = transfer;
  const access = chainOf(parts.chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  // Of the same network, as who asks has them of the transfer.
  const found = await access.find(hash, asked.sent as SentFacts[typeof network] | null);
  switch (found.kind) {
    case 'in_block':
    case 'failed':
      return tellFound(parts, { transfer, found, asked });
    case 'waiting':
      return {
        kind: 'found',
        observation: unconfirmed(parts, reference, { ...transfer, isOutbid: found.isOutbid === true }),
      };
    case 'replaced':
    case 'expired':
      // What its keeper sent is over; what we would send ourselves can be given up.
      return asked.attemptId === undefined
        ? { kind: 'found', observation: overWithout(reference, 'lapsed') }
        : { kind: 'not_found', isExpired: true };
    case 'not_found':
      if (asked.isGone === true)
        return { kind: 'unknown', detail: `${reference}: failed, not in a block`, isAnswered: true };
      // Its keeper has it, so it is on its way; what we send ourselves is sent again.
      return asked.attemptId === undefined
        ? { kind: 'found', observation: unconfirmed(parts, reference, transfer) }
        : { kind: 'not_found' };
    case 'unknown':
      return found;
    default:
      return unreachable(found);
  }
}

async function tellFound(
  parts: HashParts,
  about: {
    readonly transfer: OrderedTransfer;
    readonly found: Extract<FoundTransaction<ChainNetwork>, { kind: 'in_block' | 'failed' }>;
    readonly asked: AskedHash;
  },
): Promise<LookupAnswer> {
  const { transfer, found, asked } = about;
  const progress = progressOf(parts, transfer, found);
  if (progress.isFinal && asked.attemptId !== undefined)
    await parts.claims.noteCoinsSpent(
      coinsOfAttempt(parts, transfer.network, asked.attemptId),
      parts.now(),
      ...(asked.sent !== null && 'inputs' in asked.sent ? [asked.sent.inputs] : []),
    );
  const observation =
    found.kind === 'failed' ? reverted(transfer, found, progress) : executed(transfer, found, progress);
  if (observation !== null) return { kind: 'found', observation };
  return { kind: 'unknown', detail: `${transfer.hash} went elsewhere than was ordered`, isAnswered: true };
}
