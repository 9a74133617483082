import { type Instant, MINUTE_MS, type Network } from '@diboas/kernel';
import { ZERO } from '@diboas/market';
import { createShareDesk, type DeskOf, type ShareVenue } from '@diboas/providers-kit';
import type { AlpacaConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { stopOrder } from './cancel.ts';
import { lookAtAccount } from './holdings.ts';
import { lookUpNamed, lookUpOrder } from './lookup.ts';
import { askQuote, askStatus } from './quote.ts';
import { askSession } from './session.ts';
import { placeOrder } from './submit.ts';

/** As fine as whoever else may be asked for the same takes it; Alpaca itself takes nine digits. */
const SIZE_DIGITS = 4;

/** Alpaca as an exchange: shares for dollars and back, out of what lies in our account there. */
export function createAlpacaExchange(
  connection: AlpacaConnection,
  { dollarNetwork, now }: { readonly dollarNetwork: Network; readonly now: () => Instant },
): DeskOf<'exchange'> {
  const venue: ShareVenue = {
    ...{ name: 'Alpaca', sizeDigits: SIZE_DIGITS, listLagMs: MINUTE_MS, dollarNetwork, now },
    fees: { maker: ZERO, taker: ZERO, in: 'quote' },
    sortFault: (error) => sortFault(error, now()),
    session: () => askSession(connection),
    status: (stock) => askStatus(connection, stock),
    quote: (stock) => askQuote(connection, stock),
    named: (key) => lookUpNamed(connection, key),
    order: (reference) => lookUpOrder(connection, reference),
    place: (order) => placeOrder(connection, order),
    stop: (reference) => stopOrder(connection, reference),
    holdings: () => lookAtAccount(connection, dollarNetwork),
  };
  // What it has are shares at a broker: they stand in only where nobody else sells or takes tokens.
  return { ...createShareDesk(venue), comesLast: true };
}
