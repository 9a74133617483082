// Calls of contracts as Ethereum has them, of swaps and of strategies: by the hashes that were kept before they left, and by how many
// transactions their sender has sent.
import { createPublicClient, type Hex, http, TransactionReceiptNotFoundError } from 'viem';
import type { Life } from '../books/lives.ts';

export interface CountedCalls {
  /** How often it was carried out: what was reverted did nothing. */
  timesOf(life: Life | undefined): number;
  /** Transactions of whoever signs them that are in blocks, and under no hash that was kept. */
  readonly strange: number;
}

/** @param operations all that are done from one address */
export async function countCalls(
  url: string,
  lives: readonly Life[],
  operations: readonly string[],
): Promise<CountedCalls> {
  const client = createPublicClient({ transport: http(url, { retryCount: 0 }), cacheTime: 0 });
  const own = lives.filter(({ terms }) => operations.includes(terms.operation));
  const done = new Map<string, { readonly isDone: boolean; readonly from: Hex }>();
  for (const hash of own.flatMap(namesOf).flat()) {
    try {
      const { status, from } = await client.getTransactionReceipt({ hash });
      done.set(hash, { isDone: status === 'success', from });
    } catch (error) {
      // It is in no block.
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
    }
  }
  const [first] = done.values();
  const sent = first === undefined ? 0 : await client.getTransactionCount({ address: first.from });
  return {
    // Several versions may have the same act.
    timesOf(life) {
      const acts = new Set(life ? namesOf(life).map(([act = '']) => act) : []);
      return [...acts].filter((act) => done.get(act)?.isDone).length;
    },
    strange: sent - done.size,
  };
}

/** Of each version the name of what does it, and then of what lets a contract take what it takes. */
function namesOf({ attempts }: Life): readonly (readonly Hex[])[] {
  return attempts.flatMap(({ memos }) => memos.map(({ names }) => names as readonly Hex[]));
}
