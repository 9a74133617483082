import { type Clock, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { ProviderQuoteRefusal } from '../agreement/explanation.ts';
import type { StrategyAsk } from '../agreement/strategy-terms.ts';
import type { TradeOrder } from '../agreement/trade-order.ts';
import type { Provider, ProviderQuote, ProviderQuoteRequest } from '../provider/provider.ts';
import { quoteInTime, type StartTimer } from './in-time.ts';

/** How long a provider's price is given to others who ask for the same. */
const FRESH_MS = 5 * SECOND_MS;
/** How soon one that could not name a price is asked again. */
const AWAY_MS = SECOND_MS;
/** Prices that are remembered at a time. */
const PRICES_MAX = 2_000;

/** Calls for prices to one provider: so many at once, and so many a second after that. */
const BURST = 60;
const PER_SECOND = 30;

type Answer = Outcome<ProviderQuote, ProviderQuoteRefusal>;

interface Kept {
  readonly answer: Promise<Answer>;
  /** From when until when it is given again; not known while it is being asked for. */
  fresh: { readonly from: Instant; readonly until: Instant } | null;
}

/** A provider's price, asked for once however many want to know. */
export interface Prices {
  of(provider: Provider, request: ProviderQuoteRequest): Promise<Answer>;
}

/**
 * Prices by provider, method, amount, assets, networks, destination, order of a trade and strategy. Whoever asks while one is being
 * fetched waits for the same answer, and for some seconds after that gets it again; a provider is asked no more often than its
 * bucket of tokens allows, so that nobody can spend what a provider grants to the whole platform.
 */
export function createPrices(clock: Clock, startTimer: StartTimer): Prices {
  const kept = new Map<string, Kept>();
  const buckets = new Map<string, { tokens: number; at: Instant }>();

  function mayAsk(provider: string, now: Instant): boolean {
    const { tokens, at } = buckets.get(provider) ?? { tokens: BURST, at: now };
    const filled = Math.min(BURST, tokens + (Math.max(0, now - at) / SECOND_MS) * PER_SECOND);
    buckets.set(provider, { tokens: filled < 1 ? filled : filled - 1, at: now });
    return filled >= 1;
  }

  function ask(key: string, provider: Provider, request: ProviderQuoteRequest): Promise<Answer> {
    const entry: Kept = { answer: quoteInTime(provider, request, startTimer), fresh: null };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > PRICES_MAX && oldest !== undefined) kept.delete(oldest);
    const forget = () => {
      if (kept.get(key) === entry) kept.delete(key);
    };
    entry.answer.then((answer) => {
      // Either may be over in a moment.
      const isAway = !answer.ok && (answer.refusal === 'unavailable' || answer.refusal === 'no_market');
      const from = clock.now();
      entry.fresh = { from, until: from + (isAway ? AWAY_MS : FRESH_MS) };
    }, forget);
    return entry.answer;
  }

  return {
    async of(provider, request) {
      const key = keyOf(provider.id, request);
      const known = kept.get(key);
      const now = clock.now();
      if (known && isFresh(known, now)) return await known.answer;
      if (!mayAsk(provider.id, now)) return refuse('unavailable');
      return await ask(key, provider, request);
    },
  };
}

/** Before it came, by a clock that was put back, nobody knows how old a price is. */
function isFresh({ fresh }: Kept, now: Instant): boolean {
  return fresh === null || (now >= fresh.from && now < fresh.until);
}

function keyOf(
  provider: string,
  { pay, payNetwork, method, receive, destination, trade, strategy }: ProviderQuoteRequest,
): string {
  const { asset, network } = receive;
  const wanted = [method, pay.asset, payNetwork, pay.units, asset, network, destination];
  return [
    provider,
    ...wanted,
    ...(trade ? wordsOf(trade) : []),
    ...(strategy ? placesIn(strategy) : []),
  ].join(' ');
}

function placesIn({ strategy, position, moved }: StrategyAsk): readonly unknown[] {
  return [strategy, position, ...moved];
}

/** At what price is asked for; how long a limit stands changes nothing of it. */
function wordsOf(trade: TradeOrder): readonly unknown[] {
  return trade.type === 'market'
    ? [trade.type, trade.toleranceBps]
    : [trade.type, trade.price.asset, trade.price.units];
}
