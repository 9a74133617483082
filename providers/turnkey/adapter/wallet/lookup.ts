import { unreachable } from '@diboas/kernel';
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
  waitingForApproval,
} from '@diboas/providers-kit/wallet';
import { findActivity, fingerprintOf, getActivity, isTooOld, stageOf } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { getSendStatus, type SendStatus, sendStatusIdOf } from '../wire/send-status.ts';
import { isRequest, type Prepared, type PreparedRequest, readMemo, SENDS } from './memo.ts';
import type { WalletParts } from './parts.ts';

/** What became of an order: at Turnkey what was asked of it, and on the network the transaction by its hash. */
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
    return isRequest(version)
      ? await lookUpRequest(parts, withNonce(version, nonce), reference)
      : await lookUpSigned(parts, version, attemptId);
  } catch (error) {
    return { kind: 'unknown', detail: sortFault(error, parts.now()).detail };
  }
}

function withNonce(version: PreparedRequest, nonce: bigint | null): PreparedRequest {
  return version.network === 'ethereum' ? { ...version, nonce } : version;
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
  if (hash !== null) {
    const transfer = { ...transferOf(version), reference: id, hash };
    return lookUpHash(parts, transfer, { sent: sentFactsOf(version), isGone: stage === 'gone' });
  }
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

/** As it was ordered; Turnkey calls it by the activity. */
function transferOf(version: PreparedRequest): Pick<OrderedTransfer, 'network' | 'amount' | 'to'> {
  const { network, to } = version;
  return { network, to, amount: orderedAmount(version) };
}

/** What proves that it can never be executed any more; null where Turnkey alone knows it yet. */
function sentFactsOf(version: PreparedRequest) {
  if (version.network === 'solana') return { lastHeight: version.lastHeight };
  return version.nonce === null ? null : { from: version.from, nonce: version.nonce };
}
