import { accept, type Outcome, refuse } from '@diboas/kernel';
import { leastSend, refusalOfReplacing } from '@diboas/networks';
import { hexToBytes } from '@noble/hashes/utils.js';
import { Transaction } from '@scure/btc-signer';
import { z } from 'zod';
import type { BroadcastAnswer, UnsignedAsk, UnsignedRefusal, UnsignedTransfer } from '../shape/transfer.ts';
import { orUnavailable } from '../wire/unanswered.ts';
import { readOwn, spendInOrder } from './choose.ts';
import { readRates } from './fees.ts';
import { makePsbt } from './psbt.ts';
import { readWaitingSpend } from './waiting.ts';
import type { BitcoinWire } from './wire.ts';

export function unsignedBitcoin(
  wire: BitcoinWire,
  ask: UnsignedAsk,
): Promise<Outcome<UnsignedTransfer<'bitcoin'>, UnsignedRefusal>> {
  return orUnavailable<UnsignedTransfer<'bitcoin'>, UnsignedRefusal>(async () => {
    const { from, to, money, costMost } = ask;
    if (money.units < leastSend(money.asset, readOwn(to)).units) return refuse('too_small');
    const before = ask.replaces === undefined ? null : await readWaitingSpend(wire, ask.replaces);
    if (before === null && ask.replaces !== undefined) return refuse('unavailable');
    const spentBefore = new Set(before?.coins.map(({ name }) => name));
    const coins = [...(before?.coins ?? []), ...ask.coins.filter(({ name }) => !spentBefore.has(name))];
    const rates = await readRates(wire);
    const over = before && { waits: before, inputs: before.coins.length, costMost };
    const spent = spendInOrder({ ...ask, coins }, { rates, over });
    if (!spent.ok) return spent;
    const { coins: spends, fee, change } = spent.value;
    if (fee.most > costMost) return refuse('too_dear');
    // What hangs on what waits is not among the coins, so that no parent is new.
    const by = { ...fee, fee: fee.expected, waitingParents: before?.waitingParents ?? [] };
    if (before !== null && refusalOfReplacing([before], by, rates.least) !== null)
      return refuse('unavailable');
    const back = change > 0n ? [{ to: from, units: change }] : [];
    return accept({
      ...makePsbt({ from, coins: spends, outputs: [{ to, units: money.units }, ...back] }),
      fee,
    });
  });
}

/** The signed transaction in hex, with its hash; null for what is no PSBT that is signed as a whole. */
export function finishBitcoin(psbt: string): { readonly bytes: string; readonly hash: string } | null {
  try {
    const transaction = Transaction.fromPSBT(hexToBytes(psbt));
    if (!transaction.isFinal) transaction.finalize();
    return { bytes: transaction.hex, hash: transaction.id };
  } catch {
    // The library throws for whatever is none, and for what a signature is missing of.
    return null;
  }
}

export async function broadcastBitcoin(wire: BitcoinWire, bytes: string): Promise<BroadcastAnswer> {
  const hash = readHash(bytes);
  if (hash === null) return { kind: 'refused', reason: 'no transaction', isFinal: true };
  const { status, text } = await wire.post('/tx', bytes);
  if (status === 200) return { kind: 'taken', hash };
  const code = readCode(text);
  if (status !== 400 || code === null) return { kind: 'unknown', detail: `the site answered ${status}` };
  if (code === IN_BLOCK) return { kind: 'already', hash };
  // What spends an output that is gone may have spent it itself.
  const known = await wire.get(z.object({ txid: z.literal(hash) }), `/tx/${hash}`);
  if (known !== null) return { kind: 'already', hash };
  return { kind: 'refused', reason: `${code}`, isFinal: code === NO_TRANSACTION };
}

/** Bitcoin Core's `rpc/protocol.h`: `RPC_VERIFY_ALREADY_IN_UTXO_SET` and `RPC_DESERIALIZATION_ERROR`. */
const IN_BLOCK = -27;
const NO_TRANSACTION = -22;

const refusalShape = z.object({ code: z.number().int() });

/** The site passes on the node's answer behind some words: `sendrawtransaction RPC error: {"code":-26,"message":"…"}`. */
function readCode(text: string): number | null {
  const begin = text.indexOf('{');
  if (begin === -1) return null;
  try {
    const read = refusalShape.safeParse(JSON.parse(text.slice(begin)));
    return read.success ? read.data.code : null;
  } catch {
    return null;
  }
}

function readHash(bytes: string): string | null {
  try {
    return Transaction.fromRaw(hexToBytes(bytes), { allowUnknownOutputs: true, disableScriptCheck: true }).id;
  } catch {
    // The library throws for whatever is no signed transaction.
    return null;
  }
}
