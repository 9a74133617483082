import { SECOND_MS } from '@diboas/kernel';
import { LIVE_CLOSE, type LiveMessage } from '@diboas/protocol';
import type { WebSocket } from 'ws';
import type { Metrics } from '../metrics.ts';
import { createLiveStream, type LiveStream, type StreamOptions } from './stream.ts';

export interface HubOptions extends Pick<StreamOptions, 'reader' | 'viewOf' | 'now'> {
  readonly metrics: Metrics;
  readonly onError: (error: unknown) => void;
  readonly pace?: Partial<HubPace>;
}

export interface HubPace {
  readonly heartbeatMs: number;
  /** How often streams look by themselves, since hints may be lost. */
  readonly pollMs: number;
  /** How often it is checked that the session still stands. */
  readonly sessionCheckMs: number;
  /** Sockets of one customer. */
  readonly socketsMax: number;
  /** Bytes that wait for a slow reader before it is let go. */
  readonly bufferedMax: number;
  /** How long a goodbye may stay unanswered. */
  readonly goodbyeMs: number;
}

const PACE: HubPace = {
  heartbeatMs: 5 * SECOND_MS,
  pollMs: 2 * SECOND_MS,
  sessionCheckMs: 15 * SECOND_MS,
  socketsMax: 10,
  bufferedMax: 1_024 * 1_024,
  goodbyeMs: 3 * SECOND_MS,
};

/** A socket that was let in. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly customerId: string;
  readonly after: number | null;
  /** Whether the session it came with still stands. */
  readonly isSignedIn: () => Promise<boolean>;
}

interface Open extends LiveClient {
  readonly stream: LiveStream;
}

/** All live streams of this node. */
export interface LiveHub {
  hasRoomFor(customerId: string): boolean;
  add(client: LiveClient): void;
  /** The streams of these customers grew. */
  wake(customerIds: Iterable<string>): void;
  /** Tells every screen to come back elsewhere or later. */
  close(): void;
}

export function createLiveHub(options: HubOptions): LiveHub {
  const pace = { ...PACE, ...options.pace };
  const sockets = createRegistry(pace, options.metrics);

  /** Answers whether the other side keeps up. */
  function sendTo(client: Open, message: LiveMessage): boolean {
    const { socket } = client;
    if (socket.readyState !== socket.OPEN) return false;
    socket.send(JSON.stringify(message));
    if (socket.bufferedAmount <= pace.bufferedMax) return true;
    sockets.drop(client, 'tooSlow');
    return false;
  }

  async function checkSession(client: Open): Promise<void> {
    try {
      if (!(await client.isSignedIn())) sockets.drop(client, 'sessionEnded');
    } catch (error) {
      options.onError(error);
    }
  }

  const stopTimers = startTimers(pace, sockets, checkSession);

  return {
    hasRoomFor: (customerId) => sockets.of(customerId).length < pace.socketsMax,
    add(client) {
      const { socket, customerId, after } = client;
      const stream = createLiveStream({
        ...options,
        customerId,
        heartbeatMs: pace.heartbeatMs,
        outlet: { send: (message) => sendTo(open, message) },
      });
      const open: Open = { ...client, stream };
      sockets.put(open);
      socket.on('close', () => sockets.drop(open));
      socket.on('error', () => sockets.drop(open));
      stream.start(after).catch((error: unknown) => {
        options.onError(error);
        sockets.drop(open, 'serverStopping');
      });
    },
    wake(customerIds) {
      for (const id of new Set(customerIds)) {
        for (const { stream } of sockets.of(id)) stream.wake();
      }
    },
    close() {
      stopTimers();
      for (const client of sockets.all()) sockets.drop(client, 'serverStopping');
    },
  };
}

/** The open sockets, by customer. Every way out goes through `drop`, which does its part once. */
interface Registry {
  all(): readonly Open[];
  of(customerId: string): readonly Open[];
  put(client: Open): void;
  drop(client: Open, code?: keyof typeof LIVE_CLOSE): void;
}

function createRegistry(pace: HubPace, metrics: Metrics): Registry {
  const byCustomer = new Map<string, Set<Open>>();
  return {
    all: () => [...byCustomer.values()].flatMap((set) => [...set]),
    of: (customerId) => [...(byCustomer.get(customerId) ?? [])],
    put(client) {
      byCustomer.set(client.customerId, (byCustomer.get(client.customerId) ?? new Set()).add(client));
      metrics.liveSockets.inc();
    },
    drop(client, code) {
      const set = byCustomer.get(client.customerId);
      if (!set?.delete(client)) return;
      if (set.size === 0) byCustomer.delete(client.customerId);
      client.stream.stop();
      metrics.liveSockets.dec();
      if (code === undefined) return;
      metrics.liveClosed.inc({ reason: code });
      client.socket.close(LIVE_CLOSE[code]);
      // Who reads nothing does not answer a goodbye either.
      setTimeout(() => client.socket.terminate(), pace.goodbyeMs).unref();
    },
  };
}

function startTimers(
  pace: HubPace,
  sockets: Registry,
  checkSession: (client: Open) => Promise<void>,
): () => void {
  const forAll = (act: (client: Open) => void) => () => {
    for (const client of sockets.all()) act(client);
  };
  const timers = [
    setInterval(
      forAll(({ stream }) => stream.heartbeat()),
      pace.heartbeatMs,
    ),
    setInterval(
      forAll(({ stream }) => stream.wake()),
      pace.pollMs,
    ),
    setInterval(
      forAll((client) => void checkSession(client)),
      pace.sessionCheckMs,
    ),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
