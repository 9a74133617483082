import { type Random, randomBelow } from '@diboas/kernel';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits, as many providers write their ids. */
export function createToken(random: Random, length: number): string {
  return Array.from({ length }, () => BASE62[randomBelow(random, BASE62.length)]).join('');
}

export function createHexToken(random: Random, length: number): string {
  return Array.from({ length }, () => randomBelow(random, 16).toString(16)).join('');
}
