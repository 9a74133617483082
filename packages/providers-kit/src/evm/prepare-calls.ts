import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import type { Address } from 'viem';
import { notPossible, refused } from '../calling/not-prepared.ts';
import type { ContractCall } from './calls.ts';
import { bidOverCalls, type CallFee, feeOfCall, mostOfCalls, withinMost } from './fee.ts';
import { claimNonces } from './nonces.ts';
import type { EvmParts } from './parts.ts';
import { putOffMs } from './put-off.ts';
import { lowerHex, signCall } from './sign.ts';
import type { SignedCalls } from './signed-calls.ts';

export interface CallsToPrepare {
  readonly from: Address;
  /** Goes before the act; null where it needs none. */
  readonly approval: ContractCall | null;
  readonly act: ContractCall;
  /** Gas that the act is expected to take, and that an approval takes at most: nothing where there is none. */
  readonly gas: bigint;
  readonly approvalGas: bigint;
  /** What it takes the place of, with the same nonces and for more; null for what is made first. */
  readonly before: SignedCalls | null;
}

type Ordered = Pick<Submission, 'transactionId' | 'attemptId' | 'networkCost' | 'pay' | 'feeWait'>;

/** Signs the calls within what the network may take by the order. Nothing is sent. */
export async function prepareCalls(
  parts: EvmParts,
  submission: Ordered,
  calls: CallsToPrepare,
): Promise<Outcome<SignedCalls, PrepareAnswer>> {
  const planned = await planCalls(parts, submission, calls);
  if (!planned.ok) return planned;
  const { fee, chainId, nonces } = planned.value;
  const { from, approval, act, approvalGas, before } = calls;
  const [first, last = first] = nonces;
  if (first === undefined || last === undefined)
    return refuse(notPossible('other', 'BUG: a transaction has no nonce'));
  const whose = { fee, chainId, from };
  const allowing =
    approval === null
      ? accept(null)
      : await signCall(parts, { ...whose, call: approval, gas: approvalGas, nonce: first });
  if (!allowing.ok) return allowing;
  const acting = await signCall(parts, { ...whose, call: act, gas: fee.gasLimit, nonce: last });
  if (!acting.ok) return acting;
  const { asset, units } = submission.pay;
  return accept({
    ...{ network: 'ethereum', from: lowerHex(from), asset, units: `${units}` },
    ...{ approval: allowing.value, act: acting.value, fillers: before?.fillers ?? [] },
  });
}

interface PlannedCalls {
  readonly fee: CallFee;
  readonly chainId: number;
  readonly nonces: readonly bigint[];
}

async function planCalls(
  parts: EvmParts,
  submission: Ordered,
  { from, approval, gas, approvalGas, before }: CallsToPrepare,
): Promise<Outcome<PlannedCalls, PrepareAnswer>> {
  const most = submission.networkCost?.units;
  if (most === undefined || parts.reader === null)
    return refuse(notPossible('unsupported', 'nothing was agreed that Ethereum may take'));
  const [usual, chainId, counts] = await Promise.all([
    feeOfCall(parts, { from, gas }),
    parts.reader.chainId(),
    parts.reader.counts(from),
  ]);
  if (!usual.ok || !chainId.ok || !counts.ok) return refuse(refused('unavailable'));
  const bounds = { approvalGas, most };
  const fee =
    before === null ? withinMost(usual.value, bounds) : bidOverCalls(usual.value, { ...bounds, before });
  const isTooDear = mostOfCalls(fee, approvalGas).units > most;
  const { feeWait } = submission;
  if (before === null && feeWait !== undefined) {
    const { nextBaseFee } = usual.value;
    const put = await putOffMs(parts.reader, { feeWait, nextBaseFee, isTooDear, now: parts.now() });
    if (!put.ok) return refuse(refused(put.refusal));
    if (put.value !== null) return refuse({ kind: 'later', waitMs: put.value });
  }
  if (isTooDear) return refuse(refused('too_dear'));
  if (before !== null) return accept({ fee, chainId: chainId.value, nonces: noncesOf(before) });
  // Last, so that whatever stands in the way has shown before a nonce is promised.
  const many = approval === null ? 1 : 2;
  const nonces = await claimNonces(parts, submission, { counts: counts.value, many });
  return nonces.ok ? accept({ fee, chainId: chainId.value, nonces: nonces.value }) : nonces;
}

function noncesOf({ approval, act }: SignedCalls): readonly bigint[] {
  return approval === null ? [act.nonce] : [approval.nonce, act.nonce];
}
