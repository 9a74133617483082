// What waits behind a nonce that was promised to somebody else and never sent. No higher fee moves it: what is missing before it has to be
// there first.
import { type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type Address, getAddress, type Hex, parseTransaction } from 'viem';
import { notPossible, refused } from '../calling/not-prepared.ts';
import { feeOfCall, mostOfCalls, withinMost } from './fee.ts';
import type { EvmParts } from './parts.ts';
import { signCall } from './sign.ts';
import { callsMemo, type SignedCall, type SignedCalls } from './signed-calls.ts';

/** A transfer of nothing takes 21,000, and the words beside it, which make it this order's own, less than 1,000. */
const FILLER_GAS = 22_000n;

/** What was never sent had a nonce for what it was to do, and mostly one for an approval before it. */
const FILLED_AT_ONCE = 2n;

/**
 * The same calls with transfers of nothing to ourselves before them, for the nonces that the network waits for; null where it waits for
 * none before theirs. Whoever was promised those had them before these had theirs, and no node has heard of the first since. Should it be
 * sent after all, one of the two is carried out, and the other is over once that is final.
 */
export async function fillGap(
  parts: EvmParts,
  { attemptId, networkCost }: Pick<Submission, 'attemptId' | 'networkCost'>,
  last: SignedCalls,
): Promise<PrepareAnswer | null> {
  const from = getAddress(last.from);
  const counts = await parts.reader?.counts(from);
  if (!counts?.ok) return refused('unavailable');
  const { pending } = counts.value;
  const own = (last.approval ?? last.act).nonce;
  if (pending >= own) return null;
  if (networkCost === undefined)
    return notPossible('unsupported', 'nothing was agreed that Ethereum may take');
  const data = `0x${attemptId.replaceAll('-', '')}` as const;
  const fillers = [...last.fillers];
  for (let nonce = pending; nonce < own && nonce < pending + FILLED_AT_ONCE; nonce += 1n) {
    const left = networkCost.units - mostOf({ ...last, fillers });
    const filler = await signFiller(parts, { from, nonce, left, data });
    // One is better than none.
    if (!filler.ok && nonce === pending) return filler.refusal;
    if (filler.ok) fillers.push(filler.value);
  }
  return { kind: 'prepared', memo: callsMemo({ ...last, fillers }) };
}

interface Filler {
  readonly from: Address;
  readonly nonce: bigint;
  /** Wei that the network may take for it. */
  readonly left: bigint;
  readonly data: Hex;
}

async function signFiller(
  parts: EvmParts,
  { from, nonce, left, data }: Filler,
): Promise<Outcome<SignedCall, PrepareAnswer>> {
  const [usual, chainId] = await Promise.all([
    feeOfCall(parts, { from, gas: FILLER_GAS }),
    parts.reader?.chainId(),
  ]);
  if (!usual.ok || !chainId?.ok) return refuse(refused('unavailable'));
  const fee = withinMost(usual.value, { approvalGas: 0n, most: left });
  if (mostOfCalls(fee, 0n).units > left) return refuse(refused('too_dear'));
  const call = { to: from, value: 0n, data };
  return signCall(parts, { fee, chainId: chainId.value, from, nonce, gas: fee.gasLimit, call });
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
