import { normalizeIP } from '@fastify/rate-limit';

/**
 * The address that limits count by. An IPv6 network of 64 bits is one caller, for whoever has one address of it has all
 * of them.
 */
export function limitedAs(address: string): string {
  return normalizeIP(address, 64);
}
