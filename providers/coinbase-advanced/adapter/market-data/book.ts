import { unitsPerOne } from '@diboas/kernel';
import {
  type Level,
  multiply,
  parseFraction,
  roundFraction,
  type ToldBook,
  type TradingPair,
} from '@diboas/market';
import { z } from 'zod';

const levelSchema = z.object({ price: z.string(), size: z.string() });

export const bookSchema = z.object({
  pricebook: z.object({
    product_id: z.string(),
    bids: z.array(levelSchema),
    asks: z.array(levelSchema),
    time: z.iso.datetime({ offset: true }),
  }),
});

/** The book as it was told, of which nothing is believed before it is checked; null where a figure is none. */
export function readBook(
  body: object,
  { pair, source }: { pair: TradingPair; source: string },
): ToldBook | null {
  const read = bookSchema.safeParse(body);
  if (!read.success) return null;
  const { bids, asks, time } = read.data.pricebook;
  const [wanted, offered] = [readLevels(bids, pair), readLevels(asks, pair)];
  if (wanted === null || offered === null) return null;
  return { ...pair, bids: wanted, asks: offered, at: Date.parse(time), source };
}

function readLevels(told: readonly z.infer<typeof levelSchema>[], { base }: TradingPair): Level[] | null {
  const levels: Level[] = [];
  for (const { price: priceText, size: sizeText } of told) {
    const [price, size] = [parseFraction(priceText), parseFraction(sizeText)];
    if (price === null || size === null) return null;
    const units = roundFraction(multiply(size, { numerator: unitsPerOne(base), denominator: 1n }), 'down');
    // Less than the asset's smallest unit fills nothing of ours.
    if (units > 0n) levels.push({ price, size: units });
  }
  return levels;
}
