import { accept, type Outcome } from '@diboas/kernel';
import { leastSend, type NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import type { TransferAsk } from '../shape/transfer.ts';
import { orUnavailable } from '../wire/unanswered.ts';
import { type Chosen, chooseOutputs, type PaidBefore, readOwn } from './choose.ts';
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

/** Which of the coins would pay for it at the rates that the site recommends now, and more than was paid before. */
export async function chooseNow(
  wire: BitcoinWire,
  ask: TransferAsk,
  over: PaidBefore | null = null,
): Promise<Outcome<Chosen, 'too_little'>> {
  const rates = await wire.need(ratesShape, '/v1/fees/recommended');
  const dust = leastSend(ask.money.asset, readOwn(ask.from)).units;
  return chooseOutputs(ask, { rates, dust, over });
}

export function readBitcoinFees(
  wire: BitcoinWire,
  ask: TransferAsk,
): Promise<Outcome<BitcoinFeeFacts, 'unavailable' | 'too_little'>> {
  return orUnavailable(async () => {
    const chosen = await chooseNow(wire, ask);
    return chosen.ok ? accept(chosen.value.facts) : chosen;
  });
}
