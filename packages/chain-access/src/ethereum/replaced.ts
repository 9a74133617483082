// What a transaction that waits would pay, and what one must pay that takes its place.
import { largerUnits, smallerUnits } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import { type EthereumWire, quantity } from './wire.ts';

type EthereumFee = NetworkFacts['ethereum']['fee'];

/** Of a transaction that waits, what says its place and what it pays. */
export interface WaitingBids {
  readonly nonce: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

const waitingShape = z.object({
  blockNumber: z.null(),
  ...{ nonce: quantity, maxFeePerGas: quantity, maxPriorityFeePerGas: quantity },
});

const inBlockShape = z.object({ blockNumber: quantity });

/** Null where the node does not have it, or has it in a block. */
export async function readWaitingBids(wire: EthereumWire, hash: string): Promise<WaitingBids | null> {
  const shape = z.union([waitingShape, inBlockShape]).nullable();
  const found = await wire.ask(shape, 'eth_getTransactionByHash', hash);
  return found === null || found.blockNumber !== null ? null : found;
}

/**
 * Nodes take another transaction in the place of one that waits when both of its bids are higher by a tenth (go-ethereum's
 * `--txpool.pricebump`, 10 %): an eighth is asked for here. No more is bid than may be paid at all, but never less than that.
 */
export function bidOver(fee: EthereumFee, before: WaitingBids, costMost: bigint): EthereumFee {
  const affordable = smallerUnits(fee.maxFeePerGas, costMost / fee.gasLimit);
  const maxFeePerGas = largerUnits(affordable, anEighthMore(before.maxFeePerGas));
  const tip = largerUnits(fee.maxPriorityFeePerGas, anEighthMore(before.maxPriorityFeePerGas));
  // A tip above the whole bid is no transaction (EIP-1559).
  const maxPriorityFeePerGas = smallerUnits(tip, maxFeePerGas);
  return { ...fee, maxFeePerGas, maxPriorityFeePerGas, most: fee.gasLimit * maxFeePerGas };
}

function anEighthMore(bid: bigint): bigint {
  return bid + (bid + 7n) / 8n;
}
