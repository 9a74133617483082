import type { FoundTransaction } from '@diboas/chain-access';
import { unreachable } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { findActivity, fingerprintOf, getActivity, isTooOld, stageOf } from '../wire/activity.ts';
import { chainOf } from '../wire/chains.ts';
import { sortFault } from '../wire/fault.ts';
import { getSendStatus, type SendStatus, sendStatusIdOf } from '../wire/send-status.ts';
import { coinsOfAttempt } from './claims.ts';
import { lookUpDeposit, parseDeposit } from './deposits.ts';
import { amountOf, isRequest, type Prepared, type PreparedRequest, readMemo, SENDS } from './memo.ts';
import {
  executed,
  type OrderedTransfer,
  overWithout,
  progressOf,
  reverted,
  unconfirmed,
  waitingForApproval,
} from './observe.ts';
import type { WalletParts } from './parts.ts';

type Prepareds = readonly Prepared[];

/**
 * What became of an order: at Turnkey what was asked of it, and on the network the transaction by its hash, of all versions.
 * Of a deposit, whose reference names its transaction, the network alone is asked.
 */
export async function lookUpTransfer(parts: WalletParts, lookup: Lookup): Promise<LookupAnswer> {
  const { memos = [], reference } = lookup;
  const deposit = memos.length === 0 && reference !== null ? parseDeposit(reference) : null;
  if (deposit !== null) return lookUpDeposit(parts, deposit);
  const versions = memos.map(readMemo);
  if (!areAllRead(versions)) return { kind: 'unknown', detail: 'BUG: a memo is none of ours' };
  const nonce = nonceOf(versions);
  const answers: LookupAnswer[] = [];
  for (const version of versions) answers.push(await lookUpVersion(parts, lookup, { version, nonce }));
  const answer = together(answers);
  // Whoever has a coin of it may spend it only once no version can be carried out any more.
  if (answer.kind === 'not_found' && answer.isExpired === true) await freeCoins(parts, lookup, versions);
  return answer;
}

/** All versions have one nonce on Ethereum. Turnkey gave it to the first, so that it stands in the later ones alone. */
function nonceOf(versions: Prepareds): bigint | null {
  const named = versions.map((version) => (version.network === 'ethereum' ? version.nonce : null));
  return named.find((nonce) => nonce !== null) ?? null;
}

function withNonce(version: PreparedRequest, nonce: bigint | null): PreparedRequest {
  return version.network === 'ethereum' ? { ...version, nonce } : version;
}

async function freeCoins(parts: WalletParts, { attemptId }: Lookup, versions: Prepareds): Promise<void> {
  const signed = versions.find((version) => !isRequest(version));
  if (signed) await parts.claims.releaseCoins(coinsOfAttempt(parts, signed.network, attemptId));
}

function areAllRead(versions: readonly (Prepared | null)[]): versions is Prepareds {
  return versions.every((version) => version !== null);
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
      return (progress?.have ?? 0) > 0 ? 1 : 2;
    }
    case 'unknown':
      return 3;
    case 'not_found':
      return answer.isExpired === true ? 6 : 4;
    default:
      return unreachable(answer);
  }
}

async function lookUpVersion(
  parts: WalletParts,
  { reference, attemptId }: Lookup,
  { version, nonce }: { readonly version: Prepared; readonly nonce: bigint | null },
): Promise<LookupAnswer> {
  try {
    return isRequest(version)
      ? await lookUpRequest(parts, withNonce(version, nonce), reference)
      : await lookUpHash(parts, version, { attemptId, hash: version.hash, reference: version.hash });
  } catch (error) {
    return { kind: 'unknown', detail: sortFault(error, parts.now()).detail };
  }
}

async function lookUpRequest(
  parts: WalletParts,
  version: PreparedRequest,
  reference: string | null,
): Promise<LookupAnswer> {
  const { connection } = parts;
  const fingerprint = fingerprintOf(version.body);
  const { type } = SENDS[version.network];
  // Before the list is read, so that whatever was made in time stands in it.
  const askedAt = parts.now();
  const named = reference === null ? null : await getActivity(connection, reference);
  // The reference may be of another version.
  const isNamed = named?.fingerprint === fingerprint;
  const activity = isNamed ? named : await findActivity(connection, { type, body: version.body });
  if (activity === null)
    return isTooOld(version.body, askedAt) ? { kind: 'not_found', isExpired: true } : { kind: 'not_found' };
  const { id } = activity;
  switch (stageOf(activity)) {
    case 'running':
      return { kind: 'found', observation: unconfirmed(parts, id, transferOf(version)) };
    case 'waits_for_approval':
      return { kind: 'found', observation: waitingForApproval(id) };
    case 'failed':
      return { kind: 'found', observation: overWithout(id, 'other') };
    case 'rejected':
      return { kind: 'found', observation: overWithout(id, 'not_authorised') };
    case 'unheard':
      return { kind: 'unknown', detail: `${activity.status} is no known status`, isAnswered: true };
    case 'completed':
      break;
  }
  const statusId = sendStatusIdOf(activity);
  if (statusId === null) return { kind: 'unknown', detail: `${id} sent nothing`, isAnswered: true };
  return tellSend(parts, version, { id, status: await getSendStatus(connection, statusId) });
}

