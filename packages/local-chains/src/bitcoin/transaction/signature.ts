// Whether who spends an output may: signatures of the kinds that wallets of ours use. Each covers the whole
// transaction (SIGHASH_ALL, for taproot DEFAULT too); the other ways to sign are refused, as no wallet of ours uses them.

import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { p2pkh, Script, SigHash, Transaction } from '@scure/btc-signer';
import { kindOfScript, payloadOfScript } from './script.ts';
import {
  type BitcoinInput,
  type BitcoinOutput,
  type BitcoinTransaction,
  doubleSha256,
  encodeWithoutWitness,
} from './transaction.ts';

/** What every input of a transaction spends, in the order of its inputs. */
type Spent = readonly BitcoinOutput[];

/** Where in the transaction an input stands, and what it spends. */
interface Spending {
  readonly transaction: BitcoinTransaction;
  readonly spent: Spent;
  readonly index: number;
  readonly input: BitcoinInput;
  readonly output: BitcoinOutput;
}

const FAILED = 'Signature must be zero for failed CHECK(MULTI)SIG operation';

/** Why the first input that may not spend its output may not, in a node's words; null when all may. */
export function findBadSignature(transaction: BitcoinTransaction, spent: Spent): string | null {
  for (const index of transaction.inputs.keys()) {
    const problem = findBadInput(transaction, spent, index);
    if (problem !== null) return problem;
  }
  return null;
}

/** The same of one input. */
export function findBadInput(transaction: BitcoinTransaction, spent: Spent, index: number): string | null {
  const input = transaction.inputs[index];
  const output = spent[index];
  if (input === undefined || output === undefined) return 'an input without its output';
  return checkInput({ transaction, spent, index, input, output });
}

function checkInput(spending: Spending): string | null {
  switch (kindOfScript(spending.output.script)) {
    case 'v0_p2wpkh':
      return checkWitnessKeyHash(spending);
    case 'v1_p2tr':
      return checkTaprootKey(spending);
    case 'p2pkh':
      return checkKeyHash(spending);
    case 'v0_p2wsh':
      return checkWitnessScript(spending);
    case 'p2sh':
    case 'op_return':
    case 'unknown':
      return 'this local chain verifies p2wpkh, p2wsh of several keys, p2tr by its key and p2pkh only';
  }
}

function checkWitnessKeyHash({ transaction, index, input, output }: Spending): string | null {
  const [signature, publicKey] = input.witness;
  if (input.scriptSig.length > 0) return 'Witness requires empty scriptSig';
  if (signature === undefined || publicKey === undefined || input.witness.length !== 2)
    return 'Witness program hash mismatch';
  if (publicKey.length !== 33) return 'Using non-compressed keys in segwit';
  const keyHash = payloadOfScript(output.script);
  if (!isSame(hash160(publicKey), keyHash)) return 'Witness program hash mismatch';
  if (signature.at(-1) !== SigHash.ALL) return 'Signature hash type missing or not understood';
  const hash = readTransaction(transaction).preimageWitnessV0(
    index,
    p2pkh(publicKey).script,
    SigHash.ALL,
    output.value,
  );
  return isEcdsa(signature, hash, publicKey) ? null : FAILED;
}

/** So many signatures of so many keys, in the order of the keys: BIP-141, BIP-147. */
function checkWitnessScript({ transaction, index, input, output }: Spending): string | null {
  const script = input.witness.at(-1);
  if (input.scriptSig.length > 0) return 'Witness requires empty scriptSig';
  if (script === undefined || !isSame(sha256(script), payloadOfScript(output.script)))
    return 'Witness program hash mismatch';
  const several = severalOf(script);
  if (several === null) return 'this local chain verifies p2wsh of several keys only';
  const [dummy, ...signatures] = input.witness.slice(0, -1);
  if (dummy === undefined || signatures.length !== several.wanted)
    return 'Operation not valid with the current stack size';
  if (dummy.length > 0) return 'Dummy CHECKMULTISIG argument must be zero';
  if (signatures.some((one) => one.at(-1) !== SigHash.ALL))
    return 'Signature hash type missing or not understood';
  const hash = readTransaction(transaction).preimageWitnessV0(index, script, SigHash.ALL, output.value);
  let key = 0;
  for (const signature of signatures) {
    while (key < several.keys.length && !isEcdsa(signature, hash, several.keys[key] ?? signature)) key += 1;
    if (key === several.keys.length) return FAILED;
    key += 1;
  }
  return null;
}

