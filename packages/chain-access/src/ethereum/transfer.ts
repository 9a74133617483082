import { accept, type Outcome, refuse } from '@diboas/kernel';
import { estimateFee } from '@diboas/networks';
import { keccak256, parseTransaction } from 'viem';
import { z } from 'zod';
import type { BroadcastAnswer, UnsignedAsk, UnsignedRefusal, UnsignedTransfer } from '../shape/transfer.ts';
import { UnansweredError } from '../wire/unanswered.ts';
import { transferCall } from './call.ts';
import { readEthereumFees } from './fees.ts';
import { bidOver, readWaitingBids } from './replaced.ts';
import { type EthereumWire, hexBytes } from './wire.ts';

/**
 * The nonce is for whoever signs to give, so nothing is known yet that a look-up could prove an end by; but where it takes
 * the place of one that waits, and has its nonce.
 */
export async function unsignedEthereum(
  wire: EthereumWire,
  ask: UnsignedAsk,
): Promise<Outcome<UnsignedTransfer<'ethereum'>, UnsignedRefusal>> {
  const facts = await readEthereumFees(wire, ask);
  if (!facts.ok) return facts;
  const before = ask.replaces === undefined ? null : await readWaitingBids(wire, ask.replaces);
  if (before === null && ask.replaces !== undefined) return refuse('unavailable');
  const usual = estimateFee('ethereum', ask.urgency, facts.value);
  const fee = before === null ? usual : bidOver(usual, before, ask.costMost);
  if (fee.most > ask.costMost) return refuse('too_dear');
  const nonce = before?.nonce ?? null;
  const sent = nonce === null ? null : { from: ask.from, nonce };
  const unsigned = { ...transferCall(wire.assets, ask), nonce };
  return accept({ unsigned, fee, hash: null, spends: [], sent });
}

/** Who is asked, and who is handed signed bytes: nobody but them, so that nobody sees before a block what could be made of it. */
interface EthereumWires {
  readonly wire: EthereumWire;
  readonly submit: EthereumWire;
}

export async function broadcastEthereum(
  { wire, submit }: EthereumWires,
  bytes: string,
): Promise<BroadcastAnswer> {
  const hash = hashOf(bytes);
  if (hash === null) return { kind: 'refused', reason: 'no transaction', isFinal: true };
  try {
    await submit.ask(hexBytes, 'eth_sendRawTransaction', bytes);
    return { kind: 'taken', hash };
  } catch (error) {
    if (!(error instanceof UnansweredError) || error.code === null) throw error;
    // Nodes have one code for all that they refuse, the bytes that they have already too: so they are asked for them.
    const known = await wire.ask(z.unknown(), 'eth_getTransactionByHash', hash);
    if (known !== null) return { kind: 'already', hash };
    return { kind: 'refused', reason: `${error.code}`, isFinal: false };
  }
}

function hashOf(bytes: string): `0x${string}` | null {
  const read = hexBytes.safeParse(bytes);
  if (!read.success) return null;
  try {
    // What has no signature is a transaction that nobody sent.
    return parseTransaction(read.data).r === undefined ? null : keccak256(read.data);
  } catch {
    // viem throws for whatever is no transaction, by classes of many names: all of them mean that.
    return null;
  }
}
