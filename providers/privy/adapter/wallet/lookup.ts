import { type Instant, MINUTE_MS, unreachable } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import {
  lookUpHash,
  lookUpSigned,
  lookUpVersions,
  type OrderedTransfer,
  orderedAmount,
  overWithout,
  sharedNonce,
  unconfirmed,
} from '@diboas/providers-kit/wallet';
import { sortFault } from '../wire/fault.ts';
import { findTransaction, getTransaction, type PrivyTransaction } from '../wire/transactions.ts';
import { type Prepared, type PreparedRequest, readMemo } from './memo.ts';
import type { WalletParts } from './parts.ts';

/** How far Privy's clock may be behind ours, and how long what it began in time may take until it is told of. */
const CLOCKS_MS = 5 * MINUTE_MS;

/** What became of an order: at Privy what was asked of it, and on the network the transaction by its hash. */
export function lookUpTransfer(parts: WalletParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpVersions(parts, lookup, {
    read: readMemo,
    lookUp: (version, all) => lookUpVersion(parts, lookup, { version, nonce: sharedNonce(all) }),
  });
}

async function lookUpVersion(
  parts: WalletParts,
  { reference, attemptId }: Lookup,
  { version, nonce }: { readonly version: Prepared; readonly nonce: bigint | null },
): Promise<LookupAnswer> {
  try {
    return version.network === 'ethereum'
      ? await lookUpRequest(parts, { ...version, nonce }, reference)
      : await lookUpSigned(parts, version, attemptId);
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
  // Before Privy is asked, so that whatever was made in time is told of.
  const askedAt = parts.now();
  const named = reference === null ? null : await getTransaction(connection, reference);
  // The reference may be of another version.
  const isNamed = named?.referenceId === version.referenceId;
  const found = isNamed ? named : await findTransaction(connection, version.referenceId);
  if (found === null)
    return isTooLate(version, askedAt) ? { kind: 'not_found', isExpired: true } : { kind: 'not_found' };
  return tell(parts, version, found);
}

/** Privy acts on it no more, whoever sends it: it is later than the request says. */
function isTooLate({ expiresAt }: PreparedRequest, now: Instant): boolean {
  return now - expiresAt > CLOCKS_MS;
}

/** The network has the word once there is a hash; before, Privy's. */
function tell(
  parts: WalletParts,
  version: PreparedRequest,
  { id, stage, status, hash }: PrivyTransaction,
): Promise<LookupAnswer> | LookupAnswer {
  if (hash !== null) {
    const transfer = { ...transferOf(version), reference: id, hash };
    const { from, nonce } = version;
    const sent = nonce === null ? null : { from, nonce };
    return lookUpHash(parts, transfer, { sent, isGone: stage === 'gone' || stage === 'doubtful' });
  }
  switch (stage) {
    case 'running':
      return { kind: 'found', observation: unconfirmed(parts, id, transferOf(version)) };
    case 'gone':
      // It has no hash, so that it was never signed and sent.
      return { kind: 'found', observation: overWithout(id, 'other') };
    case 'sent':
    case 'doubtful':
    case 'unheard':
      return { kind: 'unknown', detail: `${id} is ${status} and has no hash`, isAnswered: true };
    default:
      return unreachable(stage);
  }
}

/** As it was ordered; Privy calls it by an id of its own. */
function transferOf(version: PreparedRequest): Pick<OrderedTransfer, 'network' | 'amount' | 'to'> {
  const { network, to } = version;
  return { network, to, amount: orderedAmount(version) };
}
