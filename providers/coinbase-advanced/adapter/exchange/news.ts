/**
 * News of our orders, as Coinbase tells them by itself on the channel `user`. Each is a hint to look the order up now: a socket
 * may be lost, and what was said on it meanwhile with it, so nothing is booked by what is said here.
 *
 * Messages of a socket are numbered from 0 on, over all channels. One that was seen is let pass. Where one is missing the socket is
 * left, and the next begins with how all open orders stand.
 */
import { createSocketToken, readApiKey } from '@diboas/coinbase/wire/bearer-token';
import type { Instant } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import { type FeedPace, type FeedSocket, openFeedSocket } from '@diboas/providers-kit';
import { z } from 'zod';

export interface OrderNewsOptions {
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  /** wss://advanced-trade-ws-user.coinbase.com, or the sandbox over ws. */
  readonly feedUrl: string;
  readonly now: () => Instant;
  readonly pace?: Partial<FeedPace>;
}

export interface OrderNews {
  /** From now on news of this order is told. */
  remember(order: Lookup): void;
  listen(hear: (order: Lookup) => void): FeedSocket;
}

/** Of more orders than any node has under way, the ones that were heard of last. */
const REMEMBERED_MAX = 5_000;

const messageSchema = z.object({ channel: z.string(), sequence_num: z.int().min(0) });
const userSchema = z.object({
  channel: z.literal('user'),
  events: z.array(
    z.object({
      orders: z.array(
        z.object({
          order_id: z.string().min(1).max(255),
          client_order_id: z.string(),
          status: z.string(),
          cumulative_quantity: z.string(),
        }),
      ),
    }),
  ),
});

type ToldOrder = z.infer<typeof userSchema>['events'][number]['orders'][number];

/** An order, and how it stood when it was last told of; null before. */
interface Remembered {
  order: Lookup;
  told: string | null;
}

export function createOrderNews({ feedUrl, now, pace, ...secrets }: OrderNewsOptions): OrderNews {
  const key = readApiKey({ id: secrets.apiKeyId, secret: secrets.apiKeySecret }, 'COINBASE_ADVANCED');
  const remembered = new Map<string, Remembered>();
  return {
    remember(order) {
      const before = remembered.get(order.attemptId);
      remembered.delete(order.attemptId);
      remembered.set(order.attemptId, { order, told: before?.told ?? null });
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
    },
    listen(hear) {
      let next = 0;
      const tell = (told: ToldOrder): void => {
        const known = remembered.get(told.client_order_id);
        if (!known || !isNews(known, told)) return;
        known.told = standingOf(told);
        hear({ ...known.order, reference: told.order_id });
      };
      return openFeedSocket({
        url: feedUrl,
        ...(pace === undefined ? {} : { pace }),
        async greet() {
          next = 0;
          const subscribe = async (channel: string) =>
            JSON.stringify({ type: 'subscribe', channel, jwt: await createSocketToken(key, now()) });
          return [await subscribe('heartbeats'), await subscribe('user')];
        },
        hear(message) {
          const read = messageSchema.safeParse(message);
          // What has no number is said of an error, such as a token that was refused.
          if (!read.success) return 'leave';
          const { sequence_num: number } = read.data;
          if (number < next) return 'other';
          const isWhole = number === next;
          next = number + 1;
          const user = userSchema.safeParse(message);
          if (user.success) for (const { orders } of user.data.events) orders.forEach(tell);
          return isWhole ? 'fine' : 'leave';
        },
      });
    },
  };
}

/** Words for an order that waits, of which nothing is to be looked up as long as nothing of it was filled. */
const WAITING = new Set(['PENDING', 'OPEN', 'QUEUED']);

function isNews({ told }: Remembered, order: ToldOrder): boolean {
  if (told !== null) return told !== standingOf(order);
  return !WAITING.has(order.status) || !/^0(\.0+)?$/.test(order.cumulative_quantity);
}

function standingOf({ status, cumulative_quantity }: ToldOrder): string {
  return `${status} ${cumulative_quantity}`;
}
