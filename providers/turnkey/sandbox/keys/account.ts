/** The accounts of a wallet: real keys of four networks, each made from the wallet's seed by its path. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { p2wpkh } from '@scure/btc-signer';
import { getAddressDecoder } from '@solana/kit';
import { HDKey, privateKeyToAddress } from 'viem/accounts';
import { ed25519KeyAt } from './slip10.ts';

export type Curve = 'CURVE_SECP256K1' | 'CURVE_ED25519';

/** Of Turnkey's formats those that are made here. */
export const ADDRESS_FORMATS = {
  ADDRESS_FORMAT_BITCOIN_MAINNET_P2WPKH: { network: 'bitcoin', curve: 'CURVE_SECP256K1' },
  ADDRESS_FORMAT_BITCOIN_TESTNET_P2WPKH: { network: 'bitcoin', curve: 'CURVE_SECP256K1' },
  ADDRESS_FORMAT_BITCOIN_SIGNET_P2WPKH: { network: 'bitcoin', curve: 'CURVE_SECP256K1' },
  ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH: { network: 'bitcoin', curve: 'CURVE_SECP256K1' },
  ADDRESS_FORMAT_ETHEREUM: { network: 'ethereum', curve: 'CURVE_SECP256K1' },
  ADDRESS_FORMAT_SOLANA: { network: 'solana', curve: 'CURVE_ED25519' },
  ADDRESS_FORMAT_SUI: { network: 'sui', curve: 'CURVE_ED25519' },
} as const satisfies Readonly<Record<string, { network: string; curve: Curve }>>;

export type AddressFormat = keyof typeof ADDRESS_FORMATS;
export type AccountNetwork = (typeof ADDRESS_FORMATS)[AddressFormat]['network'];

export function isAddressFormat(text: string): text is AddressFormat {
  return Object.hasOwn(ADDRESS_FORMATS, text);
}

/** What an account is asked for by. */
export interface AccountPlan {
  readonly curve: Curve;
  readonly path: string;
  readonly addressFormat: AddressFormat;
}

export interface Account extends AccountPlan {
  readonly address: string;
  /** In hex; compressed on secp256k1. */
  readonly publicKey: string;
}

export interface OpenAccount {
  readonly account: Account;
  readonly privateKey: Uint8Array;
}

/** Null where there is no key at that path. The curve must be that of the format. */
export function openAccount(seed: Uint8Array, plan: AccountPlan): OpenAccount | null {
  const privateKey =
    plan.curve === 'CURVE_SECP256K1' ? secp256k1KeyAt(seed, plan.path) : ed25519KeyAt(seed, plan.path);
  if (privateKey === null) return null;
  const publicKey =
    plan.curve === 'CURVE_SECP256K1'
      ? secp256k1.getPublicKey(privateKey, true)
      : ed25519.getPublicKey(privateKey);
  const address = addressOf(plan.addressFormat, { privateKey, publicKey });
  return {
    account: { ...plan, address, publicKey: Buffer.from(publicKey).toString('hex') },
    privateKey,
  };
}

function secp256k1KeyAt(seed: Uint8Array, path: string): Uint8Array | null {
  if (!/^m(\/(0|[1-9][0-9]{0,9})'?)*$/.test(path)) return null;
  const steps = path.split('/').slice(1);
  if (steps.some((step) => Number.parseInt(step, 10) >= 0x8000_0000)) return null;
  return HDKey.fromMasterSeed(seed).derive(path).privateKey;
}

/** The human-readable parts of addresses of Bitcoin's chains (BIP-173). */
const BITCOIN_PREFIXES = {
  ADDRESS_FORMAT_BITCOIN_MAINNET_P2WPKH: 'bc',
  ADDRESS_FORMAT_BITCOIN_TESTNET_P2WPKH: 'tb',
  ADDRESS_FORMAT_BITCOIN_SIGNET_P2WPKH: 'tb',
  ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH: 'bcrt',
} as const;

/** The flag of Ed25519 in front of a key, whose hash is an address of Sui. */
const SUI_ED25519 = 0;

function addressOf(
  format: AddressFormat,
  { privateKey, publicKey }: { privateKey: Uint8Array; publicKey: Uint8Array },
): string {
  switch (format) {
    case 'ADDRESS_FORMAT_ETHEREUM':
      return privateKeyToAddress(`0x${Buffer.from(privateKey).toString('hex')}`);
    case 'ADDRESS_FORMAT_SOLANA':
      return getAddressDecoder().decode(publicKey);
    case 'ADDRESS_FORMAT_SUI': {
      const digest = blake2b(Uint8Array.of(SUI_ED25519, ...publicKey), { dkLen: 32 });
      return `0x${Buffer.from(digest).toString('hex')}`;
    }
    default:
      return bitcoinAddress(publicKey, BITCOIN_PREFIXES[format]);
  }
}

/** Only the prefix of the network's parameters counts for an address of this kind. */
function bitcoinAddress(publicKey: Uint8Array, bech32: string): string {
  const { address } = p2wpkh(publicKey, { bech32, pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef });
  if (address === undefined) throw new Error('A key has an address.');
  return address;
}
