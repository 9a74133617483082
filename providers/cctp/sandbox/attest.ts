/** Fills in what the attester has to say of a message, and signs it. Source: developers.circle.com, "CCTP technical guide". */
import { createHash } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { concatHex, type Hex, hexToBigInt, hexToNumber, keccak256, numberToHex, sliceHex } from 'viem';

const key = (name: string): Uint8Array => createHash('sha256').update(name).digest();

/** The key that the sandbox's chains go by: anybody may know it. */
const ATTESTER_KEY = key('attester of the sandbox');
/** The key that mints are sent with. */
export const FORWARDER_KEY = key('forwarder of the sandbox');

/** Where the body begins. */
const BODY = 148;

/** What of a message that was sent decides how it is attested to. */
export interface SentMessage {
  readonly targetDomain: number;
  /** From which finality on whoever burnt wants it attested to. */
  readonly minFinality: number;
  readonly amount: bigint;
  readonly maxFee: bigint;
  /** Whether Circle is to send the mint as well. */
  readonly isForwarded: boolean;
}

export function readSent(message: Hex): SentMessage {
  const at = (place: number, bytes: number): Hex => sliceHex(message, place, place + bytes);
  const hook = message.length > 2 * (BODY + 228) + 2 ? sliceHex(message, BODY + 228) : '0x';
  return {
    targetDomain: hexToNumber(at(8, 4)),
    minFinality: hexToNumber(at(140, 4)),
    amount: hexToBigInt(at(BODY + 68, 32)),
    maxFee: hexToBigInt(at(BODY + 132, 32)),
    isForwarded: Buffer.from(hook.slice(2), 'hex').subarray(0, 12).toString('latin1') === 'cctp-forward',
  };
}

export interface Filling {
  readonly nonce: Hex;
  readonly finality: number;
  readonly fee: bigint;
  readonly expiration: bigint;
}

export function fillIn(message: Hex, { nonce, finality, fee, expiration }: Filling): Hex {
  const part = (from: number, to: number): Hex => sliceHex(message, from, to);
  return concatHex([
    ...[part(0, 12), nonce, part(44, 144), numberToHex(finality, { size: 4 })],
    ...[part(BODY, BODY + 164), numberToHex(fee, { size: 32 }), numberToHex(expiration, { size: 32 })],
    sliceHex(message, BODY + 228),
  ]);
}

/** 65 bytes of one attester. */
export function attest(message: Hex): Hex {
  const digest = Buffer.from(keccak256(message).slice(2), 'hex');
  const signed = secp256k1.sign(digest, ATTESTER_KEY, { prehash: false, format: 'recovered' });
  const whole = Buffer.concat([signed.subarray(1), Buffer.of((signed[0] ?? 0) + 27)]);
  return `0x${whole.toString('hex')}`;
}

/** The same for the same message, so that what is asked for twice is attested to once. */
export function nonceOf(domain: number, transactionHash: string): Hex {
  return `0x${createHash('sha256').update(`${domain}:${transactionHash}`).digest('hex')}`;
}
