import { assert, largerUnits, smallerUnits } from '@diboas/kernel';
import type { AddressKind } from '../shape/address.ts';
import { divideUp } from '../shape/fee.ts';
import { dustOf } from './amount.ts';
import type { BitcoinRates } from './rates.ts';
import { type InputKind, inputWeight } from './size.ts';

/**
 * Between these lies what an output is taken to cost that is spent some day, in satoshis for 1,000 virtual bytes: Bitcoin Core's
 * `DUST_RELAY_TX_FEE` and `DEFAULT_DISCARD_FEE`, with the rate of the slowest estimate between them (`GetDiscardRate` in
 * `src/wallet/fees.cpp`).
 */
const LATER_RATE_LEAST = 3_000n;
const LATER_RATE_MOST = 10_000n;

/** How we spend what comes back to an address of ours. */
const SPENT_AS: Partial<Readonly<Record<AddressKind, InputKind>>> = {
  p2pkh: 'p2pkh',
  p2wpkh: 'p2wpkh',
  p2wsh: 'p2wsh_2of3',
  p2tr: 'p2tr',
};

/** What it will cost to spend the change: at what is paid over the long term, and not at what a busy hour asks. */
export function spendLaterOf(change: AddressKind, { hour }: Pick<BitcoinRates, 'hour'>): bigint {
  const kind = SPENT_AS[change];
  assert(kind !== undefined, 'change comes back to an address that we spend from', { change });
  const rate = largerUnits(smallerUnits(hour, LATER_RATE_MOST), LATER_RATE_LEAST);
  return divideUp(inputWeight(kind) * rate, 4_000n);
}

/** The least that comes back: what is less is dust, or costs more to spend than it is worth. */
export function leastChangeOf(change: AddressKind, rates: Pick<BitcoinRates, 'hour'>): bigint {
  return largerUnits(dustOf(change), spendLaterOf(change, rates));
}
