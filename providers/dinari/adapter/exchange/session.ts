import type { MarketSession } from '@diboas/orchestration';
import { z } from 'zod';
import type { DinariConnection } from '../wire/connection.ts';

const moment = z.iso.datetime({ offset: true });

const hoursSchema = z.object({
  is_market_open: z.boolean(),
  current_session_close_dt: moment.nullish(),
  next_session_open_dt: moment,
});

/** How New York stands by Dinari's clock; null where that cannot be read. */
export async function askSession(connection: DinariConnection): Promise<MarketSession | null> {
  const read = hoursSchema.safeParse(await connection.get('/market_data/market_hours/'));
  if (!read.success) return null;
  const { is_market_open: isOpen, current_session_close_dt: close, next_session_open_dt: open } = read.data;
  const until = isOpen ? close : open;
  return until ? { isOpen, until: Date.parse(until) } : null;
}
