// Swaps as Ethereum has them: by the hashes that were kept before they left, and by how many transactions their sender has sent.
import { createPublicClient, type Hex, http, TransactionReceiptNotFoundError } from 'viem';
import type { Life } from '../books/lives.ts';

export interface CountedSwaps {
  /** How often a swap was carried out: what was reverted did nothing. */
  timesOf(life: Life | undefined): number;
  /** Transactions of whoever swaps that are in blocks, and under no hash that was kept. */
  readonly strange: number;
}

export async function countSwaps(url: string, lives: readonly Life[]): Promise<CountedSwaps> {
  const client = createPublicClient({ transport: http(url, { retryCount: 0 }), cacheTime: 0 });
  const swaps = lives.filter(({ terms }) => terms.operation === 'SELL_CRYPTO');
  const done = new Map<string, { readonly isSwapped: boolean; readonly from: Hex }>();
  for (const hash of swaps.flatMap(namesOf)) {
    try {
      const { status, from } = await client.getTransactionReceipt({ hash });
      done.set(hash, { isSwapped: status === 'success', from });
    } catch (error) {
      // It is in no block.
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
    }
  }
  const [first] = done.values();
  const sent = first === undefined ? 0 : await client.getTransactionCount({ address: first.from });
  return {
    timesOf: (life) => (life ? namesOf(life).filter((hash) => done.get(hash)?.isSwapped).length : 0),
    strange: sent - done.size,
  };
}

function namesOf({ attempts }: Life): readonly Hex[] {
  return attempts.flatMap(({ memos }) => memos.flatMap(({ names }) => names as readonly Hex[]));
}
