import { type Money, money, type Outcome } from '@diboas/kernel';
import { z } from 'zod';
import type { ChainCoin } from '../shape/transfer.ts';
import { coinOf } from '../wire/money.ts';
import { valueOrUnavailable } from '../wire/unanswered.ts';
import { type BitcoinWire, blockStatus, satoshis, txidText } from './wire.ts';

const statsShape = z.object({
  chain_stats: z.object({ funded_txo_sum: satoshis, spent_txo_sum: satoshis }),
});
const unspentShape = z.array(
  z.object({
    txid: txidText,
    vout: z.number().int().nonnegative(),
    value: satoshis,
    status: blockStatus,
  }),
);

/** In blocks: what waits is nobody's yet. */
export function readBitcoinHoldings(
  { need, assets }: BitcoinWire,
  address: string,
): Promise<Outcome<readonly Money[], 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const { chain_stats: stats } = await need(statsShape, `/address/${address}`);
    return [money(coinOf(assets), stats.funded_txo_sum - stats.spent_txo_sum)];
  });
}

export function readBitcoinCoins(
  { need, assets }: BitcoinWire,
  address: string,
): Promise<Outcome<readonly ChainCoin[], 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const unspent = await need(unspentShape, `/address/${address}/utxo`);
    return unspent.map(({ txid, vout, value, status }) => ({
      name: `${txid}:${vout}`,
      money: money(coinOf(assets), value),
      isInBlock: status.confirmed,
      digest: '',
    }));
  });
}
