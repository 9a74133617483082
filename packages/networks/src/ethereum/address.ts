import { accept, refuse } from '@diboas/kernel';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AddressDanger, AddressOutcome, FoundKey } from '../shape/address.ts';
import { findForeign, HEX_ALPHABET } from '../shape/alphabet.ts';
import { ETHEREUM_ASSETS } from './amount.ts';

const LENGTH = 42;
/** Addresses without a key to which people send what should be gone. */
const BURNS: ReadonlySet<string> = new Set([
  `0x${'0'.repeat(40)}`,
  `0x${'0'.repeat(36)}dead`,
  `0xdead${'0'.repeat(36)}`,
  `0x${'f'.repeat(40)}`,
  `0x${'dead'.repeat(10)}`,
]);
/** Addresses below this belong to the network itself: its precompiled contracts. */
const SYSTEM_BELOW = 0x1_0000n;

/**
 * Reads an Ethereum address: `0x` and 40 hex digits. In mixed case its letters are a checksum (ERC-55), which must be
 * right; in one case there is none. The address is the same on every chain of Ethereum, so it says nothing of which.
 */
export function readEthereumAddress(text: string): AddressOutcome {
  if (!text.startsWith('0x')) {
    const foreign = findForeign(text, HEX_ALPHABET, text.startsWith('0X') ? 1 : 0);
    return refuse(foreign ?? { reason: 'missing_prefix', prefix: '0x' });
  }
  const foreign = findForeign(text, HEX_ALPHABET, 2);
  if (foreign !== null) return refuse(foreign);
  if (text.length !== LENGTH)
    return refuse({ reason: 'wrong_length', length: text.length, least: LENGTH, most: LENGTH });
  const address = withChecksum(text);
  const isChecked = text === address && /[a-f]/i.test(text.slice(2));
  if (!isChecked && isMixedCase(text.slice(2))) return refuse({ reason: 'checksum_differs' });
  return accept({
    network: 'ethereum',
    address,
    kind: 'account_or_contract',
    isChecked,
    danger: dangerOf(address),
  });
}

/** ERC-55: a letter is written large where the digit of the hash at its place is 8 or more. */
function withChecksum(text: string): string {
  const digits = text.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  const letters = [...digits].map((digit, at) => ((hash[at] ?? '0') >= '8' ? digit.toUpperCase() : digit));
  return `0x${letters.join('')}`;
}

function isMixedCase(digits: string): boolean {
  return /[a-f]/.test(digits) && /[A-F]/.test(digits);
}

function dangerOf(address: string): AddressDanger | null {
  const tokens = [...ETHEREUM_ASSETS.live, ...ETHEREUM_ASSETS.test].map(({ token }) => token);
  if (tokens.includes(address)) return 'token_itself';
  if (BURNS.has(address.toLowerCase())) return 'burn';
  return BigInt(address) < SYSTEM_BELOW ? 'system' : null;
}

/** The case of letters is only a checksum (ERC-55), which not everybody writes. */
export function foldEthereumAddress(text: string): string {
  return text.toLowerCase();
}

export function looksLikeEthereumAddress(text: string): boolean {
  return /^0x[0-9a-f]{40}$/i.test(text);
}

/**
 * 64 hex digits are a private key or the id of a transaction. With a prefix they are an address of Sui as well, which is
 * what they are taken for unless Ethereum was asked for.
 */
export function findEthereumKey(text: string, isAsked: boolean): FoundKey | null {
  const digits = isAsked ? /^(?:0x)?[0-9a-f]{64}$/i : /^[0-9a-f]{64}$/i;
  return digits.test(text) ? 'maybe_private_key' : null;
}
