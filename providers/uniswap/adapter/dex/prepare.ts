import {
  accept,
  largerUnits,
  MINUTE_MS,
  type Outcome,
  refuse,
  SECOND_MS,
  smallerUnits,
} from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { notPossible, notYet, refused } from '@diboas/providers-kit/wallet';
import {
  type Address,
  getAddress,
  type Hex,
  isHex,
  keccak256,
  parseTransaction,
  recoverTransactionAddress,
  serializeTransaction,
} from 'viem';
import type { PoolQuote } from '../wire/reader.ts';
import { memoOf, type PreparedSwap, readMemo, type SignedTransaction } from './memo.ts';
import { claimNonces } from './nonces.ts';
import type { DexParts } from './parts.ts';
import { APPROVAL_GAS, bestPool, type EthereumFee, feeOf, mostOf } from './price.ts';
import { approvalOf, type Call, type Swap, swapCall, swapOf, transactionsOf } from './swap.ts';

/** Later than that the router does nothing: a swap is long over by then, or made anew elsewhere. */
const GOOD_FOR_MS = 20 * MINUTE_MS;

interface Plan {
  readonly swap: Swap;
  readonly from: Address;
  readonly pool: PoolQuote;
  readonly fee: EthereumFee;
  readonly chainId: number;
  readonly nonces: readonly bigint[];
}

/**
 * Makes and signs the transactions of a swap, by the pool that gives most now and no less than was agreed. Nothing is sent. With a
 * memo before it, a version that takes its place: the same nonces, for more.
 */
