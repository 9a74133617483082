// How large a transaction will be, before it is signed. Weights by BIP-141: a byte weighs four, a byte of a witness one.
import { assert, unreachable } from '@diboas/kernel';
import type { AddressKind } from '../shape/address.ts';
import { divideUp } from '../shape/fee.ts';

/**
 * What we spend from: outputs that one key signs for, and `p2wsh_2of3` by two of three. `p2sh_p2wpkh` is a segwit key within a
 * p2sh address.
 */
export type InputKind = 'p2pkh' | 'p2sh_p2wpkh' | 'p2wpkh' | 'p2tr' | 'p2wsh_2of3';

/** The outpoint, the sequence and the length of an empty script. */
const INPUT_BASE = 41n;
/** A DER signature is at most 72 bytes with its sighash type, and a compressed key 33; each has its length before it. */
const SIGNATURE = 1n + 72n;
const SIGNATURE_AND_KEY = SIGNATURE + 1n + 33n;

/** Weight of an input whose signature has the greatest length that it can have. */
export function inputWeight(kind: InputKind): bigint {
  switch (kind) {
    case 'p2pkh':
      return (INPUT_BASE + SIGNATURE_AND_KEY) * 4n + 1n;
    case 'p2sh_p2wpkh':
      return (INPUT_BASE + 23n) * 4n + 1n + SIGNATURE_AND_KEY;
    case 'p2wpkh':
      return INPUT_BASE * 4n + 1n + SIGNATURE_AND_KEY;
    case 'p2tr':
      return INPUT_BASE * 4n + 1n + 1n + 64n;
    case 'p2wsh_2of3':
      // Before the signatures the empty element that OP_CHECKMULTISIG takes, and behind them the script with three keys.
      return INPUT_BASE * 4n + 1n + 1n + 2n * SIGNATURE + 1n + 105n;
    default:
      return unreachable(kind);
  }
}

/** Bytes of an output: eight for the amount, one for the length of the script, and the script. */
export function outputBytes(kind: AddressKind): bigint {
  switch (kind) {
    case 'p2pkh':
      return 34n;
    case 'p2sh':
      return 32n;
    case 'p2wpkh':
      return 31n;
    case 'p2wsh':
    case 'p2tr':
      return 43n;
    case 'account_or_contract':
    case 'on_curve':
    case 'off_curve':
    case 'account_or_object':
      assert(false, 'an output of Bitcoin goes to an address of Bitcoin', { kind });
      return 0n;
    default:
      return unreachable(kind);
  }
}

/**
 * The most virtual bytes that a transaction of these inputs and outputs can have: its weight by four, rounded up. What is
 * signed is smaller by at most a byte for each input, as signatures are shorter at times, and one for the whole.
 */
export function virtualBytes(inputs: readonly InputKind[], outputs: readonly AddressKind[]): bigint {
  const counts = countBytes(inputs.length) + countBytes(outputs.length);
  const frame = (8n + counts) * 4n + 2n;
  const spent = inputs.reduce((sum, kind) => sum + inputWeight(kind), 0n);
  const paid = outputs.reduce((sum, kind) => sum + outputBytes(kind) * 4n, 0n);
  return divideUp(frame + spent + paid, 4n);
}

/** Bytes of a count as Bitcoin writes it. */
function countBytes(count: number): bigint {
  return count < 0xfd ? 1n : 3n;
}
