import * as z from 'zod/mini';
import { transactionView } from './transactions.ts';
import { currency, decimalText, instant } from './wire/values.ts';

const livePrice = z.object({
  asset: z.string(),
  /** What one of it costs, with up to 18 digits after the point. */
  price: decimalText,
  /** When it cost that, as its source says; of several sources, the oldest. */
  at: instant,
  /** Five minutes old and more: nobody has told another one since. */
  isOld: z.boolean(),
});
export type LivePrice = z.infer<typeof livePrice>;

const livePrices = z.object({ type: z.literal('prices'), at: instant, currency, items: z.array(livePrice) });
export type LivePrices = z.infer<typeof livePrices>;

/**
 * The live stream: `GET /v1/live?after=SEQ` upgraded to a WebSocket, with the session cookie.
 *
 * `seq` rises by one with every change of any of the customer's transactions. The server sends `hello`, then
 * every change after the asked-for `seq` in order, then `caught_up`, then changes as they are committed, and a
 * `heartbeat` every few seconds, and `news` when `GET /v1/notices` has more to tell. Without `after` it starts at now. A cursor from the future, or one too far back,
 * gets `resync`: fetch everything again and go on from the seq named there.
 *
 * The client says one thing, `LiveAsk`: which prices its screen shows. It is told them at once in `prices`, and then those that
 * have changed, each at most twice a second, until it says otherwise. Prices have no place in the stream: what is missed is
 * told by what comes next.
 */
export const liveMessage = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('hello'), seq: z.int(), heartbeatMs: z.int(), at: instant }),
    z.object({ type: z.literal('change'), seq: z.int(), at: instant, transaction: transactionView }),
    z.object({ type: z.literal('caught_up'), seq: z.int(), at: instant }),
    z.object({ type: z.literal('heartbeat'), seq: z.int(), at: instant }),
    z.object({ type: z.literal('news'), seq: z.int(), at: instant }),
    z.object({ type: z.literal('resync'), seq: z.int(), at: instant }),
    livePrices,
  ])
  .register(z.globalRegistry, { id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof liveMessage>;

/** What has a place in the customer's stream, or tells of one: everything but prices. */
export type StreamMessage = Exclude<LiveMessage, LivePrices>;

/** Where the live stream is asked for. */
export const LIVE_PATH = '/v1/live';

/**
 * WebSocket close codes: those of our own (4000 to 4999 are the application's, RFC 6455 section 7.4.2), and 1008, a breach
 * of policy, for whoever says anything but `LiveAsk`, or that too often.
 */
export const LIVE_CLOSE = {
  sessionEnded: 4401,
  serverStopping: 4503,
  tooSlow: 4508,
  saidSomething: 1008,
} as const;
