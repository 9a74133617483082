import { accept, assert, type Outcome, refuse } from '@diboas/kernel';
import { leastSend } from '@diboas/networks';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Address, NETWORK, OutScript, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import { z } from 'zod';
import type { BroadcastAnswer, UnsignedAsk, UnsignedRefusal, UnsignedTransfer } from '../shape/transfer.ts';
import { orUnavailable } from '../wire/unanswered.ts';
import { readOwn, SPENT_KIND, spendInOrder } from './choose.ts';
import { readRates } from './fees.ts';
import { readWaitingCoins } from './replaced.ts';
import type { BitcoinWire } from './wire.ts';

/** It may be replaced by one that pays more: BIP-125. */
const REPLACEABLE = 0xffff_fffd;

/**
 * What it spends must lie at a p2wpkh address: then its hash is known before it is signed, as no signature is part of it
 * (BIP-141).
 */
export function unsignedBitcoin(
  wire: BitcoinWire,
  ask: UnsignedAsk,
): Promise<Outcome<UnsignedTransfer<'bitcoin'>, UnsignedRefusal>> {
  return orUnavailable<UnsignedTransfer<'bitcoin'>, UnsignedRefusal>(async () => {
    const { from, to, money, costMost } = ask;
    assert(readOwn(from).kind === SPENT_KIND, 'coins are spent from an address of segwit', { from });
    if (money.units < leastSend(money.asset, readOwn(to)).units) return refuse('too_small');
    const before = ask.replaces === undefined ? null : await readWaitingCoins(wire, ask.replaces);
    if (before === null && ask.replaces !== undefined) return refuse('unavailable');
    const over = before && { inputs: before.coins.length, paid: before.paid, costMost };
    const spentBefore = new Set(before?.coins.map(({ name }) => name));
    const coins = [...(before?.coins ?? []), ...ask.coins.filter(({ name }) => !spentBefore.has(name))];
    const spent = spendInOrder({ ...ask, coins }, { rates: await readRates(wire), over });
    if (!spent.ok) return spent;
    const { coins: spends, fee, change } = spent.value;
    if (fee.most > costMost) return refuse('too_dear');
    const script = scriptOf(from);
    const transaction = new Transaction();
    const inputs = spends.map(({ name }) => name);
    for (const { name, money: held } of spends) {
      const [txid = '', index = ''] = name.split(':');
      const witnessUtxo = { script, amount: held.units };
      transaction.addInput({ txid, index: Number(index), sequence: REPLACEABLE, witnessUtxo });
    }
    transaction.addOutput({ script: scriptOf(to), amount: money.units });
    if (change > 0n) transaction.addOutput({ script, amount: change });
    return accept({
      unsigned: { psbt: bytesToHex(transaction.toPSBT(0)) },
      ...{ fee, hash: hashOf(transaction.unsignedTx), spends, sent: { inputs } },
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

/** Of the bytes without a witness: twice SHA-256, written from the last byte to the first. */
function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(sha256(bytes)).toReversed());
}

function scriptOf(address: string): Uint8Array {
  return OutScript.encode(Address(networkOf(address)).decode(address));
}

/** By how the address begins: whether it is one of our chain, its reader has said. */
function networkOf(address: string): typeof NETWORK {
  const text = address.toLowerCase();
  if (text.startsWith('bcrt1')) return { ...TEST_NETWORK, bech32: 'bcrt' };
  return /^(bc1|1|3)/.test(text) ? NETWORK : TEST_NETWORK;
}
