import { createShareDesk, type DeskOf } from '@diboas/providers-kit';
import type { DinariConnection } from '../wire/connection.ts';
import { createDinariVenue, type DinariTrading } from './venue.ts';

/** Dinari as an exchange: shares as tokens for dollar tokens and back, out of what lies in our account there. */
export function createDinariExchange(
  connection: DinariConnection,
  trading: DinariTrading,
): DeskOf<'exchange'> {
  return createShareDesk(createDinariVenue(connection, trading));
}
