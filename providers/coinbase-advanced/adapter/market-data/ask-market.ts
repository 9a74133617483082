import type { Asset } from '@diboas/kernel';
import type { Instrument, ToldBook, TradingPair } from '@diboas/market';
import { z } from 'zod';
import type { AdvancedConnection } from '../wire/connection.ts';
import { readBook } from './book.ts';
import { productIdOf, productSchema, QUOTE, readInstrument } from './instrument.ts';

/** How we are named as a source of books and candles. */
export const SOURCE = 'coinbase-advanced';

/** How deep a book is asked for: as deep as an order of ours may go. */
const LEVELS = '500';

/** Null for an answer that cannot be read. What a call ends with instead is thrown. */
export async function askInstrument(
  connection: AdvancedConnection,
  pair: TradingPair,
): Promise<Instrument | null> {
  const product = productSchema.safeParse(await connection.get(`/products/${productIdOf(pair)}`));
  if (!product.success || product.data.product_id !== productIdOf(pair)) return null;
  return readInstrument(product.data);
}

export async function askBook(connection: AdvancedConnection, pair: TradingPair): Promise<ToldBook | null> {
  const body = await connection.get('/product_book', { product_id: productIdOf(pair), limit: LEVELS });
  return readBook(body, { pair, source: SOURCE });
}

const listSchema = z.object({ products: z.array(z.looseObject({ product_id: z.string() })) });

/** All pairs against USDC of assets that we know. One that cannot be read is left out: nothing is traded by it. */
export async function askInstruments(connection: AdvancedConnection): Promise<Instrument[] | null> {
  const list = listSchema.safeParse(await connection.get('/products', { product_ids: PRODUCT_IDS }));
  if (!list.success) return null;
  return list.data.products.flatMap((one) => {
    const product = productSchema.safeParse(one);
    const instrument = product.success ? readInstrument(product.data) : null;
    return instrument === null ? [] : [instrument];
  });
}

const COINS: readonly Asset[] = ['BTC', 'ETH', 'SOL', 'SUI'];
const PRODUCT_IDS = COINS.map((base) => productIdOf({ base, quote: QUOTE }));
