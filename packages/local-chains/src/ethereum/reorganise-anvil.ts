// A reorganisation of anvil's chain: the newest blocks are undone, another branch takes their place, and it is longer.
import type { Hex } from 'viem';
import { z } from 'zod';
import type { Reorganisation } from '../chain/local-chain.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText, readWaiting } from './node/waiting-transactions.ts';

/** The token is deployed in the first block: a chain without it is not the one that was started. */
const FIRST_BLOCK = 1;

const blockNumber = z.object({ number: hexText });
const blockTransactions = z.object({ transactions: z.array(hexText) });

export async function reorganiseAnvil(
  anvil: AnvilCalls,
  { depth, transactions }: Reorganisation,
): Promise<void> {
  const { ask } = anvil;
  const head = Number(await ask(hexText, 'eth_blockNumber'));
  const final = Number((await ask(blockNumber, 'eth_getBlockByNumber', 'finalized', false)).number);
  const kept = head - depth;
  if (!Number.isInteger(depth) || depth < 1) throw new RangeError(`A reorganisation of ${depth} blocks.`);
  if (kept < Math.max(final, FIRST_BLOCK)) {
    throw new RangeError(`Block ${kept + 1} is not undone: ${Math.max(final, FIRST_BLOCK)} is final.`);
  }
  const undone = await readUndone(anvil, kept + 1, head);
  const waiting = await readWaiting(anvil);
  // The pool is emptied meanwhile: what waits behind an undone nonce must not be tried without it, and thrown away.
  await ask(z.unknown(), 'anvil_dropAllTransactions');
  await ask(z.unknown(), 'anvil_rollback', depth);
  // Another producer makes the other branch, so that not even its empty blocks have the old ones' hashes.
  await ask(z.unknown(), 'anvil_setCoinbase', producerOf(head, depth));
  await ask(z.unknown(), 'anvil_mine', `0x${(depth + 1).toString(16)}`);
  const returned = transactions === 'return' ? [...undone, ...waiting] : waiting;
  // In turn, as nonces follow each other. What is no longer valid on the new branch is refused, and so forgotten.
  for (const bytes of returned) await anvil.forward('eth_sendRawTransaction', [bytes]);
}

async function readUndone({ ask }: AnvilCalls, first: number, last: number): Promise<Hex[]> {
  const undone: Hex[] = [];
  for (let number = first; number <= last; number += 1) {
    const block = await ask(blockTransactions, 'eth_getBlockByNumber', `0x${number.toString(16)}`, false);
    for (const hash of block.transactions) undone.push(await ask(hexText, 'debug_getRawTransaction', hash));
  }
  return undone;
}

/** An address that no other branch at this height had: the heads of the branches grow with each of them. */
function producerOf(head: number, depth: number): Hex {
  return `0x${head.toString(16).padStart(20, '0')}${depth.toString(16).padStart(20, '0')}`;
}
