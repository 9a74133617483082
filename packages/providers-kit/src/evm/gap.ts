// What waits behind a nonce that was promised to somebody else and never sent. No higher fee moves it: what is missing before it has to be
// there first.
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { getAddress, parseTransaction } from 'viem';
import { notPossible, notYet, refused } from '../calling/not-prepared.ts';
import { feeOfCall, mostOfCalls, withinMost } from './fee.ts';
import type { EvmParts } from './parts.ts';
import { signCall } from './sign.ts';
import { callsMemo, type SignedCall, type SignedCalls } from './signed-calls.ts';

/** A transfer of nothing takes 21,000, and the words beside it, which make it this order's own, less than 1,000. */
const FILLER_GAS = 22_000n;

/**
 * The same calls with a transfer of nothing to ourselves before them, for the nonce that the network waits for; null where it waits for
 * none before theirs. Whoever was promised that nonce had it before these had theirs, and no node has heard of it since. Should it be sent
 * after all, one of the two is carried out, and the other is over once that is final.
 */
export async function fillGap(
  parts: EvmParts,
  { attemptId, networkCost }: Pick<Submission, 'attemptId' | 'networkCost'>,
  last: SignedCalls,
): Promise<PrepareAnswer | null> {
  const from = getAddress(last.from);
  const counts = await parts.reader?.counts(from);
  if (!counts?.ok) return refused('unavailable');
  const nonce = counts.value.pending;
  if (nonce >= (last.approval ?? last.act).nonce) return null;
  if (networkCost === undefined)
    return notPossible('unsupported', 'nothing was agreed that Ethereum may take');
  const [usual, chainId] = await Promise.all([
    feeOfCall(parts, { from, gas: FILLER_GAS }),
    parts.reader?.chainId(),
  ]);
  if (!usual.ok || !chainId?.ok) return notYet('the network does not say what it takes');
  const left = networkCost.units - mostOf(last);
  const fee = withinMost(usual.value, { approvalGas: 0n, most: left });
  if (mostOfCalls(fee, 0n).units > left) return refused('too_dear');
  const data = `0x${attemptId.replaceAll('-', '')}` as const;
  const filler = await signCall(parts, {
    ...{ fee, chainId: chainId.value, from, nonce, gas: fee.gasLimit, call: { to: from, value: 0n, data } },
  });
  if (!filler.ok) return filler.refusal;
  return { kind: 'prepared', memo: callsMemo({ ...last, fillers: [...last.fillers, filler.value] }) };
}

/** What the network may take of all of them. */
function mostOf({ act, approval, fillers }: SignedCalls): bigint {
  return [act, ...(approval === null ? [] : [approval]), ...fillers].reduce(
    (sum, one) => sum + mostOfOne(one),
    0n,
  );
}

function mostOfOne({ bytes }: SignedCall): bigint {
  const { gas = 0n, maxFeePerGas = 0n } = parseTransaction(bytes);
  return gas * maxFeePerGas;
}
