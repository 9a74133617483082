// A PSBT for whoever signs bare digests, one an input, and knows nothing of transactions.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { OutScript, SigHash, Transaction } from '@scure/btc-signer';

/** What is signed for each input, in hex and in their order: BIP-143, of inputs at p2wpkh, over the whole transaction. */
export function bitcoinSigningDigests(psbt: string): readonly string[] {
  const transaction = Transaction.fromPSBT(hexToBytes(psbt));
  return indices(transaction).map((index) => bytesToHex(digestOf(transaction, index)));
}

/**
 * The PSBT with these signatures of one key in it, in the order of the inputs: each is `r` and `s` in hex, 64 bytes, and what
 * tells the key (a 65th) is left out. Null where one is none of that key over its digest.
 */
export function signBitcoinInputs(
  psbt: string,
  { publicKey, signatures }: { readonly publicKey: string; readonly signatures: readonly string[] },
): string | null {
  const transaction = Transaction.fromPSBT(hexToBytes(psbt));
  if (signatures.length !== transaction.inputsLength || !/^0[23][0-9a-f]{64}$/.test(publicKey)) return null;
  const key = hexToBytes(publicKey);
  for (const index of indices(transaction)) {
    const signature = readSignature(signatures[index] ?? '');
    const digest = digestOf(transaction, index);
    const options = { prehash: false, lowS: false };
    if (signature === null || !secp256k1.verify(signature.toBytes(), digest, key, options)) return null;
    const inScript = concatBytes(lowS(signature).toBytes('der'), Uint8Array.of(SigHash.ALL));
    transaction.updateInput(index, { partialSig: [[key, inScript]] }, true);
  }
  return bytesToHex(transaction.toPSBT(0));
}

type Signature = InstanceType<typeof secp256k1.Signature>;

function readSignature(text: string): Signature | null {
  if (!/^[0-9a-f]{128}([0-9a-f]{2})?$/.test(text)) return null;
  try {
    return secp256k1.Signature.fromBytes(hexToBytes(text.slice(0, 128)), 'compact');
  } catch {
    // The library throws for halves that no signature has.
    return null;
  }
}

/** Nodes pass on only the lower of the two that are good: BIP-146. */
function lowS(signature: Signature): Signature {
  const { r, s } = signature;
  return signature.hasHighS() ? new secp256k1.Signature(r, secp256k1.Point.Fn.ORDER - s) : signature;
}

/** The script that is signed for p2wpkh is that of p2pkh to the same hash. */
function digestOf(transaction: Transaction, index: number): Uint8Array {
  const { witnessUtxo } = transaction.getInput(index);
  const spent = witnessUtxo === undefined ? undefined : OutScript.decode(witnessUtxo.script);
  if (witnessUtxo === undefined || spent?.type !== 'wpkh')
    throw new RangeError('Only what lies at p2wpkh is spent.');
  const script = OutScript.encode({ type: 'pkh', hash: spent.hash });
  return transaction.preimageWitnessV0(index, script, SigHash.ALL, witnessUtxo.amount);
}

function indices({ inputsLength }: Transaction): readonly number[] {
  return Array.from({ length: inputsLength }, (_, index) => index);
}
