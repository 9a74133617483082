// What the network may take for calls of contracts, of which an approval may be one.
import { accept, largerUnits, type Money, money, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import { estimateFee, type NetworkFacts } from '@diboas/networks';
import { parseTransaction } from 'viem';
import type { EvmParts } from './parts.ts';
import type { SignedCalls } from './signed-calls.ts';

export type CallFee = NetworkFacts['ethereum']['fee'] &
  Pick<NetworkFacts['ethereum']['feeFacts'], 'nextBaseFee'>;

/** What a call of so much gas may cost. An approval beside it has as much for each unit. */
export async function feeOfCall(
  { chains }: Pick<EvmParts, 'chains'>,
  { from, gas }: { readonly from: string; readonly gas: bigint },
): Promise<Outcome<CallFee, 'unavailable'>> {
  const self = { from, to: from, money: money('ETH', 0n), urgency: 'normal', coins: [] } as const;
  // A transfer to itself is tried for the state of the network: the gas is told by whoever calls.
  const facts = await chains.ethereum?.feeFacts(self);
  if (!facts?.ok) return refuse('unavailable');
  const { nextBaseFee } = facts.value;
  return accept({ ...estimateFee('ethereum', 'normal', { ...facts.value, gas }), nextBaseFee });
}

/** The most that the network may take of both transactions, or of the one. */
export function mostOfCalls({ most, maxFeePerGas }: CallFee, approvalGas: bigint): Money {
  return money('ETH', most + approvalGas * maxFeePerGas);
}

/** Room for what is stuck to be sent again for an eighth more. Only what the network takes is paid. */
export function roomToReplace({ asset, units }: Money): Money {
  return money(asset, (5n * units + 3n) / 4n);
}

/** Wei for each unit of gas that a builder of blocks takes a transaction for: a tenth of a gwei. */
const LEAST_TIP = 100_000_000n;

/** What the calls may cost at most in all, in wei, and what of it is for gas of an approval. */
interface Bounds {
  readonly approvalGas: bigint;
  readonly most: bigint;
}

/**
 * What others tip may have risen since the price was named: less is bid then, as long as the next block takes it all the same. What
 * would not even be taken stays as it is, and is too dear.
 */
export function withinMost(fee: CallFee, { approvalGas, most }: Bounds): CallFee {
  const maxFeePerGas = smallerUnits(fee.maxFeePerGas, most / (fee.gasLimit + approvalGas));
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
export function bidOverCalls(
  fee: CallFee,
  { before, approvalGas, most }: Bounds & { readonly before: Pick<SignedCalls, 'act'> },
): CallFee {
  const { maxFeePerGas: bid = 0n, maxPriorityFeePerGas: tip = 0n } = parseTransaction(before.act.bytes);
  const gas = fee.gasLimit + approvalGas;
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
