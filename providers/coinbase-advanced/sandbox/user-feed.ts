/**
 * The WebSocket for a user's orders as docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket has it: the channels
 * `heartbeats` and `user`, numbered together. Who has not subscribed to anything within five seconds is disconnected.
 */
import { type ApiKey, isSocketToken } from '@diboas/coinbase/double/bearer-token';
import { type Clock, formatInstant, SECOND_MS } from '@diboas/kernel';
import {
  createSocketRoom,
  jsonOrText,
  type RoomMember,
  type SocketEnd,
  type SocketRoom,
  type Timers,
  type ToldSocket,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { hasEnded, newsObject, type TradedOrder } from './order.ts';

const subscribeSchema = z.object({
  type: z.literal('subscribe'),
  channel: z.enum(['heartbeats', 'user']),
  jwt: z.string().optional(),
});

/** Open orders are told in batches of so many. */
const SNAPSHOT_BATCH = 50;
const SUBSCRIBE_WITHIN_MS = 5 * SECOND_MS;

export interface UserFeed {
  readonly room: SocketRoom;
  open(socket: ToldSocket): SocketEnd;
  /** Tells whoever listens that an order changed. */
  tell(order: TradedOrder): void;
}

export function createUserFeed({
  apiKey,
  clock,
  timers,
  orders,
}: {
  readonly apiKey: ApiKey;
  readonly clock: Clock;
  readonly timers: Timers;
  /** With what the market did until now. */
  readonly orders: () => readonly TradedOrder[];
}): UserFeed {
  const room = createSocketRoom();
  const listeners = new Set<RoomMember>();
  const say = (member: RoomMember, channel: string, event: object): void =>
    member.say((sequence_num) => ({
      ...{ channel, client_id: '', timestamp: formatInstant(clock.now()), sequence_num },
      events: [event],
    }));
  return {
    room,
    tell(order) {
      for (const member of listeners) say(member, 'user', { type: 'update', orders: [newsObject(order)] });
    },
    open(socket) {
      const member = room.join(socket);
      const channels = new Set<string>();
      let cancelBeat = (): void => {};
      const cancelWait = timers.after(SUBSCRIBE_WITHIN_MS, () => {
        if (channels.size === 0) socket.close();
      });
      const beat = (counter: number): void => {
        // What rests is found by whoever comes then.
        orders();
        say(member, 'heartbeats', { current_time: formatInstant(clock.now()), heartbeat_counter: counter });
        cancelBeat = timers.after(SECOND_MS, () => beat(counter + 1));
      };
      return {
        hear(text) {
          const asked = subscribeSchema.safeParse(jsonOrText(text));
          const isMine =
            asked.success &&
            (asked.data.channel === 'heartbeats' ||
              isSocketToken(asked.data.jwt ?? '', { key: apiKey, now: clock.now() }));
          if (!isMine) return socket.send({ type: 'error', message: 'authentication failure' });
          const { channel } = asked.data;
          if (channels.has(channel)) return;
          channels.add(channel);
          const subscriptions = Object.fromEntries([...channels].map((name) => [name, [name]]));
          say(member, 'subscriptions', { subscriptions });
          if (channel === 'heartbeats') return beat(0);
          for (const batch of batchesOf(orders().filter((order) => !hasEnded(order))))
            say(member, 'user', { type: 'snapshot', orders: batch.map(newsObject) });
          listeners.add(member);
        },
        gone() {
          cancelBeat();
          cancelWait();
          listeners.delete(member);
          member.leave();
        },
      };
    },
  };
}

/** One at least: that nothing is open is told as well. */
function batchesOf(orders: readonly TradedOrder[]): (readonly TradedOrder[])[] {
  const batches = [orders.slice(0, SNAPSHOT_BATCH)];
  for (let at = SNAPSHOT_BATCH; at < orders.length; at += SNAPSHOT_BATCH)
    batches.push(orders.slice(at, at + SNAPSHOT_BATCH));
  return batches;
}
