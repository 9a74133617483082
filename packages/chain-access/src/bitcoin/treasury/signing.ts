// What goes from hand to hand until two have signed: a PSBT of version 0 or 2, as a file. Nothing that comes back is believed: what
// it spends and pays is read from its bytes, and a signature counts once it was verified.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { Address, OutScript, SigHash, Transaction, WIF } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import { networkOf } from '../psbt.ts';
import { TREASURY_SIGNERS, type TreasuryWallet } from './wallet.ts';

/** What a PSBT would do, and who has signed it. All sums in satoshis. */
export interface TreasurySpend {
  /** The hash that it will have, whoever signs. */
  readonly hash: string;
  readonly pays: readonly { readonly to: string; readonly units: bigint }[];
  /** What comes back to the wallet. */
  readonly change: bigint;
  readonly fee: bigint;
  /** The keys that have signed all of it. */
  readonly signedBy: readonly string[];
}

/** `no_psbt`: it is none that can be read. `foreign`: it spends what is not this wallet's, or pays what is no address. */
export type TreasuryRefusal = 'no_psbt' | 'foreign';

/** The PSBT with all in it that whoever signs must know: the script, and that all of it is signed. */
export function forTreasury(psbt: string, { witnessScript }: TreasuryWallet): string {
  const transaction = Transaction.fromPSBT(hexToBytes(psbt));
  for (let index = 0; index < transaction.inputsLength; index += 1)
    transaction.updateInput(index, { witnessScript: hexToBytes(witnessScript), sighashType: SigHash.ALL });
  return base64.encode(transaction.toPSBT(0));
}

/** @param psbt in base64, as wallets write it, or in hex */
export function readTreasuryPsbt(
  psbt: string,
  wallet: TreasuryWallet,
): Outcome<TreasurySpend, TreasuryRefusal> {
  const transaction = parsePsbt(psbt);
  if (transaction === null) return refuse('no_psbt');
  const own = ownScriptOf(wallet);
  const spent = indices(transaction.inputsLength).map((index) => transaction.getInput(index).witnessUtxo);
  const held = spent.flatMap((one) =>
    one !== undefined && bytesToHex(one.script) === own ? [one.amount] : [],
  );
  if (held.length === 0 || held.length < spent.length) return refuse('foreign');
  const outputs = indices(transaction.outputsLength).map((index) => {
    const { script, amount } = transaction.getOutput(index);
    return { to: script === undefined ? null : addressOf(script, wallet), units: amount ?? 0n };
  });
  const pays = outputs.flatMap(({ to, units }) => (to === null ? [] : [{ to, units }]));
  if (pays.length < outputs.length) return refuse('foreign');
  const change = sumOf(pays.filter(({ to }) => to === wallet.address).map(({ units }) => units));
  return accept({
    hash: transaction.id,
    pays: pays.filter(({ to }) => to !== wallet.address),
    ...{ change, fee: sumOf(held) - sumOf(pays.map(({ units }) => units)) },
    signedBy: wallet.keys.filter((key) => hasSigned(transaction, key, wallet)),
  });
}

/** One PSBT with all signatures of several; null where they are not of one transaction. */
export function combineTreasuryPsbts(psbts: readonly string[]): string | null {
  const [first, ...others] = psbts.map(parsePsbt);
  if (first === undefined || first === null) return null;
  const whole = Transaction.fromPSBT(first.toPSBT(0));
  for (const other of others) {
    // What is combined by the library must be one and the same; its own refusal is an exception with words for people.
    if (other === null || other.id !== whole.id) return null;
    for (let index = 0; index < whole.inputsLength; index += 1) {
      const { partialSig } = other.getInput(index);
      if (partialSig !== undefined) whole.updateInput(index, { partialSig }, true);
    }
  }
  return base64.encode(whole.toPSBT(0));
}

/** The PSBT with one more key's signatures; null where the key is none of the wallet's. @param secret in WIF */
export function signTreasuryPsbt(psbt: string, secret: string, wallet: TreasuryWallet): string | null {
  const transaction = parsePsbt(psbt);
  const key = readSecret(secret, wallet);
  if (transaction === null || key === null || !wallet.keys.includes(bytesToHex(pubECDSA(key)))) return null;
  transaction.sign(key);
  return base64.encode(transaction.toPSBT(0));
}

/** What is broadcast, with the signatures of the first two that have signed all of it; null where fewer have. */
export function finishTreasuryPsbt(
  psbt: string,
  wallet: TreasuryWallet,
): { readonly bytes: string; readonly hash: string } | null {
  const read = readTreasuryPsbt(psbt, wallet);
  const transaction = parsePsbt(psbt);
  if (!read.ok || transaction === null || read.value.signedBy.length < TREASURY_SIGNERS) return null;
  const signers = read.value.signedBy.slice(0, TREASURY_SIGNERS);
  for (let index = 0; index < transaction.inputsLength; index += 1) {
    const signatures = signers.map((key) => signatureOf(transaction, index, key) ?? new Uint8Array());
    const script = hexToBytes(wallet.witnessScript);
    // OP_CHECKMULTISIG takes one element more than it needs: BIP-147 has it empty.
    const finalScriptWitness = [new Uint8Array(), ...signatures, script];
    transaction.updateInput(index, { finalScriptWitness }, true);
  }
  return { bytes: bytesToHex(transaction.extract()), hash: transaction.id };
}

function parsePsbt(text: string): Transaction | null {
  const trimmed = text.trim();
  try {
    const bytes = /^[0-9a-f]+$/i.test(trimmed) ? hexToBytes(trimmed) : base64.decode(trimmed);
    return Transaction.fromPSBT(bytes);
  } catch {
    // The library throws for whatever is none.
    return null;
  }
}

function hasSigned(transaction: Transaction, key: string, { witnessScript }: TreasuryWallet): boolean {
  return indices(transaction.inputsLength).every((index) => {
    const { witnessUtxo } = transaction.getInput(index);
    const signature = signatureOf(transaction, index, key);
    if (witnessUtxo === undefined || signature?.at(-1) !== SigHash.ALL) return false;
    const script = hexToBytes(witnessScript);
    const digest = transaction.preimageWitnessV0(index, script, SigHash.ALL, witnessUtxo.amount);
    return isSignature(signature.subarray(0, -1), digest, key);
  });
}

function isSignature(signature: Uint8Array, digest: Uint8Array, key: string): boolean {
  try {
    return secp256k1.verify(signature, digest, hexToBytes(key), {
      format: 'der',
      prehash: false,
      lowS: true,
    });
  } catch {
    // What is no signature at all counts as little as a wrong one.
    return false;
  }
}

function signatureOf(transaction: Transaction, index: number, key: string): Uint8Array | undefined {
  return transaction.getInput(index).partialSig?.find(([of]) => bytesToHex(of) === key)?.[1];
}

function readSecret(secret: string, { address }: TreasuryWallet): Uint8Array | null {
  try {
    return WIF(networkOf(address)).decode(secret.trim());
  } catch {
    // The library throws for whatever is no key of this chain.
    return null;
  }
}

function ownScriptOf({ address }: TreasuryWallet): string {
  return bytesToHex(OutScript.encode(Address(networkOf(address)).decode(address)));
}

/** Null for what no address stands for. */
function addressOf(script: Uint8Array, { address }: TreasuryWallet): string | null {
  try {
    return Address(networkOf(address)).encode(OutScript.decode(script));
  } catch {
    // The library throws for scripts of other kinds.
    return null;
  }
}

function sumOf(units: readonly bigint[]): bigint {
  return units.reduce((sum, one) => sum + one, 0n);
}

function indices(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
