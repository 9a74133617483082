import type { Instant } from '@diboas/kernel';
import type { Rate } from '@diboas/market';
import { type FeedPace, type FeedSocket, openFeedSocket } from '@diboas/providers-kit';
import { z } from 'zod';
import { readTicker, type TickerProduct } from './ticker.ts';

export interface TickerFeedOptions {
  /** wss://ws-feed.exchange.coinbase.com, or the sandbox over ws. */
  readonly feedUrl: string;
  readonly now: () => Instant;
  readonly feedPace?: Partial<FeedPace>;
}

/** What each message is, of those that mean something to us. New kinds "can be added at any time" and are let pass. */
const messageSchema = z.looseObject({ type: z.string() });
const tickerSchema = z.looseObject({ type: z.literal('ticker'), product_id: z.string() });

/**
 * The channels `ticker`, which tells each trade, and `heartbeat`, a word a second whether or not anything was traded
 * (docs.cdp.coinbase.com/exchange/websocket-feed/channels). A trade that is told late, or again, has its own time, so whoever
 * takes the newest is never set back by it: no numbers are followed here.
 */
export function listenToTicker(
  { feedUrl, now, feedPace }: TickerFeedOptions,
  products: readonly TickerProduct[],
  hear: (rates: readonly Rate[]) => void,
): FeedSocket {
  const byId = new Map(products.map((product) => [product.id, product]));
  const subscribe = { type: 'subscribe', product_ids: [...byId.keys()], channels: ['ticker', 'heartbeat'] };
  return openFeedSocket({
    url: feedUrl,
    ...(feedPace === undefined ? {} : { pace: feedPace }),
    greet: async () => [JSON.stringify(subscribe)],
    hear(message) {
      const read = messageSchema.safeParse(message);
      if (!read.success || read.data.type === 'error') return 'leave';
      if (read.data.type !== 'ticker') return read.data.type === 'heartbeat' ? 'fine' : 'other';
      const ticker = tickerSchema.safeParse(message);
      const product = ticker.success ? byId.get(ticker.data.product_id) : undefined;
      if (product === undefined) return 'other';
      const rate = readTicker(message, product, now());
      if (!rate.ok) return 'other';
      if (rate.value) hear([rate.value]);
      return 'fine';
    },
  });
}