export async function prepareSwap(
  parts: DexParts,
  submission: Submission,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<PrepareAnswer> {
  const planned = await plan(parts, submission, replaces);
  if (!planned.ok) return planned.refusal;
  const { swap, from, pool, fee, chainId, nonces } = planned.value;
  const deadline = BigInt(Math.floor((parts.now() + GOOD_FOR_MS) / SECOND_MS));
  const swapping = { chain: parts.chain, fee: pool.fee, from, least: submission.deliver.units, deadline };
  const calls = [
    ...(swap.side === 'buy' ? [{ call: approvalOf(swap, parts.chain), gas: APPROVAL_GAS }] : []),
    { call: swapCall(swap, swapping), gas: fee.gasLimit },
  ];
  const signed: SignedTransaction[] = [];
  for (const [index, { call, gas }] of calls.entries()) {
    const nonce = nonces[index];
    if (nonce === undefined) return notPossible('other', 'BUG: a transaction has no nonce');
    const one = await sign(parts, { call, gas, fee, chainId, nonce, from });
    if (!one.ok) return one.refusal;
    signed.push(one.value);
  }
  const [first, last = first] = signed;
  if (first === undefined || last === undefined)
    return notPossible('other', 'BUG: a swap has no transaction');
  const memo = memoOf({
    ...{ network: 'ethereum', side: swap.side, from: lower(from), asset: swap.pay.asset },
    ...{ units: `${swap.pay.units}`, approval: signed.length > 1 ? first : null, swap: last },
  });
  return { kind: 'prepared', memo };
}

async function plan(
  parts: DexParts,
  submission: Submission,
  replaces: boolean,
): Promise<Outcome<Plan, PrepareAnswer>> {
  const { deliver, network, networkCost } = submission;
  const swap = swapOf({ ...submission, receive: { asset: deliver.asset, network } }, parts.chain);
  if (swap === null || networkCost === undefined || parts.reader === null)
    return refuse(notPossible('unsupported', 'it is no swap of ETH and USDC on Ethereum'));
  const address = await parts.signer.address('ethereum');
  if (!address.ok) return refuse(notYet(`${parts.signer.name} does not tell the address that swaps`));
  const from = getAddress(address.value);
  const pool = await bestPool(parts, swap);
  if (!pool.ok)
    return refuse(
      pool.refusal === 'unavailable' ? refused('unavailable') : notPossible('price_changed', pool.refusal),
    );
  if (pool.value.out < deliver.units)
    return refuse(notPossible('price_changed', 'every pool gives less than was agreed'));
  const [usual, chainId, counts] = await Promise.all([
    feeOf(parts, { from, gas: pool.value.gas }),
    parts.reader.chainId(),
    parts.reader.counts(from),
  ]);
  if (!usual.ok || !chainId.ok || !counts.ok) return refuse(refused('unavailable'));
  const before = replaces && submission.memo ? readMemo(submission.memo) : null;
  const most = networkCost.units;
  const fee =
    before === null ? withinMost(usual.value, { swap, most }) : bidOver(usual.value, { before, most });
  if (mostOf(swap, fee).units > networkCost.units) return refuse(refused('too_dear'));
  if (before !== null)
    return accept({ swap, from, pool: pool.value, fee, chainId: chainId.value, nonces: noncesOf(before) });
  // Last, so that whatever stands in the way has shown before a nonce is promised.
  const many = transactionsOf(swap);
  const nonces = await claimNonces(parts, submission, { counts: counts.value, many });
  return nonces.ok
    ? accept({ swap, from, pool: pool.value, fee, chainId: chainId.value, nonces: nonces.value })
    : nonces;
}

function noncesOf({ approval, swap }: PreparedSwap): readonly bigint[] {
  return approval === null ? [swap.nonce] : [approval.nonce, swap.nonce];
}

/** Wei for each unit of gas that a builder of blocks takes a transaction for: a tenth of a gwei. */
const LEAST_TIP = 100_000_000n;

/**
 * What others tip may have risen since the price was named: less is bid then, as long as the next block takes it all the same. What
 * would not even be taken stays as it is, and is too dear.
 */
function withinMost(
  fee: EthereumFee,
  { swap, most }: { readonly swap: Swap; readonly most: bigint },
): EthereumFee {
  const gas = fee.gasLimit + (swap.side === 'buy' ? APPROVAL_GAS : 0n);
  const maxFeePerGas = smallerUnits(fee.maxFeePerGas, most / gas);
  // A full block before it makes the base fee an eighth higher.
  const left = maxFeePerGas - (fee.nextBaseFee * 9n) / 8n;
  if (left < LEAST_TIP) return fee;
  const maxPriorityFeePerGas = smallerUnits(fee.maxPriorityFeePerGas, left);
  return { ...fee, maxFeePerGas, maxPriorityFeePerGas, most: fee.gasLimit * maxFeePerGas };
}

/**
 * Nodes take another transaction in the place of one that waits when both of its bids are higher by a tenth: an eighth is asked
 * for here, and no more than may be paid at all.
 */
function bidOver(
  fee: EthereumFee,
  { before, most }: { readonly before: PreparedSwap; readonly most: bigint },
): EthereumFee {
  const { maxFeePerGas: bid = 0n, maxPriorityFeePerGas: tip = 0n } = parseTransaction(before.swap.bytes);
  const gas = fee.gasLimit + (before.approval === null ? 0n : APPROVAL_GAS);
  const maxFeePerGas = largerUnits(smallerUnits(fee.maxFeePerGas, most / gas), anEighthMore(bid));
  const maxPriorityFeePerGas = smallerUnits(
    largerUnits(fee.maxPriorityFeePerGas, anEighthMore(tip)),
    maxFeePerGas,
  );
  return { ...fee, maxFeePerGas, maxPriorityFeePerGas, most: fee.gasLimit * maxFeePerGas };
}

function anEighthMore(bid: bigint): bigint {
  return bid + (bid + 7n) / 8n;
}

interface ToSign extends Pick<Plan, 'fee' | 'chainId' | 'from'> {
  readonly call: Call;
  readonly gas: bigint;
  readonly nonce: bigint;
}

/** What comes back signed must be what was to be signed, by whom it was to be signed. */
async function sign(
  { signer }: Pick<DexParts, 'signer'>,
  { call, gas, fee, chainId, nonce, from }: ToSign,
): Promise<Outcome<SignedTransaction, PrepareAnswer>> {
  const { maxFeePerGas, maxPriorityFeePerGas } = fee;
  const transaction = serializeTransaction({
    ...{ type: 'eip1559', chainId, nonce: Number(nonce), gas, ...call, maxFeePerGas, maxPriorityFeePerGas },
  });
  const signed = await signer.sign({ network: 'ethereum', transaction: transaction.slice(2) });
  if (!signed.ok) return signed;
  const bytes = `0x${signed.value}`;
  if (!(await isSigned(bytes, { transaction, from })))
    return refuse(notPossible('other', 'what was signed is not what was to be signed'));
  return accept({ bytes: lower(bytes), hash: keccak256(lower(bytes)), nonce });
}

async function isSigned(
  bytes: string,
  { transaction, from }: { readonly transaction: Hex; readonly from: Address },
): Promise<boolean> {
  if (!isHex(bytes)) return false;
  try {
    const { r: _r, s: _s, v: _v, yParity: _parity, ...bare } = parseTransaction(bytes);
    if (serializeTransaction(bare) !== transaction) return false;
    const serializedTransaction = bytes as `0x02${string}`;
    return (await recoverTransactionAddress({ serializedTransaction })) === from;
  } catch {
    // viem throws for whatever is no transaction, by classes of many names: all of them mean that.
    return false;
  }
}

function lower(hex: string): Hex {
  return `0x${hex.slice(2).toLowerCase()}`;
}
