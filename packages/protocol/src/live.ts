import * as z from 'zod/mini';
import { transactionView } from './transactions.ts';
import { instant } from './wire/values.ts';

/**
 * The live stream: `GET /v1/live?after=SEQ` upgraded to a WebSocket, with the session cookie.
 *
 * `seq` rises by one with every change of any of the customer's transactions. The server sends `hello`, then
 * every change after the asked-for `seq` in order, then `caught_up`, then changes as they are committed, and a
 * `heartbeat` every few seconds. Without `after` it starts at now. A cursor from the future, or one too far back,
 * gets `resync`: fetch everything again and go on from the seq named there. The client sends nothing.
 */
export const liveMessage = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('hello'), seq: z.int(), heartbeatMs: z.int(), at: instant }),
    z.object({ type: z.literal('change'), seq: z.int(), at: instant, transaction: transactionView }),
    z.object({ type: z.literal('caught_up'), seq: z.int(), at: instant }),
    z.object({ type: z.literal('heartbeat'), seq: z.int(), at: instant }),
    z.object({ type: z.literal('resync'), seq: z.int(), at: instant }),
  ])
  .register(z.globalRegistry, { id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof liveMessage>;

/** Where the live stream is asked for. */
export const LIVE_PATH = '/v1/live';

/**
 * WebSocket close codes: those of our own (4000 to 4999 are the application's, RFC 6455 section 7.4.2), and 1008, a breach
 * of policy, for whoever says something on a stream that only listens.
 */
export const LIVE_CLOSE = {
  sessionEnded: 4401,
  serverStopping: 4503,
  tooSlow: 4508,
  saidSomething: 1008,
} as const;