/** The network has the word once there is a hash; before, Turnkey's. */
function tellSend(
  parts: WalletParts,
  version: PreparedRequest,
  { id, status }: { readonly id: string; readonly status: SendStatus },
): Promise<LookupAnswer> | LookupAnswer {
  const { stage, hash } = status;
  if (hash !== null) return lookUpHash(parts, version, { hash, reference: id, isGone: stage === 'gone' });
  switch (stage) {
    case 'running':
      return { kind: 'found', observation: unconfirmed(parts, id, transferOf(version)) };
    case 'gone':
      // It has no hash, so that it was never signed and sent.
      return { kind: 'found', observation: overWithout(id, 'other') };
    case 'sent':
    case 'unheard':
      return { kind: 'unknown', detail: `what ${id} sent has no hash`, isAnswered: true };
    default:
      return unreachable(stage);
  }
}

interface AskedHash {
  readonly hash: string;
  readonly reference: string;
  /** Whose coins it spends, where we chose them. */
  readonly attemptId?: string;
  /** Whether Turnkey says that no block took it, and tries no more. */
  readonly isGone?: boolean;
}

async function lookUpHash(parts: WalletParts, version: Prepared, asked: AskedHash): Promise<LookupAnswer> {
  const { network, to } = version;
  const { hash, reference, isGone } = asked;
  const access = chainOf(parts.chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  const found = await access.find(hash, sentFactsOf(version));
  const transfer = { network, to, amount: amountOf(version), reference, hash };
  switch (found.kind) {
    case 'in_block':
    case 'failed':
      return tellFound(parts, { transfer, found, asked });
    case 'waiting':
      return { kind: 'found', observation: unconfirmed(parts, reference, transfer) };
    case 'replaced':
    case 'expired':
      return tellNeverMore(version, asked);
    case 'not_found':
      if (isGone === true)
        return { kind: 'unknown', detail: `${reference}: failed, not in a block`, isAnswered: true };
      // Turnkey has it, so it is on its way; what we send ourselves is sent again.
      return isRequest(version)
        ? { kind: 'found', observation: unconfirmed(parts, reference, transfer) }
        : { kind: 'not_found' };
    case 'unknown':
      return found;
    default:
      return unreachable(found);
  }
}

async function tellFound(
  parts: WalletParts,
  about: {
    readonly transfer: OrderedTransfer;
    readonly found: Extract<FoundTransaction<ChainNetwork>, { kind: 'in_block' | 'failed' }>;
    readonly asked: AskedHash;
  },
): Promise<LookupAnswer> {
  const { transfer, found, asked } = about;
  const progress = progressOf(parts, transfer, found);
  if (progress.isFinal && asked.attemptId !== undefined)
    await parts.claims.noteCoinsSpent(coinsOfAttempt(parts, transfer.network, asked.attemptId), parts.now());
  const observation =
    found.kind === 'failed' ? reverted(transfer, found, progress) : executed(transfer, found, progress);
  if (observation !== null) return { kind: 'found', observation };
  return { kind: 'unknown', detail: `${transfer.hash} went elsewhere than was ordered`, isAnswered: true };
}

/** What Turnkey sent is over; what we would send ourselves can be given up. */
function tellNeverMore(version: Prepared, { reference }: AskedHash): LookupAnswer {
  return isRequest(version)
    ? { kind: 'found', observation: overWithout(reference, 'lapsed') }
    : { kind: 'not_found', isExpired: true };
}

function transferOf(version: Prepared) {
  return { network: version.network, amount: amountOf(version) };
}

/** What proves that it can never be executed any more; null where Turnkey alone knows it yet. */
function sentFactsOf(version: Prepared) {
  switch (version.network) {
    case 'ethereum':
      return version.nonce === null ? null : { from: version.from, nonce: version.nonce };
    case 'solana':
      return { lastHeight: version.lastHeight };
    case 'bitcoin':
      return { inputs: version.inputs };
    case 'sui':
      return { lastEpoch: version.lastEpoch };
  }
}
