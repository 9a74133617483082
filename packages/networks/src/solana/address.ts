import { accept, refuse } from '@diboas/kernel';
import { base58 } from '@scure/base';
import type { AddressDanger, AddressOutcome, WrongAddress } from '../shape/address.ts';
import { BASE58_ALPHABET, findForeign } from '../shape/alphabet.ts';
import { SOLANA_ASSETS } from './amount.ts';
import { isOnCurve } from './curve.ts';

const BYTES = 32;
const SECRET_BYTES = 64;
/** 32 bytes have 32 characters when all are zero, and at most 44. */
const LENGTHS = { least: 32, most: 44 };
/** 64 bytes have 64 to 88. Longer is not even decoded. */
const DECODED_MAX = 88;

const BURN = '1nc1nerator11111111111111111111111111111111';

/** Programs and accounts of the network itself, and the programs for tokens. */
const SYSTEM: ReadonlySet<string> = new Set([
  '11111111111111111111111111111111',
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
  'ComputeBudget111111111111111111111111111111',
  'Config1111111111111111111111111111111111111',
  'Ed25519SigVerify111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'AddressLookupTab1e1111111111111111111111111',
  'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  'Stake11111111111111111111111111111111111111',
  'Vote111111111111111111111111111111111111111',
]);

/**
 * Reads a Solana address: 32 bytes in base58, and no checksum, so a slip is another good address most of the time. One
 * off the Ed25519 curve has no key: it belongs to a program, and what is sent there may be out of reach for people.
 */
export function readSolanaAddress(text: string): AddressOutcome {
  const wrong = findForeign(text, BASE58_ALPHABET) ?? findWrongLength(text);
  if (wrong !== null) return refuse(wrong);
  const isOff = !isOnCurve(base58.decode(text));
  return accept({
    network: 'solana',
    address: text,
    kind: isOff ? 'off_curve' : 'on_curve',
    isChecked: false,
    danger: dangerOf(text) ?? (isOff ? 'no_key' : null),
  });
}

function findWrongLength(text: string): WrongAddress | null {
  const isLength = text.length >= LENGTHS.least && text.length <= LENGTHS.most;
  if (isLength && base58.decode(text).length === BYTES) return null;
  return { reason: 'wrong_length', length: text.length, ...LENGTHS };
}

function dangerOf(text: string): AddressDanger | null {
  const tokens = [...SOLANA_ASSETS.live, ...SOLANA_ASSETS.test].map(({ token }) => token);
  if (tokens.includes(text)) return 'token_itself';
  if (text === BURN) return 'burn';
  return SYSTEM.has(text) || text.startsWith('Sysvar') ? 'system' : null;
}

/** Every letter counts, and its case. */
export function foldSolanaAddress(text: string): string {
  return text;
}

export function looksLikeSolanaAddress(text: string): boolean {
  return findForeign(text, BASE58_ALPHABET) === null && findWrongLength(text) === null;
}

/** A key pair as wallets export it: 64 bytes in base58. */
export function isSolanaSecret(text: string): boolean {
  const isLength = text.length >= SECRET_BYTES && text.length <= DECODED_MAX;
  if (!isLength || findForeign(text, BASE58_ALPHABET) !== null) return false;
  return base58.decode(text).length === SECRET_BYTES;
}
