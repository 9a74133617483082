import { assert, type Random, randomBelow } from '@diboas/kernel';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits, as many providers write their ids. */
export function createToken(random: Random, length: number): string {
  return Array.from({ length }, () => BASE62[randomBelow(random, BASE62.length)]).join('');
}

export function createHexToken(random: Random, length: number): string {
  return Array.from({ length }, () => randomBelow(random, 16).toString(16)).join('');
}

/** RFC 9562, version 4. */
export function createUuid(random: Random): string {
  const hex = createHexToken(random, 32);
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  assert(uuid.length === 36, 'a UUID has 36 characters', { uuid });
  return uuid;
}