/** `OP_2 <key> <key> <key> OP_3 OP_CHECKMULTISIG`; null for every other script. */
function severalOf(
  script: Uint8Array,
): { readonly wanted: number; readonly keys: readonly Uint8Array[] } | null {
  try {
    const [wanted, ...parts] = Script.decode(script);
    const keys = parts.filter((part) => part instanceof Uint8Array);
    const end = parts.slice(keys.length);
    const isSeveral = end.length === 2 && end[0] === keys.length && end[1] === 'CHECKMULTISIG';
    return isSeveral && typeof wanted === 'number' && wanted > 0 ? { wanted, keys } : null;
  } catch {
    // Bytes that are no script have no keys.
    return null;
  }
}

function checkTaprootKey({ transaction, spent, index, input, output }: Spending): string | null {
  const [signature] = input.witness;
  if (input.scriptSig.length > 0) return 'Witness requires empty scriptSig';
  if (signature === undefined) return 'Witness program was passed an empty witness';
  if (input.witness.length !== 1) return 'this local chain verifies taproot by its key only';
  if (signature.length !== 64 && signature.length !== 65) return 'Invalid Schnorr signature size';
  const hashType = signature.length === 64 ? SigHash.DEFAULT : signature.at(-1);
  if (hashType !== SigHash.ALL && (hashType !== SigHash.DEFAULT || signature.length === 65))
    return 'Invalid Schnorr signature hash type';
  const hash = readTransaction(transaction).preimageWitnessV1(
    index,
    spent.map(({ script }) => script),
    hashType,
    spent.map(({ value }) => value),
  );
  const isGood = schnorr.verify(signature.subarray(0, 64), hash, payloadOfScript(output.script));
  return isGood ? null : 'Invalid Schnorr signature';
}

function checkKeyHash({ transaction, index, input, output }: Spending): string | null {
  if (input.witness.length > 0) return 'Witness provided for non-witness script';
  const [signature, publicKey, ...more] = pushesOf(input.scriptSig);
  if (signature === undefined || publicKey === undefined || more.length > 0)
    return 'Operation not valid with the current stack size';
  if (!isSame(hash160(publicKey), payloadOfScript(output.script)))
    return 'Script failed an OP_EQUALVERIFY operation';
  if (signature.at(-1) !== SigHash.ALL) return 'Signature hash type missing or not understood';
  const inputs = transaction.inputs.map((one, at) => ({
    ...one,
    scriptSig: at === index ? output.script : new Uint8Array(),
  }));
  const covered = concatBytes(
    encodeWithoutWitness(transaction, inputs),
    new Uint8Array([SigHash.ALL, 0, 0, 0]),
  );
  return isEcdsa(signature, doubleSha256(covered), publicKey) ? null : FAILED;
}

/** What a script pushes; nothing when it does anything else. */
function pushesOf(script: Uint8Array): Uint8Array[] {
  try {
    const parts = Script.decode(script);
    const pushes = parts.filter((part) => part instanceof Uint8Array);
    return pushes.length === parts.length ? pushes : [];
  } catch {
    // Bytes that are no script push nothing.
    return [];
  }
}

/** A signature as scripts hold it: DER with a low S, and the hash type at its end. */
function isEcdsa(signature: Uint8Array, hash: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return secp256k1.verify(signature.subarray(0, -1), hash, publicKey, {
      format: 'der',
      prehash: false,
      lowS: true,
    });
  } catch {
    // What is no signature or no key at all is refused like a wrong one.
    return false;
  }
}

function readTransaction({ hex }: BitcoinTransaction): Transaction {
  return Transaction.fromRaw(hexToBytes(hex), {
    allowUnknownInputs: true,
    allowUnknownOutputs: true,
    allowUnknownVersion: true,
    disableScriptCheck: true,
  });
}

function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
