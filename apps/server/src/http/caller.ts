import { createHmac } from 'node:crypto';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Session } from './api-route.ts';

/**
 * The address that limits count by. An IPv6 network of 64 bits is one caller, for whoever has one address of it has all
 * of them.
 */
export function limitedAs(address: string): string {
  return normalizeIP(address, 64);
}

/** Who is known to have sent the requests that are under way. */
const callers = new WeakMap<FastifyRequest, Session>();

export function noteCaller(request: FastifyRequest, session: Session): void {
  callers.set(request, session);
}

export function callerOf(request: FastifyRequest): Session | undefined {
  return callers.get(request);
}

/** Addresses whose names are kept, so that a caller who comes often is not hashed each time. */
const NAMES_MAX = 1_000;

/**
 * Names addresses for logs by a keyed hash: the same address has the same name while the key stays, and nobody without
 * the key can find the address by trying all there are.
 */
export function createAddressNames(key: string): (address: string) => string {
  const names = new Map<string, string>();
  return (address) => {
    const known = names.get(address);
    if (known !== undefined) return known;
    if (names.size >= NAMES_MAX) names.clear();
    const name = createHmac('sha256', key)
      .update(`address ${limitedAs(address)}`)
      .digest('hex')
      .slice(0, 16);
    names.set(address, name);
    return name;
  };
}

/** Whether the caller is on this machine. A proxy here calls from here too, and says that somebody else asked. */
export function callsFromHere({ ip, headers }: FastifyRequest): boolean {
  const isLoopback = ip === '::1' || /^(::ffff:)?127\./.test(ip);
  return isLoopback && headers.forwarded === undefined && headers['x-forwarded-for'] === undefined;
}
