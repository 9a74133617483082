import { accept, refuse } from '@diboas/kernel';
import type { AddressDanger, AddressOutcome, FoundKey } from '../shape/address.ts';
import { findForeign, HEX_ALPHABET } from '../shape/alphabet.ts';
import { SUI_ASSETS } from './amount.ts';

const LENGTH = 66;
/** Addresses below this are the network's own packages and objects: 0x1, 0x2, 0x5, 0x6 and the like. */
const SYSTEM_BELOW = 0x1_0000n;

/**
 * Reads a Sui address: `0x` and 64 hex digits, without a checksum. The network's software pads shorter ones with zeros;
 * we do not, because a person's address with a digit lost would be another good one.
 */
export function readSuiAddress(text: string): AddressOutcome {
  if (!text.startsWith('0x')) {
    const foreign = findForeign(text, HEX_ALPHABET, text.startsWith('0X') ? 1 : 0);
    return refuse(foreign ?? { reason: 'missing_prefix', prefix: '0x' });
  }
  const foreign = findForeign(text, HEX_ALPHABET, 2);
  if (foreign !== null) return refuse(foreign);
  if (text.length !== LENGTH)
    return refuse({ reason: 'wrong_length', length: text.length, least: LENGTH, most: LENGTH });
  const address = text.toLowerCase();
  return accept({
    network: 'sui',
    address,
    kind: 'account_or_object',
    isChecked: false,
    danger: dangerOf(address),
  });
}

function dangerOf(address: string): AddressDanger | null {
  const tokens = [...SUI_ASSETS.live, ...SUI_ASSETS.test];
  if (tokens.some(({ token }) => token?.startsWith(`${address}::`))) return 'token_itself';
  const value = BigInt(address);
  if (value === 0n) return 'burn';
  return value < SYSTEM_BELOW ? 'system' : null;
}

/** Hex digits mean the same in either case. */
export function foldSuiAddress(text: string): string {
  return text.toLowerCase();
}

/** Also without its prefix, so that nobody who leaves it out is told that they gave away a key. */
export function looksLikeSuiAddress(text: string): boolean {
  return /^(?:0x)?[0-9a-f]{64}$/i.test(text);
}

/** A private key as wallets export it: SIP-15, bech32 with this prefix. */
export function findSuiKey(text: string): FoundKey | null {
  return /^suiprivkey1/i.test(text) ? 'private_key' : null;
}
