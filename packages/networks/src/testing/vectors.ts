import { readFileSync } from 'node:fs';

/** Lists of published test vectors, by the name of the list; `source` says who published them where. */
export interface Vectors {
  readonly bip173: SegwitVectors;
  readonly bip350: SegwitVectors;
  readonly 'base58-keys-valid': { readonly rows: readonly KeyVector[] };
  readonly 'base58-keys-invalid': { readonly rows: readonly string[] };
  readonly 'key-io-valid': { readonly rows: readonly ScriptVector[] };
  readonly 'key-io-invalid': { readonly rows: readonly string[] };
  readonly erc55: {
    readonly allCaps: readonly string[];
    readonly allLower: readonly string[];
    readonly mixed: readonly string[];
  };
  readonly solana: {
    readonly onCurveBytes: readonly string[];
    readonly offCurveBytes: readonly string[];
    readonly onCurve: readonly string[];
    readonly offCurve: readonly string[];
    readonly bytesOf: readonly { readonly text: string; readonly bytes: string }[];
    readonly valid: readonly string[];
    readonly invalid: readonly Told[];
  };
  readonly sui: {
    readonly valid: readonly string[];
    readonly shortened: readonly { readonly text: string; readonly full: string }[];
    readonly notAddresses: readonly string[];
  };
}

export interface SegwitVectors {
  readonly bech32Valid: readonly string[];
  readonly bech32Invalid: readonly string[];
  readonly addressesValid: readonly (Told & { readonly script: string })[];
  readonly addressesInvalid: readonly Told[];
}

/** `told` is ours: the kind we read, or the reason we give. */
interface Told {
  readonly text: string;
  readonly told: string;
}

interface KeyVector {
  readonly text: string;
  readonly payload: string;
  readonly kind: 'p2pkh' | 'p2sh' | 'secret';
  readonly chain: 'live' | 'test';
}

interface ScriptVector {
  readonly text: string;
  readonly chain: 'live' | 'test';
  /** Absent where the text is a private key. */
  readonly script?: string;
  readonly secret?: true;
}

export function readVectors<Name extends keyof Vectors>(name: Name): Vectors[Name] {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8'));
}
