/** The accounts of a wallet: real keys of four networks, each made from the wallet's seed by its path. */
import {
  bitcoinAddress,
  ethereumAddress,
  type KeyCurve,
  solanaAddress,
  suiAddress,
  type WalletKey,
  walletKeyAt,
} from '@diboas/sandbox-kit/chains';

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

const CURVES: Readonly<Record<Curve, KeyCurve>> = {
  CURVE_SECP256K1: 'secp256k1',
  CURVE_ED25519: 'ed25519',
};

/** Null where there is no key at that path. The curve must be that of the format. */
export function openAccount(seed: Uint8Array, plan: AccountPlan): OpenAccount | null {
  const key = walletKeyAt(seed, { curve: CURVES[plan.curve], path: plan.path });
  if (key === null) return null;
  const { privateKey, publicKey } = key;
  const address = addressOf(plan.addressFormat, key);
  return {
    account: { ...plan, address, publicKey: Buffer.from(publicKey).toString('hex') },
    privateKey,
  };
}

/** The human-readable parts of addresses of Bitcoin's chains (BIP-173). */
const BITCOIN_PREFIXES = {
  ADDRESS_FORMAT_BITCOIN_MAINNET_P2WPKH: 'bc',
  ADDRESS_FORMAT_BITCOIN_TESTNET_P2WPKH: 'tb',
  ADDRESS_FORMAT_BITCOIN_SIGNET_P2WPKH: 'tb',
  ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH: 'bcrt',
} as const;

function addressOf(format: AddressFormat, key: WalletKey): string {
  switch (format) {
    case 'ADDRESS_FORMAT_ETHEREUM':
      return ethereumAddress(key);
    case 'ADDRESS_FORMAT_SOLANA':
      return solanaAddress(key);
    case 'ADDRESS_FORMAT_SUI':
      return suiAddress(key);
    default:
      return bitcoinAddress(key, BITCOIN_PREFIXES[format]);
  }
}
