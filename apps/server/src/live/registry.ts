import { BUCKETS, type Bucket, bucketOf } from '@diboas/kernel';
import type { WebSocket } from 'ws';
import type { PriceScreen } from './price-fan.ts';
import type { LiveStream } from './stream.ts';

/** A socket that was let in, and what it is counted by. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly customerId: string;
  /** The session it came with. */
  readonly sessionId: string;
  /** The caller's address as limits count it: an IPv6 network of 64 bits counts as one. */
  readonly address: string;
  readonly after: number | null;
}

/**
 * A socket that is open, and its stream. `answered`: it has answered the last ping. `newsAt`: when the newest notice was written that
 * it was told of; every screen is told at its first look.
 */
export interface OpenClient extends LiveClient {
  readonly stream: LiveStream;
  /** Where its prices go. */
  readonly outlet: PriceScreen;
  answered: boolean;
  newsAt: number;
}

/** How many sockets may be open at once. */
export interface SocketLimits {
  readonly customerMax: number;
  readonly addressMax: number;
  readonly nodeMax: number;
}

/** Why there is no room: this customer or address has its share, or the node is full. */
export type NoRoom = 'customer' | 'address' | 'node';

/** The open sockets of a node, found by all that they are asked for by: bucket, customer, session and address. */
export interface Registry {
  readonly size: number;
  noRoomFor(client: Pick<LiveClient, 'customerId' | 'address'>): NoRoom | null;
  put(client: OpenClient): void;
  /** Answers whether it was there. */
  take(client: OpenClient): boolean;
  all(): readonly OpenClient[];
  ofCustomer(customerId: string): readonly OpenClient[];
  ofSession(sessionId: string): readonly OpenClient[];
  ofBucket(bucket: Bucket): readonly OpenClient[];
}

export function createRegistry(limits: SocketLimits): Registry {
  const byBucket = new Map(BUCKETS.map((bucket) => [bucket, new Set<OpenClient>()]));
  const byCustomer = createIndex((client) => client.customerId);
  const bySession = createIndex((client) => client.sessionId);
  const byAddress = createIndex((client) => client.address);
  const indexes = [byCustomer, bySession, byAddress];
  const open = new Set<OpenClient>();
  return {
    get size() {
      return open.size;
    },
    noRoomFor({ customerId, address }) {
      if (byCustomer.count(customerId) >= limits.customerMax) return 'customer';
      if (byAddress.count(address) >= limits.addressMax) return 'address';
      return open.size >= limits.nodeMax ? 'node' : null;
    },
    put(client) {
      open.add(client);
      byBucket.get(bucketOf(client.customerId))?.add(client);
      for (const index of indexes) index.put(client);
    },
    take(client) {
      if (!open.delete(client)) return false;
      byBucket.get(bucketOf(client.customerId))?.delete(client);
      for (const index of indexes) index.take(client);
      return true;
    },
    all: () => [...open],
    ofCustomer: byCustomer.of,
    ofSession: bySession.of,
    ofBucket: (bucket) => [...(byBucket.get(bucket) ?? [])],
  };
}

function createIndex(keyOf: (client: OpenClient) => string) {
  const sets = new Map<string, Set<OpenClient>>();
  return {
    put(client: OpenClient): void {
      const set = sets.get(keyOf(client));
      if (set) set.add(client);
      else sets.set(keyOf(client), new Set([client]));
    },
    take(client: OpenClient): void {
      const set = sets.get(keyOf(client));
      set?.delete(client);
      if (set?.size === 0) sets.delete(keyOf(client));
    },
    count: (key: string): number => sets.get(key)?.size ?? 0,
    of: (key: string): readonly OpenClient[] => [...(sets.get(key) ?? [])],
  };
}
