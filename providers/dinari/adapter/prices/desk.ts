import { accept, type Instant, refuse, SECOND_MS } from '@diboas/kernel';
import { parseFraction, type Rate } from '@diboas/market';
import { type DeskOf, happenedAt, sortNoRates } from '@diboas/providers-kit';
import { z } from 'zod';
import { askStocks, type ListedStock } from '../exchange/stocks.ts';
import type { DinariConnection } from '../wire/connection.ts';

const priceSchema = z.object({
  price: z.string(),
  stock_id: z.string(),
  timestamp: z.iso.datetime({ offset: true }),
});

/** Dinari gives its data "on a best-effort basis": often enough that a price is never too old to be priced from, and no oftener. */
const EVERY_MS = 20 * SECOND_MS;

/** What shares cost, by Dinari: while the exchange is closed what was paid last, with the time of that. */
export function createDinariPrices(connection: DinariConnection, now: () => Instant): DeskOf<'prices'> {
  return {
    everyMs: EVERY_MS,
    async rates(assets, currencies) {
      if (!currencies.includes('USD')) return accept([]);
      try {
        const stocks = await askStocks(connection);
        if (stocks === null) return refuse('unavailable');
        const wanted = stocks.filter(({ stock }) => assets.includes(stock));
        const told = await Promise.all(wanted.map((one) => askPrice(connection, one, now)));
        return accept(told.filter((one) => one !== null));
      } catch (error) {
        return refuse(sortNoRates(error));
      }
    },
  };
}

/** Null where it cannot be read. */
async function askPrice(
  connection: DinariConnection,
  { id, stock }: ListedStock,
  now: () => Instant,
): Promise<Rate | null> {
  const body = await connection.get(`/market_data/stocks/${encodeURIComponent(id)}/current_price`);
  const read = priceSchema.safeParse(body);
  const price = read.success && read.data.stock_id === id ? parseFraction(read.data.price) : null;
  if (!read.success || price === null) return null;
  const at = happenedAt(Date.parse(read.data.timestamp), { receivedAt: now() });
  return { asset: stock, currency: 'USD', price, at, source: 'dinari' };
}
