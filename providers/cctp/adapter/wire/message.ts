// A message that a burn sends, by its places of bytes. Source: developers.circle.com, "CCTP technical guide", "Message format".
import { type Hex, hexToBigInt, hexToNumber, sliceHex } from 'viem';

/** Where the body of a message begins, and where what a hook is told begins in that. */
const BODY = 148;
const HOOK = 228;

/** What was burnt for what, as Circle attests to it. Addresses are of 32 bytes on every network. */
export interface BurnMessage {
  readonly sourceDomain: number;
  readonly targetDomain: number;
  readonly nonce: Hex;
  readonly recipient: Hex;
  readonly amount: bigint;
  readonly sender: Hex;
  readonly maxFee: bigint;
  readonly feeExecuted: bigint;
  /** The block, or slot, of the other network from which on it is over; 0 where it never is. */
  readonly expirationBlock: bigint;
}

/** Null for what is too short to be one. */
export function readMessage(message: Hex): BurnMessage | null {
  if ((message.length - 2) / 2 < BODY + HOOK) return null;
  const word = (place: number): Hex => sliceHex(message, place, place + 32);
  const number = (place: number): number => hexToNumber(sliceHex(message, place, place + 4));
  return {
    ...{ sourceDomain: number(4), targetDomain: number(8), nonce: word(12) },
    ...{ recipient: word(BODY + 36), amount: hexToBigInt(word(BODY + 68)), sender: word(BODY + 100) },
    ...{ maxFee: hexToBigInt(word(BODY + 132)), feeExecuted: hexToBigInt(word(BODY + 164)) },
    expirationBlock: hexToBigInt(word(BODY + 196)),
  };
}

/**
 * What a burn tells Circle, so that it sends the mint as well: 24 bytes of its name, a version and the length of nothing. Source:
 * developers.circle.com, "CCTP forwarding service".
 */
export const FORWARD: Hex = `0x${Buffer.from('cctp-forward').toString('hex').padEnd(64, '0')}`;
