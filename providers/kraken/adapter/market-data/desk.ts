import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { TradingPair } from '@diboas/market';
import { type DeskOf, type NoMarketData, ProviderRefusalError } from '@diboas/providers-kit';
import { COINS, type Coin } from '../exchange/coins.ts';
import { askBook, askInstruments } from '../exchange/venue.ts';
import type { PublicKraken } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { askCandles } from './candles.ts';

/** What Kraken says of its market, which anybody may ask: no call of these is signed. */
export function createKrakenMarketData(connection: PublicKraken, now: () => Instant): DeskOf<'marketData'> {
  return {
    instruments: () => told(() => askInstruments(connection), now),
    book: (pair) => ofCoin(pair, (coin) => told(() => askBook(connection, coin), now)),
    candles: (stretch) =>
      ofCoin(stretch.pair, (coin) => told(() => askCandles(connection, { coin, stretch, now }), now)),
  };
}

async function ofCoin<Told>(
  { base, quote }: TradingPair,
  ask: (coin: Coin) => Promise<Outcome<Told, NoMarketData>>,
): Promise<Outcome<Told, NoMarketData>> {
  const coin = quote === 'USDC' ? COINS.find(({ asset }) => asset === base) : undefined;
  return coin === undefined ? refuse('unknown_pair') : await ask(coin);
}

async function told<Told>(
  ask: () => Promise<Told | null>,
  now: () => Instant,
): Promise<Outcome<Told, NoMarketData>> {
  try {
    const answer = await ask();
    return answer === null ? refuse('unavailable') : accept(answer);
  } catch (error) {
    return refuse(whyNot(error, now()));
  }
}

function whyNot(error: unknown, now: Instant): NoMarketData {
  if (error instanceof ProviderRefusalError && error.code === 'EQuery:Unknown asset pair')
    return 'unknown_pair';
  const fault = sortFault(error, now);
  return fault.kind === 'retryable' && fault.cause === 'rate_limited' ? 'rate_limited' : 'unavailable';
}
