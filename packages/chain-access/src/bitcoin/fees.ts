import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import type { ChainCoin, ChooseCoins, TransferAsk, UnsignedAsk } from '../shape/transfer.ts';
import { orUnavailable, valueOrUnavailable } from '../wire/unanswered.ts';
import { chooseCheapest } from './choose.ts';
import type { BitcoinWire } from './wire.ts';

type BitcoinFeeFacts = NetworkFacts['bitcoin']['feeFacts'];

/** Satoshis a virtual byte on the wire, and for a thousand of them with us. */
const rate = z
  .number()
  .positive()
  .max(1_000_000)
  .transform((perByte) => BigInt(Math.ceil(perByte * 1_000)));

const ratesShape = z
  .object({ fastestFee: rate, halfHourFee: rate, hourFee: rate, minimumFee: rate })
  .transform(({ fastestFee, halfHourFee, hourFee, minimumFee }) => ({
    ...{ nextBlock: fastestFee, halfHour: halfHourFee, hour: hourFee, least: minimumFee },
  }));

export function readRates({ need }: BitcoinWire): Promise<BitcoinFeeFacts['rates']> {
  return need(ratesShape, '/v1/fees/recommended');
}

export function readBitcoinFees(
  wire: BitcoinWire,
  ask: TransferAsk,
): Promise<Outcome<BitcoinFeeFacts, 'unavailable' | 'too_little'>> {
  return orUnavailable<BitcoinFeeFacts, 'unavailable' | 'too_little'>(async () => {
    const chosen = chooseCheapest(ask, await readRates(wire));
    return chosen === null ? refuse('too_little') : accept(chosen.facts);
  });
}

/**
 * The cheapest ones, and behind them one more where too little comes back of them: a version that takes its place could not pay
 * more then, as far as it may.
 */
export function readBitcoinChooser(
  wire: BitcoinWire,
  ask: UnsignedAsk,
): Promise<Outcome<ChooseCoins, 'unavailable'>> {
  return valueOrUnavailable<ChooseCoins>(async () => {
    const rates = await readRates(wire);
    return (free) => {
      const chosen = chooseCheapest({ ...ask, coins: free }, rates);
      if (chosen === null) return null;
      const held = chosen.coins.reduce((sum, { money }) => sum + money.units, 0n);
      if (held >= ask.money.units + ask.costMost) return chosen.coins;
      const spare = findSpare(free, chosen.coins, ask.costMost);
      return spare === undefined ? chosen.coins : [...chosen.coins, spare];
    };
  });
}

/** The smallest that could pay for all that it may cost, else the largest that there is. */
function findSpare(
  free: readonly ChainCoin[],
  chosen: readonly ChainCoin[],
  costMost: bigint,
): ChainCoin | undefined {
  const taken = new Set(chosen.map(({ name }) => name));
  const others = free
    .filter(({ name, isInBlock }) => isInBlock && !taken.has(name))
    .toSorted((left, right) => (left.money.units < right.money.units ? -1 : 1));
  return others.find(({ money }) => money.units >= costMost) ?? others.at(-1);
}
