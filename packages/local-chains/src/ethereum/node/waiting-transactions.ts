// The transactions that wait at anvil for a block, and the rule of real nodes for replacing one of them.
import {
  type Hex,
  keccak256,
  parseTransaction,
  recoverTransactionAddress,
  type TransactionSerialized,
} from 'viem';
import { z } from 'zod';
import type { RpcError } from '../../wire/json-rpc.ts';
import type { AnvilCalls } from './anvil-calls.ts';

export const hexText = z.templateLiteral(['0x', z.string()]);

const waiting = z.object({ hash: hexText, nonce: hexText });
const bySender = z.record(z.string(), z.record(z.string(), waiting));
const sameNonce = z
  .object({
    hash: hexText,
    blockNumber: hexText.nullable(),
    maxFeePerGas: hexText.optional(),
    maxPriorityFeePerGas: hexText.optional(),
    gasPrice: hexText.optional(),
  })
  .nullable();
const pool = z.object({ pending: bySender, queued: bySender });

/** Their signed bytes, each sender's in the order of its nonces. */
export async function readWaiting({ ask }: AnvilCalls): Promise<Hex[]> {
  const { pending, queued } = await ask(pool, 'txpool_content');
  const transactions = [...Object.values(pending), ...Object.values(queued)].flatMap(Object.values);
  const byNonce = transactions.toSorted((one, other) => Number(one.nonce) - Number(other.nonce));
  return Promise.all(byNonce.map(({ hash }) => ask(hexText, 'eth_getRawTransactionByHash', hash)));
}

/** False when none of that hash waits. Those that wait behind its nonce stay, as nodes keep them until it is filled again. */
export async function dropWaiting(anvil: AnvilCalls, hash: string): Promise<boolean> {
  const waiting = await readWaiting(anvil);
  const rest = waiting.filter((bytes) => keccak256(bytes) !== hash);
  if (rest.length === waiting.length) return false;
  await anvil.ask(hexText, 'anvil_dropTransaction', hash);
  // Anvil forgets those behind it as well. What it still has is refused as known already.
  for (const bytes of rest) await anvil.forward('eth_sendRawTransaction', [bytes]);
  return true;
}

/**
 * Why real nodes would not let these bytes take the place of a transaction that waits under the same nonce: both of its
 * fees must be a tenth higher (geth's `--txpool.pricebump`), where anvil asks for any more. Null when nothing is against it.
 */
export async function refusedReplacement({ ask }: AnvilCalls, bytes: Hex): Promise<RpcError | null> {
  const read = await readBytes(bytes);
  // What is no transaction is refused by anvil, in its words.
  if (read === null) return null;
  const nonce = `0x${read.nonce.toString(16)}`;
  // What a block took waits no more: anvil would look for it through states that it has forgotten.
  const used = Number(await ask(hexText, 'eth_getTransactionCount', read.sender, 'latest'));
  if (read.nonce < used) return null;
  const old = await ask(sameNonce, 'eth_getTransactionBySenderAndNonce', read.sender, nonce);
  // The same bytes again, and those that come after a block took the nonce, are refused by anvil.
  if (old === null || old.blockNumber !== null || old.hash === read.hash) return null;
  const least = (fee: string | undefined): bigint => (BigInt(fee ?? 0) * 110n + 99n) / 100n;
  const enough =
    read.maxFeePerGas >= least(old.maxFeePerGas ?? old.gasPrice) &&
    read.maxPriorityFeePerGas >= least(old.maxPriorityFeePerGas ?? old.gasPrice);
  return enough ? null : { code: -32_000, message: 'replacement transaction underpriced' };
}

interface ReadBytes {
  readonly hash: Hex;
  readonly sender: string;
  readonly nonce: number;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

async function readBytes(bytes: Hex): Promise<ReadBytes | null> {
  try {
    const { nonce = 0, maxFeePerGas, maxPriorityFeePerGas, gasPrice = 0n } = parseTransaction(bytes);
    const sender = await recoverTransactionAddress({ serializedTransaction: bytes as TransactionSerialized });
    const fees = {
      maxFeePerGas: maxFeePerGas ?? gasPrice,
      maxPriorityFeePerGas: maxPriorityFeePerGas ?? gasPrice,
    };
    return { hash: keccak256(bytes), sender, nonce, ...fees };
  } catch {
    // viem throws for whatever is no signed transaction, by classes of many names: all of them mean that.
    return null;
  }
}
