// The addresses of before segwit: a version byte and a hash of 20 bytes, with four bytes of a double SHA-256, in base58.
// Versions by Bitcoin Core, `src/kernel/chainparams.cpp`.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58 } from '@scure/base';
import type { WrongAddress } from '../shape/address.ts';
import { BASE58_ALPHABET, findForeign } from '../shape/alphabet.ts';
import type { NetworkChain } from '../shape/chain.ts';

export interface HashAddress {
  readonly chain: NetworkChain;
  readonly kind: 'p2pkh' | 'p2sh';
  readonly hash: Uint8Array;
}

const VERSIONS: Readonly<Record<number, { chain: NetworkChain; kind: 'p2pkh' | 'p2sh' }>> = {
  0: { chain: 'live', kind: 'p2pkh' },
  5: { chain: 'live', kind: 'p2sh' },
  111: { chain: 'test', kind: 'p2pkh' },
  196: { chain: 'test', kind: 'p2sh' },
};

const CHECKSUM_BYTES = 4;
const HASH_BYTES = 20;
const LENGTHS = { least: 26, most: 35 };
/** The longest that anybody writes in base58check: an extended key has 111 characters. Longer is not even decoded. */
const DECODED_MAX = 120;

/** Takes an address apart. A private key is not one; `isKeyText` knows it. */
export function decodeBase58Check(text: string): Outcome<HashAddress, WrongAddress> {
  const foreign = findForeign(text, BASE58_ALPHABET);
  if (foreign !== null) return refuse(foreign);
  const payload = checkedPayload(text);
  if (payload === null) {
    const isLength = text.length >= LENGTHS.least && text.length <= LENGTHS.most;
    return refuse(isLength ? { reason: 'checksum_differs' } : wrongLength(text));
  }
  const [version = 0, ...hash] = payload;
  if (hash.length !== HASH_BYTES) return refuse(wrongLength(text));
  const known = VERSIONS[version];
  if (known === undefined) return refuse({ reason: 'unknown_version', version });
  return accept({ ...known, hash: Uint8Array.from(hash) });
}

/** `WIF` of 32 bytes, with one more when its public key is compressed: 128 on the live chain, 239 on those for tests. */
export function isKeyText(text: string): boolean {
  const payload = checkedPayload(text);
  if (payload === null) return false;
  const [version = 0] = payload;
  const isKey = (version === 128 || version === 239) && (payload.length === 33 || payload.length === 34);
  return isKey || isExtendedKey(payload) || isSealedKey(payload);
}

/** A key under a passphrase, BIP-38: 39 bytes, `6P` in base58. It is a key all the same: passphrases can be guessed. */
function isSealedKey(payload: Uint8Array): boolean {
  const [first, second = 0] = payload;
  return payload.length === 39 && first === 0x01 && (second === 0x42 || second === 0x43);
}

/** Of BIP-32 `xprv` and `tprv`; of SLIP-132 `yprv`, `zprv`, `Yprv`, `Zprv`, and `uprv`, `vprv`, `Uprv`, `Vprv` for tests. */
const PRIVATE_VERSIONS: ReadonlySet<number> = new Set([
  ...[0x0488ade4, 0x04358394],
  ...[0x049d7878, 0x04b2430c, 0x0295b005, 0x02aa7a99],
  ...[0x044a4e28, 0x045f18bc, 0x024285b5, 0x02575048],
]);

/** 78 bytes, of which the first four say that the key is private, and what its addresses are made of. */
function isExtendedKey(payload: Uint8Array): boolean {
  const version = payload.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  return payload.length === 78 && PRIVATE_VERSIONS.has(version);
}

/** What the checksum covers; null when it differs, or when the text is no base58 of any use. */
function checkedPayload(text: string): Uint8Array | null {
  if (text.length > DECODED_MAX || findForeign(text, BASE58_ALPHABET) !== null) return null;
  const bytes = base58.decode(text);
  if (bytes.length <= CHECKSUM_BYTES) return null;
  const payload = bytes.slice(0, -CHECKSUM_BYTES);
  const checksum = sha256(sha256(payload));
  const isRight = bytes.slice(-CHECKSUM_BYTES).every((byte, index) => byte === checksum[index]);
  return isRight ? payload : null;
}

function wrongLength(text: string): WrongAddress {
  return { reason: 'wrong_length', length: text.length, ...LENGTHS };
}
