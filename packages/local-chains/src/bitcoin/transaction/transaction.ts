// A Bitcoin transaction as it lies on the wire, with what nodes derive from its bytes.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { RawTx } from '@scure/btc-signer';
import { RawOldTx } from '@scure/btc-signer/script.js';

export interface BitcoinInput {
  readonly txid: string;
  readonly vout: number;
  readonly scriptSig: Uint8Array;
  readonly sequence: number;
  readonly witness: readonly Uint8Array[];
}

export interface BitcoinOutput {
  /** In satoshi. */
  readonly value: bigint;
  readonly script: Uint8Array;
}

export interface BitcoinTransaction {
  /** The hash of all but the witnesses: what is paid to whom, whoever signs it how. */
  readonly txid: string;
  readonly hex: string;
  readonly version: number;
  readonly lockTime: number;
  readonly inputs: readonly BitcoinInput[];
  readonly outputs: readonly BitcoinOutput[];
  /** Bytes, witnesses included. */
  readonly size: number;
  readonly weight: number;
  readonly vsize: number;
}

/** The transaction that these bytes are; null when they are none, or not in the one form that nodes write. */
export function parseBitcoinTransaction(hex: string): BitcoinTransaction | null {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) return null;
  const bytes = hexToBytes(hex);
  try {
    const raw = RawTx.decode(bytes);
    return bytesToHex(RawTx.encode(raw)) === hex.toLowerCase() ? describe(raw, bytes) : null;
  } catch {
    // The codec refuses by throwing whatever is cut off, too long or of a form that does not exist.
    return null;
  }
}

/** `txid:vout`: the name of an output, and of the input that spends it. */
export function outpointOf({ txid, vout }: { readonly txid: string; readonly vout: number }): string {
  return `${txid}:${vout}`;
}

/** What block, merkle tree and transactions are hashed with. Hex of it is written from its end to its beginning. */
export function doubleSha256(bytes: Uint8Array): Uint8Array {
  return sha256(sha256(bytes));
}

export function reversedHex(bytes: Uint8Array): string {
  return bytesToHex(bytes.toReversed());
}

/** All but the witnesses, as signatures of old and the id of the transaction cover it. */
export function encodeWithoutWitness(
  transaction: BitcoinTransaction,
  inputs = transaction.inputs,
): Uint8Array {
  return RawOldTx.encode({
    version: transaction.version,
    inputs: inputs.map(({ txid, vout, scriptSig, sequence }) => ({
      txid: hexToBytes(txid),
      index: vout,
      finalScriptSig: scriptSig,
      sequence,
    })),
    outputs: transaction.outputs.map(({ value, script }) => ({ amount: value, script })),
    lockTime: transaction.lockTime,
  });
}

function describe(raw: ReturnType<typeof RawTx.decode>, bytes: Uint8Array): BitcoinTransaction {
  const stripped = RawOldTx.encode(raw);
  const weight = stripped.length * 3 + bytes.length;
  return {
    txid: reversedHex(doubleSha256(stripped)),
    hex: bytesToHex(bytes),
    version: raw.version,
    lockTime: raw.lockTime,
    inputs: raw.inputs.map(({ txid, index, finalScriptSig, sequence }, at) => ({
      txid: bytesToHex(txid),
      vout: index,
      scriptSig: finalScriptSig,
      sequence,
      witness: raw.witnesses?.[at] ?? [],
    })),
    outputs: raw.outputs.map(({ amount, script }) => ({ value: amount, script })),
    size: bytes.length,
    weight,
    vsize: Math.ceil(weight / 4),
  };
}
