// What a transaction of ours that waits spends and pays, for one that takes its place.
import { money } from '@diboas/kernel';
import { z } from 'zod';
import type { ChainCoin } from '../shape/transfer.ts';
import { coinOf } from '../wire/money.ts';
import { type BitcoinWire, blockStatus, satoshis, txidText } from './wire.ts';

const waitingShape = z.object({
  vin: z
    .array(
      z.object({
        txid: txidText,
        vout: z.number().int().nonnegative(),
        prevout: z.object({ value: satoshis }),
      }),
    )
    .min(1),
  fee: satoshis,
  status: blockStatus,
});

/**
 * Its inputs, which no list of what lies at the address shows while it waits, and its fee. Null where the site does not have
 * it, or has it in a block.
 */
export async function readWaitingCoins(
  wire: BitcoinWire,
  hash: string,
): Promise<{ readonly coins: readonly ChainCoin[]; readonly paid: bigint } | null> {
  const found = await wire.get(waitingShape, `/tx/${hash}`);
  if (found === null || found.status.confirmed) return null;
  const coins = found.vin.map(({ txid, vout, prevout }) => ({
    ...{ name: `${txid}:${vout}`, money: money(coinOf(wire.assets), prevout.value), digest: '' },
    // It was signed for when it was, and nobody but us can have spent it.
    isInBlock: true,
  }));
  return { coins, paid: found.fee };
}
