// M55: what the same transaction would cost on Ethereum and on two networks that settle on it. Pure, from what their nodes say.
import { largerUnits } from '@diboas/kernel';
import { divideUp } from '../shape/fee.ts';

/** What it takes to execute it. All in wei. */
interface Execution {
  readonly gas: bigint;
  readonly pricePerGas: bigint;
}

export interface LayerFacts {
  readonly ethereum: Execution;
  /** What `GasPriceOracle` of the OP Stack says. */
  readonly base: Execution & {
    /** Of the signed transaction, as FastLZ compresses it. */
    readonly compressedBytes: bigint;
    readonly l1BaseFee: bigint;
    readonly l1BlobBaseFee: bigint;
    readonly baseFeeScalar: bigint;
    readonly blobBaseFeeScalar: bigint;
  };
  /** What `NodeInterface.gasEstimateComponents` says; the bytes with what Arbitrum adds to each transaction. */
  readonly arbitrum: Execution & { readonly bytes: bigint; readonly l1BaseFeeEstimate: bigint };
}

export type EthereumLayer = keyof LayerFacts;

export interface LayerCost {
  readonly layer: EthereumLayer;
  readonly execution: bigint;
  /** What its place on Ethereum costs; part of none there. */
  readonly data: bigint;
  readonly total: bigint;
}

/** The cheapest first. What it takes to get money to a layer and back is not in it. */
export function compareLayers({ ethereum, base, arbitrum }: LayerFacts): readonly LayerCost[] {
  return [
    costOn('ethereum', ethereum, 0n),
    costOn('base', base, baseDataFee(base)),
    costOn('arbitrum', arbitrum, arbitrum.bytes * arbitrum.l1BaseFeeEstimate * GAS_PER_BYTE),
  ].toSorted((left, right) => (left.total < right.total ? -1 : left.total > right.total ? 1 : 0));
}

function costOn(layer: EthereumLayer, { gas, pricePerGas }: Execution, data: bigint): LayerCost {
  const execution = gas * pricePerGas;
  return { layer, execution, data, total: execution + data };
}

/** A byte of calldata that is not zero (EIP-2028): Arbitrum, "How to estimate gas", and the OP Stack count with it. */
const GAS_PER_BYTE = 16n;
/** OP Stack, "Fjord: L1-Cost fees": a line through what transactions really compress to, in millionths of a byte. */
const INTERCEPT = -42_585_600n;
const PER_COMPRESSED_BYTE = 836_500n;
const LEAST_SIZE = 100_000_000n;
const SCALE = 1_000_000_000_000n;

function baseDataFee({
  compressedBytes,
  l1BaseFee,
  l1BlobBaseFee,
  baseFeeScalar,
  blobBaseFeeScalar,
}: LayerFacts['base']): bigint {
  const size = largerUnits(LEAST_SIZE, INTERCEPT + PER_COMPRESSED_BYTE * compressedBytes);
  const price = l1BaseFee * GAS_PER_BYTE * baseFeeScalar + l1BlobBaseFee * blobBaseFeeScalar;
  return divideUp(size * price, SCALE);
}
