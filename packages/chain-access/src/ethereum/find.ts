import { type Money, money } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import type { FoundTransaction, SentFacts } from '../shape/transaction.ts';
import { coinOf } from '../wire/money.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';
import { type EthereumReceipt, listArrivals, receiptShape } from './receipt.ts';
import { asQuantity, type EthereumWire, headAt, needHead, quantity } from './wire.ts';

type Found = FoundTransaction<'ethereum'>;

const hashShape = z.string().regex(/^0x[0-9a-fA-F]{64}$/);

/** Whether the node has it at all: in a block, or where it waits. */
const knownShape = z.object({ blockNumber: quantity.nullable() }).nullable();

export async function findEthereum(
  wire: EthereumWire,
  hash: string,
  sent: SentFacts['ethereum'] | null,
): Promise<Found> {
  readShape(hashShape, hash, 'the hash');
  const receipt = await wire.ask(receiptShape.nullable(), 'eth_getTransactionReceipt', hash);
  if (receipt !== null) return tellReceipt(wire, receipt);
  const known = await wire.ask(knownShape, 'eth_getTransactionByHash', hash);
  if (known !== null) {
    // Between the two answers a block may have taken it.
    if (known.blockNumber !== null) throw new UnansweredError('a transaction in a block has no receipt');
    return { kind: 'waiting' };
  }
  return sent === null ? { kind: 'not_found' } : tellAbsence(wire, hash, sent);
}

/**
 * Once a final block has used the nonce, no transaction with that nonce will be executed any more. It is another one only
 * if this one has no receipt from a node that has seen that block: so it is asked again after the block was named.
 */
async function tellAbsence(
  wire: EthereumWire,
  hash: string,
  { from, nonce }: SentFacts['ethereum'],
): Promise<Found> {
  const { number: final } = await needHead(wire, 'finalized');
  const used = await wire.ask(quantity, 'eth_getTransactionCount', from, asQuantity(final));
  if (used <= nonce) return { kind: 'not_found' };
  const { number: newest } = await needHead(wire, 'latest');
  if (newest < final) throw new UnansweredError('the node is behind what it has called final');
  const receipt = await wire.ask(receiptShape.nullable(), 'eth_getTransactionReceipt', hash);
  return receipt === null ? { kind: 'replaced', by: null } : tellReceipt(wire, receipt);
}

async function tellReceipt(wire: EthereumWire, receipt: EthereumReceipt): Promise<Found> {
  const [latest, safe, finalized, holding] = await Promise.all([
    needHead(wire, 'latest'),
    needHead(wire, 'safe'),
    needHead(wire, 'finalized'),
    headAt(wire, receipt.blockNumber),
  ]);
  if (holding?.hash !== receipt.blockHash)
    throw new UnansweredError('a receipt is of a block that is no more');
  const facts: NetworkFacts['ethereum']['confirmFacts'] = {
    includedAt: receipt.blockNumber,
    latest: latest.number,
    safe: safe.number,
    finalized: finalized.number,
  };
  const cost = costOf(wire, receipt);
  if (receipt.status === 0n) return { kind: 'failed', facts, cost };
  return { kind: 'in_block', facts, cost, ...(await listArrivals(wire, receipt)) };
}

function costOf({ assets }: EthereumWire, { gasUsed, effectiveGasPrice }: EthereumReceipt): Money {
  return money(coinOf(assets), gasUsed * effectiveGasPrice);
}
