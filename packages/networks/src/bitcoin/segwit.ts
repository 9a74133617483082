// Segwit addresses: BIP-173 for witness version 0, BIP-350 for all above, lengths by BIP-141.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { bech32, bech32m } from '@scure/base';
import type { WrongAddress } from '../shape/address.ts';
import { findForeign } from '../shape/alphabet.ts';
import type { NetworkChain } from '../shape/chain.ts';

/** The human-readable parts of BIP-173, and regtest's, which Bitcoin Core adds. */
const PREFIXES: Readonly<Record<string, NetworkChain>> = { bc: 'live', tb: 'test', bcrt: 'test' };

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** The characters of BIP-173, of which an address may hold but those above. */
const ASCII = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 33 + index));
const VERSION_MAX = 16;
/** Characters after the separator: version, program of 20 or 32 bytes, and checksum. */
const SHORT = 39;
const LONG = 59;

export interface WitnessProgram {
  readonly chain: NetworkChain;
  readonly version: number;
  readonly program: Uint8Array;
}

/** Whether a text begins as an address of ours does. */
export function hasSegwitPrefix(text: string): boolean {
  return /^(bc|tb|bcrt)1/i.test(text);
}

/**
 * Takes a segwit address apart: any witness version from 0 to 16, whether the network has a rule for it or not. The
 * checksums differ by version (BIP-350), so one that is right for the other version is a wrong encoding.
 */
export function decodeSegwit(text: string): Outcome<WitnessProgram, WrongAddress> {
  const lower = text.toLowerCase();
  const prefix = lower.slice(0, lower.indexOf('1'));
  const chain = PREFIXES[prefix];
  if (chain === undefined) return refuse({ reason: 'unknown_prefix', prefix });
  // First of all, because what has one case need not be ours: the sign for Kelvin is a small k in lower case.
  const strange = findForeign(text, ASCII);
  if (strange !== null) return refuse(strange);
  if (text !== lower && text !== text.toUpperCase()) return refuse({ reason: 'mixed_case' });
  const foreign = findForeign(lower, ALPHABET, prefix.length + 1);
  if (foreign !== null) return refuse(foreign);
  const [encoding, decoded] = decodeEither(lower);
  if (decoded === undefined) {
    const data = text.length - prefix.length - 1;
    const isLength = data === SHORT || data === LONG;
    return refuse(isLength ? { reason: 'checksum_differs' } : wrongLength(text, prefix));
  }
  const [version, ...words] = decoded.words;
  if (version === undefined) return refuse(wrongLength(text, prefix));
  if (version > VERSION_MAX) return refuse({ reason: 'unknown_witness_version', version });
  const program = bech32.fromWordsUnsafe(words);
  if (!program) return refuse({ reason: 'wrong_encoding' });
  if (!isProgramLength(version, program.length)) return refuse(wrongLength(text, prefix));
  if (encoding !== (version === 0 ? bech32 : bech32m)) return refuse({ reason: 'wrong_encoding' });
  return accept({ chain, version, program });
}

/** Which of the two checksums is right, if any: no text has both. */
function decodeEither(text: string): [typeof bech32 | null, { words: number[] } | undefined] {
  const old = bech32.decodeUnsafe(text);
  if (old) return [bech32, old];
  return [bech32m, bech32m.decodeUnsafe(text) || undefined];
}

/** BIP-141: 2 to 40 bytes, and exactly 20 or 32 in version 0. */
function isProgramLength(version: number, length: number): boolean {
  return version === 0 ? length === 20 || length === 32 : length >= 2 && length <= 40;
}

function wrongLength(text: string, prefix: string): WrongAddress {
  const before = prefix.length + 1;
  return { reason: 'wrong_length', length: text.length, least: before + SHORT, most: before + LONG };
}
