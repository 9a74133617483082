import { assert, largerUnits } from '@diboas/kernel';
import type { AddressKind } from '../shape/address.ts';
import { divideUp, type FeeEstimate, type FeeUrgency } from '../shape/fee.ts';
import { leastChangeOf } from './change.ts';
import type { BitcoinRates } from './rates.ts';
import { type InputKind, virtualBytes } from './size.ts';

export interface BitcoinFeeFacts {
  readonly rates: BitcoinRates;
  readonly inputs: readonly InputKind[];
  readonly outputs: readonly AddressKind[];
  /** Where the rest goes; null when there is none. */
  readonly change: AddressKind | null;
}

export interface BitcoinFee extends FeeEstimate {
  readonly virtualBytes: bigint;
  /** Satoshis for 1,000 virtual bytes. */
  readonly ratePerThousand: bigint;
}

/**
 * Virtual bytes times the rate, rounded up. The most has as much again as change that is not worth its own spending, and is left
 * to the miner. A rate below what the node relays is raised to it.
 */
export function estimateBitcoinFee(urgency: FeeUrgency, facts: BitcoinFeeFacts): BitcoinFee {
  assert(facts.inputs.length > 0 && facts.outputs.length > 0, 'a transaction spends and pays', { facts });
  const { change, rates } = facts;
  const { nextBlock, halfHour, hour, least } = rates;
  const ratePerThousand = largerUnits({ slow: hour, normal: halfHour, fast: nextBlock }[urgency], least);
  const outputs = change === null ? facts.outputs : [...facts.outputs, change];
  const size = virtualBytes(facts.inputs, outputs);
  const expected = divideUp(size * ratePerThousand, 1000n);
  const left = change === null ? 0n : leastChangeOf(change, rates) - 1n;
  return { asset: 'BTC', expected, most: expected + left, virtualBytes: size, ratePerThousand };
}
