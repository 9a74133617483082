// What can be said of a transaction without knowing the chain: its form. Source: Bitcoin Core's `CheckTransaction` and
// `IsStandardTx`.

import { NO_BLOCK } from '../blocks/block.ts';
import { isDust, isStandardScript, kindOfScript } from '../transaction/script.ts';
import { type BitcoinTransaction, outpointOf } from '../transaction/transaction.ts';
import { type NodeRefusal, rejected } from './refusal.ts';

const MONEY_MAX = 2_100_000_000_000_000n;
const WEIGHT_MAX = 400_000;
/** Shorter ones could be taken for a node of a merkle tree. */
const STRIPPED_BYTES_MIN = 65;
/** Above it an input's relative lock is switched off (BIP-68). */
const RELATIVE_LOCK_OFF = 0x80000000;

export function checkForm(
  transaction: BitcoinTransaction,
  next: { height: number; time: number },
): NodeRefusal | null {
  return checkConsensus(transaction) ?? checkStandard(transaction) ?? checkLocks(transaction, next);
}

function checkConsensus({ inputs, outputs }: BitcoinTransaction): NodeRefusal | null {
  if (inputs.length === 0) return rejected('bad-txns-vin-empty');
  if (outputs.length === 0) return rejected('bad-txns-vout-empty');
  if (outputs.some(({ value }) => value > MONEY_MAX)) return rejected('bad-txns-vout-toolarge');
  if (totalOf(outputs) > MONEY_MAX) return rejected('bad-txns-txouttotal-toolarge');
  if (new Set(inputs.map(outpointOf)).size < inputs.length) return rejected('bad-txns-inputs-duplicate');
  if (inputs.some(({ txid }) => txid === NO_BLOCK)) return rejected('bad-txns-prevout-null');
  return null;
}

function checkStandard({ version, weight, size, outputs }: BitcoinTransaction): NodeRefusal | null {
  if (version < 1 || version > 3) return rejected('version');
  if (weight > WEIGHT_MAX) return rejected('tx-size');
  if ((weight - size) / 3 < STRIPPED_BYTES_MIN) return rejected('tx-size-small');
  if (!outputs.every(({ script }) => isStandardScript(script))) return rejected('scriptpubkey');
  if (outputs.filter(({ script }) => kindOfScript(script) === 'op_return').length > 1)
    return rejected('multi-op-return');
  return outputs.some(isDust) ? rejected('dust') : null;
}

/** Locked to a height or time that is not yet, or to the age of an input, which this chain does not follow. */
function checkLocks(
  { version, lockTime, inputs }: BitcoinTransaction,
  next: { height: number; time: number },
): NodeRefusal | null {
  const isOpen = lockTime < (lockTime < 500_000_000 ? next.height : next.time);
  if (!isOpen && inputs.some(({ sequence }) => sequence !== 0xffffffff)) return rejected('non-final');
  const isAged = ({ sequence }: { sequence: number }) =>
    sequence < RELATIVE_LOCK_OFF && (sequence & 0xffff) > 0;
  return version >= 2 && inputs.some(isAged) ? rejected('non-BIP68-final') : null;
}

export function totalOf(outputs: readonly { readonly value: bigint }[]): bigint {
  return outputs.reduce((sum, { value }) => sum + value, 0n);
}
