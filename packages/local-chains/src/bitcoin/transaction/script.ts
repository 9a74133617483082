// Output scripts of the kinds that wallets use, as a node and an explorer name them. Source: Bitcoin Core's
// `policy/policy.cpp` (which kinds are standard, what is dust) and Esplora's `scriptpubkey_type`.

import { bytesToHex } from '@noble/hashes/utils.js';
import { Address, OP, OutScript } from '@scure/btc-signer';

/** A regtest chain's prefixes, so that no address of it can be taken for one with real money. */
export const REGTEST = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };

export type ScriptKind = 'p2pkh' | 'p2sh' | 'v0_p2wpkh' | 'v0_p2wsh' | 'v1_p2tr' | 'op_return' | 'unknown';

interface Pattern {
  readonly kind: ScriptKind;
  readonly before: readonly number[];
  readonly payload: number;
  readonly after: readonly number[];
}

const PATTERNS: readonly Pattern[] = [
  { kind: 'p2pkh', before: [0x76, 0xa9, 0x14], payload: 20, after: [0x88, 0xac] },
  { kind: 'p2sh', before: [0xa9, 0x14], payload: 20, after: [0x87] },
  { kind: 'v0_p2wpkh', before: [0x00, 0x14], payload: 20, after: [] },
  { kind: 'v0_p2wsh', before: [0x00, 0x20], payload: 32, after: [] },
  { kind: 'v1_p2tr', before: [0x51, 0x20], payload: 32, after: [] },
];

/** Below this many satoshi an output costs more to spend than it is worth, at 3 sat/vB. */
const DUST_BELOW: Readonly<Record<ScriptKind, bigint>> = {
  p2pkh: 546n,
  p2sh: 540n,
  v0_p2wpkh: 294n,
  v0_p2wsh: 330n,
  v1_p2tr: 330n,
  // Holds data and no money.
  op_return: 0n,
  unknown: 546n,
};

/** The longest data output that nodes pass on. */
const OP_RETURN_BYTES_MAX = 83;

export function kindOfScript(script: Uint8Array): ScriptKind {
  if (script[0] === OP.RETURN) return 'op_return';
  return PATTERNS.find((pattern) => fits(script, pattern))?.kind ?? 'unknown';
}

/** The hash or key that the script pays to; nothing for scripts of other kinds. */
export function payloadOfScript(script: Uint8Array): Uint8Array {
  const pattern = PATTERNS.find((one) => fits(script, one));
  if (pattern === undefined) return new Uint8Array();
  return script.subarray(pattern.before.length, pattern.before.length + pattern.payload);
}

export function isStandardScript(script: Uint8Array): boolean {
  const kind = kindOfScript(script);
  return kind === 'op_return' ? script.length <= OP_RETURN_BYTES_MAX : kind !== 'unknown';
}

export function isDust(output: { readonly value: bigint; readonly script: Uint8Array }): boolean {
  return output.value < DUST_BELOW[kindOfScript(output.script)];
}

/** The regtest address that the script pays to; null where it has none. */
export function addressOfScript(script: Uint8Array): string | null {
  const kind = kindOfScript(script);
  if (kind === 'op_return' || kind === 'unknown') return null;
  try {
    return Address(REGTEST).encode(OutScript.decode(script));
  } catch {
    // A taproot output whose key is no point of the curve: valid, and nobody can ever spend it.
    return null;
  }
}

/** The script that pays to a regtest address; null for what is none, another network's address included. */
export function scriptOfAddress(address: string): Uint8Array | null {
  try {
    return OutScript.encode(Address(REGTEST).decode(address));
  } catch {
    // The library says by throwing what is wrong with it; an explorer says only that it is invalid.
    return null;
  }
}

const OP_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(OP).map(([name, code]) => [code, /^\d/.test(name) ? `PUSHNUM_${name}` : name]),
);

/** A script in words, as Esplora writes it: `OP_0 OP_PUSHBYTES_20 …`. What is cut off ends the text. */
export function formatAsm(script: Uint8Array): string {
  const words: string[] = [];
  for (let at = 0; at < script.length; ) {
    const code = script[at] ?? 0;
    at += 1;
    const prefix = code === OP.PUSHDATA1 ? 1 : code === OP.PUSHDATA2 ? 2 : 0;
    if (code === 0) words.push('OP_0');
    else if (code <= 75 || prefix > 0) {
      const length =
        prefix === 0 ? code : (script[at] ?? 0) + (prefix === 2 ? (script[at + 1] ?? 0) * 256 : 0);
      const name = prefix === 0 ? `OP_PUSHBYTES_${code}` : `OP_PUSHDATA${prefix}`;
      words.push(name, bytesToHex(script.subarray(at + prefix, at + prefix + length)));
      at += prefix + length;
    } else words.push(`OP_${OP_NAMES.get(code) ?? `RETURN_${code}`}`);
  }
  return words.join(' ');
}

function fits(script: Uint8Array, { before, payload, after }: Pattern): boolean {
  return (
    script.length === before.length + payload + after.length &&
    before.every((byte, index) => script[index] === byte) &&
    after.every((byte, index) => script[before.length + payload + index] === byte)
  );
}
