import { ASSETS, type Asset, isStock, type Stock } from '@diboas/kernel';
import { keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import type { DinariConnection } from '../wire/connection.ts';

const listSchema = z.object({
  data: z.array(
    z.object({
      id: keptText.min(1),
      symbol: z.string(),
      is_tradable: z.boolean(),
      is_fractionable: z.boolean(),
    }),
  ),
});

/** A share as Dinari has it: by an id of its own, which orders and fills name. */
export interface ListedStock {
  readonly id: string;
  readonly stock: Stock;
  readonly isTradable: boolean;
}

const SYMBOLS = (Object.keys(ASSETS) as Asset[]).filter(isStock);

/** What Dinari lists of what we trade; null where that cannot be read. Parts of a share must be possible. */
export async function askStocks(connection: DinariConnection): Promise<readonly ListedStock[] | null> {
  const read = listSchema.safeParse(await connection.get('/market_data/stocks/', { symbols: SYMBOLS }));
  if (!read.success) return null;
  return read.data.data.flatMap(({ id, symbol, is_tradable, is_fractionable }) => {
    const stock = SYMBOLS.find((one) => one === symbol);
    return stock === undefined ? [] : [{ id, stock, isTradable: is_tradable && is_fractionable }];
  });
}
