/** The WebSocket feed of Coinbase Exchange as docs.cdp.coinbase.com/exchange/websocket-feed has it: `ticker` and `heartbeat`. */
import { type Clock, formatInstant, SECOND_MS } from '@diboas/kernel';
import {
  jsonOrText,
  type RoomMember,
  type SocketEnd,
  type SocketRoom,
  type Timers,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { tickerOf } from './ticker-body.ts';

const subscribeSchema = z.object({
  type: z.literal('subscribe'),
  product_ids: z.array(z.string()).min(1),
  channels: z.array(z.enum(['ticker', 'heartbeat'])).min(1),
});

type Subscription = z.infer<typeof subscribeSchema>;

export interface FeedParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly room: SocketRoom;
}

/** There is a trade of each pair every second, and a heartbeat of each as often. */
export function openFeed(
  { clock, timers, room }: FeedParts,
  socket: Parameters<SocketRoom['join']>[0],
): SocketEnd {
  const member = room.join(socket);
  let cancel = (): void => {};
  const goOn = (subscription: Subscription): void => {
    tell(member, subscription, clock);
    cancel = timers.after(SECOND_MS, () => goOn(subscription));
  };
  return {
    hear(text) {
      const read = subscribeSchema.safeParse(jsonOrText(text));
      const isKnown = read.success && read.data.product_ids.every((id) => tickerOf(id, clock.now()) !== null);
      if (!isKnown)
        return member.say(() => ({ type: 'error', message: 'Failed to subscribe', reason: 'invalid' }));
      cancel();
      const { product_ids, channels } = read.data;
      member.say(() => ({
        type: 'subscriptions',
        channels: channels.map((name) => ({ name, product_ids })),
      }));
      goOn(read.data);
    },
    gone() {
      cancel();
      member.leave();
    },
  };
}

function tell(member: RoomMember, { product_ids, channels }: Subscription, clock: Clock): void {
  for (const id of product_ids) {
    const now = clock.now();
    const ticker = tickerOf(id, now);
    if (ticker === null) continue;
    const sequence = Math.floor(now / SECOND_MS);
    if (channels.includes('ticker'))
      member.say(() => ({ type: 'ticker', sequence, ...feedTicker(id, ticker) }));
    if (channels.includes('heartbeat'))
      member.say(() => ({
        ...{ type: 'heartbeat', sequence, last_trade_id: ticker.trade_id, product_id: id },
        time: formatInstant(now),
      }));
  }
}

function feedTicker(
  product_id: string,
  { price, time, trade_id, size }: NonNullable<ReturnType<typeof tickerOf>>,
) {
  return {
    ...{ product_id, price, open_24h: price, volume_24h: '12034.51827101', low_24h: price, high_24h: price },
    ...{ volume_30d: '361035.54813030', best_bid: price, best_bid_size: '0.5', best_ask: price },
    ...{ best_ask_size: '0.5', side: 'buy', time, trade_id, last_size: size },
  };
}
