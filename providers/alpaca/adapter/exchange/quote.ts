import type { Stock } from '@diboas/kernel';
import { type InstrumentStatus, parseFraction } from '@diboas/market';
import type { ShareQuote } from '@diboas/providers-kit';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';

const assetSchema = z.object({
  symbol: z.string(),
  status: z.string(),
  tradable: z.boolean(),
  fractionable: z.boolean(),
});

/** Whether it is traded, in parts too; null where that cannot be read. */
export async function askStatus(
  connection: AlpacaConnection,
  stock: Stock,
): Promise<InstrumentStatus | null> {
  const read = assetSchema.safeParse(await connection.get(`/v2/assets/${stock}`));
  if (!read.success || read.data.symbol !== stock) return null;
  const { status, tradable, fractionable } = read.data;
  return status === 'active' && tradable && fractionable ? 'trading' : 'halted';
}

const quoteSchema = z.object({
  symbol: z.string(),
  quote: z.object({
    ...{ ap: z.string(), as: z.string(), bp: z.string(), bs: z.string() },
    t: z.iso.datetime({ offset: true }),
  }),
});

/** The best of both sides; null where a side is empty, which is told as zero, or a figure is none. */
export async function askQuote(connection: AlpacaConnection, stock: Stock): Promise<ShareQuote | null> {
  const read = quoteSchema.safeParse(await connection.data(`/v2/stocks/${stock}/quotes/latest`));
  if (!read.success || read.data.symbol !== stock) return null;
  const { ap, as, bp, bs, t } = read.data.quote;
  const [ask, bid] = [levelOf(ap, as), levelOf(bp, bs)];
  return ask && bid && { ask, bid, at: Date.parse(t) };
}

function levelOf(priceText: string, sizeText: string): ShareQuote['ask'] | null {
  const [price, shares] = [parseFraction(priceText), parseFraction(sizeText)];
  return price && shares && { price, shares };
}
