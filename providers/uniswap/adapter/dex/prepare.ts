import { accept, MINUTE_MS, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { callsMemo, type EvmParts, prepareCalls } from '@diboas/providers-kit/evm';
import { notPossible, notYet, refused } from '@diboas/providers-kit/wallet';
import { type Address, getAddress } from 'viem';
import type { PoolQuote } from '../wire/reader.ts';
import { type PreparedSwap, readMemo } from './memo.ts';
import { approvalGasOf, bestPool, ROUTER_GAS } from './price.ts';
import { approvalOf, type Swap, swapCall, swapOf } from './swap.ts';

/** Later than that the router does nothing: a swap is long over by then, or made anew elsewhere. */
const GOOD_FOR_MS = 20 * MINUTE_MS;

interface Plan {
  readonly swap: Swap;
  readonly from: Address;
  readonly pool: PoolQuote;
}

/**
 * Makes and signs the transactions of a swap, by the pool that gives most now and no less than was agreed. Nothing is sent. With a
 * memo before it, a version that takes its place: the same nonces, for more.
 */
export async function prepareSwap(
  parts: EvmParts,
  submission: Submission,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<PrepareAnswer> {
  const planned = await plan(parts, submission);
  if (!planned.ok) return planned.refusal;
  const { swap, from, pool } = planned.value;
  const deadline = BigInt(Math.floor((parts.now() + GOOD_FOR_MS) / SECOND_MS));
  const swapping = { chain: parts.chain, fee: pool.fee, from, least: submission.deliver.units, deadline };
  const signed = await prepareCalls(parts, submission, {
    ...{ from, gas: pool.gas + ROUTER_GAS, approvalGas: approvalGasOf(swap) },
    approval: swap.side === 'buy' ? approvalOf(swap, parts.chain) : null,
    act: swapCall(swap, swapping),
    before: replaces && submission.memo ? readMemo(submission.memo) : null,
  });
  if (!signed.ok) return signed.refusal;
  const prepared: PreparedSwap = { ...signed.value, side: swap.side };
  return { kind: 'prepared', memo: callsMemo(prepared) };
}

async function plan(parts: EvmParts, submission: Submission): Promise<Outcome<Plan, PrepareAnswer>> {
  const { deliver, network } = submission;
  const swap = swapOf({ ...submission, receive: { asset: deliver.asset, network } }, parts.chain);
  if (swap === null) return refuse(notPossible('unsupported', 'it is no swap of ETH and USDC on Ethereum'));
  const address = await parts.signer.address('ethereum');
  if (!address.ok) return refuse(notYet(`${parts.signer.name} does not tell the address that swaps`));
  const pool = await bestPool(parts, swap);
  if (!pool.ok)
    return refuse(
      pool.refusal === 'unavailable' ? refused('unavailable') : notPossible('price_changed', pool.refusal),
    );
  if (pool.value.out < deliver.units)
    return refuse(notPossible('price_changed', 'every pool gives less than was agreed'));
  return accept({ swap, from: getAddress(address.value), pool: pool.value });
}
