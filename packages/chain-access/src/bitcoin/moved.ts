// What a transaction moved, by its inputs and outputs.
import { money } from '@diboas/kernel';
import { z } from 'zod';
import type { ChainArrival } from '../shape/transaction.ts';
import { coinOf } from '../wire/money.ts';
import { type BitcoinWire, blockStatus, satoshis, txidText } from './wire.ts';

const outputShape = z.object({ scriptpubkey_address: z.string().optional(), value: satoshis });

export const transactionShape = z.object({
  txid: txidText,
  /** `prevout` is null for what makes new coins. */
  vin: z.array(z.object({ prevout: outputShape.nullable() })),
  vout: z.array(outputShape),
  fee: satoshis,
  status: blockStatus,
});
export type BitcoinMoved = z.output<typeof transactionShape>;

/** Its outputs that an address stands for. Whose they were is whoever put in the most. */
export function listOutputs({ assets }: BitcoinWire, { vin, vout }: BitcoinMoved): ChainArrival[] {
  const [largest] = vin
    .flatMap(({ prevout }) => prevout ?? [])
    .toSorted((left, right) => (left.value > right.value ? -1 : 1));
  const from = largest?.scriptpubkey_address ?? null;
  return vout.flatMap(({ scriptpubkey_address: to, value }, index) =>
    to === undefined || value === 0n
      ? []
      : [{ name: `${index}`, to, money: money(coinOf(assets), value), from }],
  );
}

/** Everybody who put something in. */
export function listPayers({ vin }: BitcoinMoved): string[] {
  return vin.flatMap(({ prevout }) => prevout?.scriptpubkey_address ?? []);
}
