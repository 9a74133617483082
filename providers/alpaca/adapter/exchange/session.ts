import type { MarketSession } from '@diboas/orchestration';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';

const moment = z.iso.datetime({ offset: true });
const clockSchema = z.object({ is_open: z.boolean(), next_open: moment, next_close: moment });

/** How New York stands by Alpaca's clock; null where that cannot be read. */
export async function askSession(connection: AlpacaConnection): Promise<MarketSession | null> {
  const read = clockSchema.safeParse(await connection.get('/v2/clock'));
  if (!read.success) return null;
  const { is_open: isOpen, next_open, next_close } = read.data;
  return { isOpen, until: Date.parse(isOpen ? next_close : next_open) };
}
