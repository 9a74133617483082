import type { Server } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import { SECOND_MS } from '@diboas/kernel';
import { limitedAs } from './caller.ts';

export interface ConnectionLimits {
  /** Connections of the node. The next one is closed at once. */
  readonly max: number;
  /** Connections from one address that is not a proxy of ours. */
  readonly addressMax: number;
  /** Addresses and networks that others' connections come through, and are not counted by. */
  readonly trustedProxies: readonly string[];
  /** How often it is looked who reads too slowly. */
  readonly lookEveryMs: number;
  /** Looks in a row at which something waited to be read and next to nothing was, after which it is over. */
  readonly slowLooksMax: number;
  /** Bytes that must be read from one look to the next to count as reading. */
  readonly readsAtLeast: number;
}

export const CONNECTION_LIMITS: Omit<ConnectionLimits, 'addressMax' | 'trustedProxies'> = {
  max: 25_000,
  lookEveryMs: 10 * SECOND_MS,
  slowLooksMax: 3,
  readsAtLeast: 8 * 1_024,
};

interface Known {
  /** Bytes the other side's machine had taken at the last look. */
  taken: number;
  slowLooks: number;
}

/**
 * Bounds what strangers hold of this node by connecting: how many connections there are, how many from one address, and
 * for how long one may keep an answer waiting that it does not read. Returns what ends the looking.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): () => void {
  server.maxConnections = limits.max;
  const proxies = createBlockList(limits.trustedProxies);
  const open = new Map<Socket, Known>();
  const byAddress = new Map<string, number>();
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket;
    const key = limitedAs(remoteAddress);
    const count = byAddress.get(key) ?? 0;
    if (count >= limits.addressMax && !isIn(proxies, remoteAddress)) {
      socket.destroy();
      return;
    }
    byAddress.set(key, count + 1);
    open.set(socket, { taken: 0, slowLooks: 0 });
    socket.once('close', () => {
      open.delete(socket);
      const left = (byAddress.get(key) ?? 1) - 1;
      if (left > 0) byAddress.set(key, left);
      else byAddress.delete(key);
    });
  });
  const timer = setInterval(() => {
    for (const [socket, known] of open) look(socket, known, limits);
  }, limits.lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

function look(socket: Socket, known: Known, { readsAtLeast, slowLooksMax }: ConnectionLimits): void {
  const taken = socket.bytesWritten - socket.writableLength;
  const isSlow = socket.writableLength > 0 && taken - known.taken < readsAtLeast;
  known.taken = taken;
  known.slowLooks = isSlow ? known.slowLooks + 1 : 0;
  if (known.slowLooks >= slowLooksMax) socket.destroy();
}

function createBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}
