import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { type DeskOf, type NoMarketData, ProviderRefusalError } from '@diboas/providers-kit';
import type { AdvancedConnection } from '../wire/connection.ts';
import { askBook, askInstruments, SOURCE } from './ask-market.ts';
import { askCandles } from './candles.ts';

/** What Coinbase says of its market. Each answer is of one call, but a long past, which is asked for piece by piece. */
export function createAdvancedMarketData(
  connection: AdvancedConnection,
  now: () => Instant,
): DeskOf<'marketData'> {
  return {
    instruments: () => told(() => askInstruments(connection)),
    book: (pair) => told(() => askBook(connection, pair)),
    candles: (wish) => told(() => askCandles(connection, wish, { now, source: SOURCE })),
  };
}

async function told<Told>(ask: () => Promise<Told | null>): Promise<Outcome<Told, NoMarketData>> {
  try {
    const answer = await ask();
    return answer === null ? refuse('unavailable') : accept(answer);
  } catch (error) {
    return refuse(whyNot(error));
  }
}

function whyNot(error: unknown): NoMarketData {
  if (!(error instanceof ProviderRefusalError)) return 'unavailable';
  if (error.status === 404) return 'unknown_pair';
  return error.status === 429 ? 'rate_limited' : 'unavailable';
}
