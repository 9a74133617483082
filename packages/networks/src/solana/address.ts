import { accept, refuse } from '@diboas/kernel';
import { base58 } from '@scure/base';
import type { AddressDanger, AddressOutcome, FoundKey, WrongAddress } from '../shape/address.ts';
import { BASE58_ALPHABET, findForeign } from '../shape/alphabet.ts';
import { SOLANA_ASSETS } from './amount.ts';
import { isOnCurve } from './curve.ts';
import { isKeyPair, signatureBytes } from './signature.ts';

const BYTES = 32;
/** 32 bytes have 32 characters when all are zero, and at most 44. */
const LENGTHS = { least: 32, most: 44 };

const BURN = '1nc1nerator11111111111111111111111111111111';

/** The mint of wrapped SOL: whoever means their own account for it sends the coin to the token itself. */
const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';

/**
 * Programs and accounts of the network itself, the programs for tokens and notes, and the exchanges that most money goes
 * through. Many lie on the curve, as somebody had a key when they were put there: of any other only the chain knows.
 */
const SYSTEM: ReadonlySet<string> = new Set([
  '11111111111111111111111111111111',
  'NativeLoader1111111111111111111111111111111',
  'BPFLoader1111111111111111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'LoaderV411111111111111111111111111111111111',
  'Feature111111111111111111111111111111111111',
  'AddressLookupTab1e1111111111111111111111111',
  'ComputeBudget111111111111111111111111111111',
  'Config1111111111111111111111111111111111111',
  'Ed25519SigVerify111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'Secp256r1SigVerify1111111111111111111111111',
  'ZkTokenProof1111111111111111111111111111111',
  'ZkE1Gama1Proof11111111111111111111111111111',
  'Stake11111111111111111111111111111111111111',
  'StakeConfig11111111111111111111111111111111',
  'Vote111111111111111111111111111111111111111',
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
  'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo',
  'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  // The largest aggregator, versions 4 and 6.
  'JUP4Fb2cqiRUcaTHdrPC8h2gNsA2ETXiPDD33WcGuJB',
  'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4',
  // Raydium: pools of version 4, concentrated and constant-product ones.
  '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8',
  'CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK',
  'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C',
]);

/**
 * Reads a Solana address: 32 bytes in base58, and no checksum, so a slip is another good address most of the time. One
 * off the Ed25519 curve has no key: it belongs to a program, and what is sent there may be out of reach for people.
 */
export function readSolanaAddress(text: string): AddressOutcome {
  const wrong = findForeign(text, BASE58_ALPHABET) ?? findWrongLength(text);
  if (wrong !== null)
    return refuse(signatureBytes(text) === null ? wrong : { reason: 'transaction_id', network: 'solana' });
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
  if (tokens.includes(text) || text === WRAPPED_SOL) return 'token_itself';
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

/**
 * A key pair as wallets export it, 64 bytes in base58, or as the network's own tools keep it, a list of 64 numbers. 32
 * numbers are half of one, which may be the public half.
 */
export function findSolanaKey(text: string): FoundKey | null {
  const bytes = signatureBytes(text);
  if (bytes !== null) return isKeyPair(bytes) ? 'private_key' : null;
  const numbers = /^\[[\d,\s]+\]$/.test(text) ? (text.match(/\d+/g) ?? []).length : 0;
  if (numbers === 64) return 'private_key';
  return numbers === 32 ? 'maybe_private_key' : null;
}
