import type { Duplex } from 'node:stream';
import { type Bucket, type Instant, SECOND_MS } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import { LIVE_CLOSE, type TransactionView } from '@diboas/protocol';
import type { WebSocket } from 'ws';
import type { Metrics } from '../telemetry/metrics.ts';
import { holdToListening } from './listen-only.ts';
import { createOutlet } from './outlet.ts';
import { createPriceFan } from './price-fan.ts';
import type { PriceSource } from './price-topics.ts';
import { createRegistry, type LiveClient, type NoRoom, type OpenClient, type Registry } from './registry.ts';
import { goRound } from './rounds.ts';
import { shareReads } from './shared-reads.ts';
import { createLiveStream, type StreamOptions } from './stream.ts';
import { createTurns } from './turns.ts';

export interface HubOptions extends Pick<StreamOptions, 'viewOf' | 'now'> {
  readonly reader: StreamOptions['reader'] & {
    lastSeqs(bucket: Bucket, customerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
    newestNotices(bucket: Bucket, customerIds: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
  };
  /** Which of these sessions still stand. */
  readonly standing: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** What prices are told by; where nothing is known of any, screens are told none. */
  readonly prices: PriceSource;
  readonly metrics: Metrics;
  readonly onError: (error: unknown) => void;
  readonly pace?: Partial<HubPace>;
}

export interface HubPace {
  readonly heartbeatMs: number;
  /** How often streams look by themselves, since hints may be lost. */
  readonly pollMs: number;
  /** How often it is checked that the session still stands: a sign-out on another node takes effect within this. */
  readonly sessionCheckMs: number;
  /** How often a socket is pinged. One that has not answered by the next ping reads nothing, and is let go. */
  readonly pingMs: number;
  /** Sockets of one customer, from one address, and of the node. */
  readonly socketsMax: number;
  readonly addressSocketsMax: number;
  readonly nodeSocketsMax: number;
  /** Bytes that wait for a slow reader before it is given nothing more to read. */
  readonly bufferedMax: number;
  /** How long a goodbye may stay unanswered. */
  readonly goodbyeMs: number;
}

const PACE: HubPace = {
  heartbeatMs: 5 * SECOND_MS,
  pollMs: 2 * SECOND_MS,
  sessionCheckMs: 8 * SECOND_MS,
  pingMs: 30 * SECOND_MS,
  socketsMax: 10,
  addressSocketsMax: 1_200,
  nodeSocketsMax: 20_000,
  bufferedMax: 64 * 1_024,
  goodbyeMs: 3 * SECOND_MS,
};

/** Reads of all streams at a time, out of the twelve connections that requests use too; and how many may wait. */
const READS_AT_ONCE = 4;
const READS_WAITING_MAX = 5_000;

/** All live streams of this node. */
export interface LiveHub {
  /** Why this caller gets no socket now, or null. */
  noRoomFor(client: Pick<LiveClient, 'customerId' | 'address'>): NoRoom | null;
  /** Takes over a socket. `raw` is the connection below it. */
  add(client: LiveClient, raw: Duplex): void;
  /** The streams of these customers grew. */
  wake(customerIds: Iterable<string>): void;
  /** Prices may have changed. */
  noticePrices(): void;
  /** These sessions ended: their screens are told at once. */
  endSessions(sessionIds: readonly string[]): void;
  /** Tells every screen to come back elsewhere or later. */
  close(): void;
}

export function createLiveHub(options: HubOptions): LiveHub {
  const { metrics, onError, now } = options;
  const pace = { ...PACE, ...options.pace };
  const sockets = createRegistry({
    customerMax: pace.socketsMax,
    addressMax: pace.addressSocketsMax,
    nodeMax: pace.nodeSocketsMax,
  });
  const turns = createTurns({ atOnce: READS_AT_ONCE, waitingMax: READS_WAITING_MAX });
  const shared = shareReads(inTurns(options.reader, turns.take));
  const { reader } = shared;
  const viewOf = viewOnce(options.viewOf, now);
  const prices = createPriceFan({ source: options.prices, now });

  /** Every way out goes through here, which does its part once. */
  function drop(client: OpenClient, code?: keyof typeof LIVE_CLOSE): void {
    if (!sockets.take(client)) return;
    client.stream.stop();
    prices.leave(client.outlet);
    metrics.liveSockets.dec();
    if (code !== undefined) sayGoodbye(client.socket, code, { metrics, goodbyeMs: pace.goodbyeMs });
  }

  const stopRounds = startRounds({
    ...{ ...options, pace, sockets, drop, noteChange: shared.noteChange },
    reader: { ...options.reader, ...reader },
  });

  return {
    noRoomFor: (client) => sockets.noRoomFor(client) ?? (turns.hasRoom() ? null : 'node'),
    add(client, raw) {
      const { socket, customerId, after } = client;
      const outlet = createOutlet({ socket, raw, bufferedMax: pace.bufferedMax });
      const { heartbeatMs } = pace;
      const stream = createLiveStream({ ...options, viewOf, reader, customerId, heartbeatMs, outlet });
      const open: OpenClient = { ...client, stream, outlet, answered: true, newsAt: 0 };
      sockets.put(open);
      metrics.liveSockets.inc();
      socket.on('close', () => drop(open));
      socket.on('error', () => drop(open));
      socket.on('pong', () => {
        open.answered = true;
      });
      const onBreach = () => drop(open, 'saidSomething');
      holdToListening({ socket, raw, now }, { onAsk: (ask) => prices.show(outlet, ask), onBreach });
      stream.start(after).catch((error: unknown) => {
        onError(error);
        drop(open, 'serverStopping');
      });
    },
    wake(customerIds) {
      shared.noteChange();
      for (const id of new Set(customerIds)) {
        for (const { stream } of sockets.ofCustomer(id)) stream.wake();
      }
    },
    noticePrices: prices.notice,
    endSessions(sessionIds) {
      for (const client of sessionIds.flatMap(sockets.ofSession)) drop(client, 'sessionEnded');
    },
    close() {
      stopRounds();
      prices.stop();
      for (const client of sockets.all()) drop(client, 'serverStopping');
    },
  };
}

function sayGoodbye(
  socket: WebSocket,
  code: keyof typeof LIVE_CLOSE,
  { metrics, goodbyeMs }: Pick<HubOptions, 'metrics'> & Pick<HubPace, 'goodbyeMs'>,
): void {
  metrics.liveClosed.inc({ reason: code });
  socket.close(LIVE_CLOSE[code]);
  // Who reads nothing does not answer a goodbye either.
  setTimeout(() => socket.terminate(), goodbyeMs).unref();
}

const VIEW_KEPT_MS = 1_000;

/** Screens of one person are told of the same transaction at the same moment, so it is put into words once. */
function viewOnce(viewOf: HubOptions['viewOf'], now: HubOptions['now']): HubOptions['viewOf'] {
  const told = new WeakMap<Transaction, { readonly view: TransactionView; readonly at: Instant }>();
  return (transaction) => {
    const before = told.get(transaction);
    const at = now();
    if (before && at - before.at < VIEW_KEPT_MS && at >= before.at) return before.view;
    const view = viewOf(transaction);
    told.set(transaction, { view, at });
    return view;
  };
}

/** The same reader, whose reads wait their turn. */
function inTurns(
  { changesAfter, lastSeq, transactionsNamed }: StreamOptions['reader'],
  take: <Value>(task: () => Promise<Value>) => Promise<Value>,
): StreamOptions['reader'] {
  return {
    changesAfter: (...asked) => take(() => changesAfter(...asked)),
    lastSeq: (...asked) => take(() => lastSeq(...asked)),
    transactionsNamed: (...asked) => take(() => transactionsNamed(...asked)),
  };
}

/**
 * What sockets need now and then, a bucket at a time: a heartbeat; a look whether a stream grew unseen, and whether the
 * sessions stand, each one question for all sockets of the bucket; and a ping.
 */
function startRounds({
  pace,
  sockets,
  drop,
  reader,
  standing,
  onError,
  noteChange,
}: Pick<HubOptions, 'reader' | 'standing' | 'onError'> & {
  readonly noteChange: () => void;
  readonly pace: HubPace;
  readonly sockets: Registry;
  readonly drop: (client: OpenClient, code?: keyof typeof LIVE_CLOSE) => void;
}): () => void {
  const rounds = [
    goRound(pace.heartbeatMs, {
      look(bucket) {
        for (const { stream } of sockets.ofBucket(bucket)) stream.tell('heartbeat');
      },
      onError,
    }),
    goRound(pace.pollMs, {
      async look(bucket) {
        const clients = sockets.ofBucket(bucket);
        if (clients.length === 0) return;
        const customerIds = [...new Set(clients.map(({ customerId }) => customerId))];
        const [seqs, news] = await Promise.all([
          reader.lastSeqs(bucket, customerIds),
          reader.newestNotices(bucket, customerIds),
        ]);
        noteChange();
        for (const client of clients) {
          client.stream.wake(seqs.get(client.customerId) ?? 0);
          const newsAt = news.get(client.customerId) ?? 0;
          if (newsAt > client.newsAt && client.stream.tell('news')) client.newsAt = newsAt;
        }
      },
      onError,
    }),
    goRound(pace.sessionCheckMs, {
      async look(bucket) {
        const clients = sockets.ofBucket(bucket);
        if (clients.length === 0) return;
        const stand = await standing([...new Set(clients.map(({ sessionId }) => sessionId))]);
        for (const client of clients) if (!stand.has(client.sessionId)) drop(client, 'sessionEnded');
      },
      onError,
    }),
    goRound(pace.pingMs, {
      look(bucket) {
        for (const client of sockets.ofBucket(bucket)) {
          if (!client.answered) drop(client, 'tooSlow');
          else ping(client);
        }
      },
      onError,
    }),
  ];
  return () => {
    for (const stop of rounds) stop();
  };
}

function ping(client: OpenClient): void {
  const { socket } = client;
  if (socket.readyState !== socket.OPEN) return;
  client.answered = false;
  socket.ping();
}
