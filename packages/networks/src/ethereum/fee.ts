import { assert, largerUnits } from '@diboas/kernel';
import { divideUp, type FeeEstimate, type FeeUrgency, percentileOf } from '../shape/fee.ts';

/** What `eth_feeHistory` answers for the newest blocks, and what `eth_estimateGas` answers for the call. All in wei. */
export interface EthereumFeeFacts {
  /** The base fee of the next block: the last of `baseFeePerGas`. */
  readonly nextBaseFee: bigint;
  /** Tips that were paid, one of each block, at the percentiles 10, 50 and 90 of its gas. Empty blocks are left out. */
  readonly tips: Readonly<Record<FeeUrgency, readonly bigint[]>>;
  /** Gas that the call took when the node tried it. */
  readonly gas: bigint;
}

export interface EthereumFee extends FeeEstimate {
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A plain transfer to an account without code takes exactly this (Ethereum's yellow paper, Gtransaction). */
const PLAIN_GAS = 21_000n;
/** A contract may take more when the call is made than when it was tried: a fifth more is allowed. */
const GAS_ROOM = { numerator: 6n, denominator: 5n };
/** Without any tip a block builder has no reason to take a transaction: a tenth of a gwei. */
const LEAST_TIP = 100_000_000n;
/** For how many full blocks in a row the transaction still pays enough: the base fee grows by an eighth at each. */
const FULL_BLOCKS: Readonly<Record<FeeUrgency, number>> = { slow: 3, normal: 6, fast: 10 };

/**
 * EIP-1559: the chain takes the block's base fee and a tip for each gas, and never more than `maxFeePerGas`. Expected is
 * the gas that the call took, at the next block's base fee; the most is all of the gas limit at the greatest price.
 */
export function estimateEthereumFee(urgency: FeeUrgency, facts: EthereumFeeFacts): EthereumFee {
  assert(facts.gas >= PLAIN_GAS, 'no transaction takes less gas than a plain one', { gas: facts.gas });
  const maxPriorityFeePerGas = largerUnits(percentileOf(facts.tips[urgency], 50) ?? 0n, LEAST_TIP);
  const maxFeePerGas = afterFullBlocks(facts.nextBaseFee, FULL_BLOCKS[urgency]) + maxPriorityFeePerGas;
  const gasLimit =
    facts.gas === PLAIN_GAS ? PLAIN_GAS : divideUp(facts.gas * GAS_ROOM.numerator, GAS_ROOM.denominator);
  return {
    asset: 'ETH',
    expected: facts.gas * (facts.nextBaseFee + maxPriorityFeePerGas),
    most: gasLimit * maxFeePerGas,
    gasLimit,
    maxFeePerGas,
    maxPriorityFeePerGas,
  };
}

/** The base fee after so many full blocks: EIP-1559's `BASE_FEE_MAX_CHANGE_DENOMINATOR` is 8. Rounded up at the end. */
function afterFullBlocks(baseFee: bigint, blocks: number): bigint {
  return divideUp(baseFee * 9n ** BigInt(blocks), 8n ** BigInt(blocks));
}
