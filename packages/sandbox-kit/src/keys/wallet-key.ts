/** Real keys of four networks, each made from a seed by its path, and the addresses that they have. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { p2wpkh } from '@scure/btc-signer';
import { getAddressDecoder } from '@solana/kit';
import { HDKey, privateKeyToAddress } from 'viem/accounts';
import { ed25519KeyAt } from './slip10.ts';

export type KeyCurve = 'secp256k1' | 'ed25519';

export interface WalletKey {
  readonly privateKey: Uint8Array;
  /** Compressed on secp256k1. */
  readonly publicKey: Uint8Array;
}

/** The key at a path such as `m/84'/0'/0'/0/0`: BIP-32, and SLIP-0010 on Ed25519. Null where there is none. */
export function walletKeyAt(
  seed: Uint8Array,
  { curve, path }: { readonly curve: KeyCurve; readonly path: string },
): WalletKey | null {
  const privateKey = curve === 'secp256k1' ? secp256k1KeyAt(seed, path) : ed25519KeyAt(seed, path);
  if (privateKey === null) return null;
  const publicKey =
    curve === 'secp256k1' ? secp256k1.getPublicKey(privateKey, true) : ed25519.getPublicKey(privateKey);
  return { privateKey, publicKey };
}

function secp256k1KeyAt(seed: Uint8Array, path: string): Uint8Array | null {
  if (!/^m(\/(0|[1-9][0-9]{0,9})'?)*$/.test(path)) return null;
  const steps = path.split('/').slice(1);
  if (steps.some((step) => Number.parseInt(step, 10) >= 0x8000_0000)) return null;
  return HDKey.fromMasterSeed(seed).derive(path).privateKey;
}

/** The flag of Ed25519 in front of a key, whose hash is an address of Sui. */
const SUI_ED25519 = 0;

/** @param prefix of bech32 in the chain's addresses (BIP-173): only that counts for an address of this kind */
export function bitcoinAddress({ publicKey }: WalletKey, prefix: string): string {
  const { address } = p2wpkh(publicKey, { bech32: prefix, pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef });
  if (address === undefined) throw new Error('A key has an address.');
  return address;
}

export function ethereumAddress({ privateKey }: WalletKey): string {
  return privateKeyToAddress(`0x${Buffer.from(privateKey).toString('hex')}`);
}

export function solanaAddress({ publicKey }: WalletKey): string {
  return getAddressDecoder().decode(publicKey);
}

export function suiAddress({ publicKey }: WalletKey): string {
  const digest = blake2b(Uint8Array.of(SUI_ED25519, ...publicKey), { dkLen: 32 });
  return `0x${Buffer.from(digest).toString('hex')}`;
}
