import { type Calendars, createCalendars } from '@diboas/calendars';
import type { Clock } from '@diboas/kernel';
import { createMarketHours, type MarketHours } from '@diboas/orchestration';
import { type Desks, desksOf } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import type { Settings } from '../settings/shape.ts';
import { createSessionBoard, watchSessions } from '../work/market-sessions.ts';

/** On which days banks and exchanges work, and when exchanges are open by what venues say. */
export interface WiredHours {
  readonly calendars: Calendars;
  readonly hours: MarketHours;
  readonly tradesShares: boolean;
  watch(): { stop(): Promise<void> };
}

export function wireHours(
  { closings, paceFactor }: Pick<Settings, 'closings' | 'paceFactor'>,
  {
    desks,
    ...shared
  }: { readonly desks: readonly Partial<Desks>[]; readonly clock: Clock; readonly logger: Logger },
): WiredHours {
  const calendars = createCalendars(closings);
  const board = createSessionBoard();
  const venues = desksOf(desks, 'exchange');
  return {
    calendars,
    hours: createMarketHours(calendars, board.told),
    tradesShares: venues.some(({ session }) => session !== undefined),
    watch: () => watchSessions({ ...shared, venues, board, paceFactor }),
  };
}
