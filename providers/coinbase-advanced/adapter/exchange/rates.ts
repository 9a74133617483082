import { parseFeeRate, type TradingFees } from '@diboas/market';
import { z } from 'zod';
import type { AdvancedConnection } from '../wire/connection.ts';

const summarySchema = z.object({
  fee_tier: z.object({ maker_fee_rate: z.string(), taker_fee_rate: z.string() }),
});

/** What Coinbase takes of us at the moment; null for an answer that cannot be read. It takes it in what the price is in. */
export async function askRates(connection: AdvancedConnection): Promise<TradingFees | null> {
  const read = summarySchema.safeParse(
    await connection.get('/transaction_summary', { product_type: 'SPOT' }),
  );
  if (!read.success) return null;
  const { maker_fee_rate, taker_fee_rate } = read.data.fee_tier;
  const [maker, taker] = [parseFeeRate(maker_fee_rate), parseFeeRate(taker_fee_rate)];
  return maker === null || taker === null ? null : { maker, taker, in: 'quote' };
}
