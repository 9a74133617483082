// What is asked of Ethereum's public wire beside what everybody asks: contracts, counts of transactions, and logs.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type Address,
  BaseError,
  createPublicClient,
  type Hex,
  http,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';

/** How many transactions an address has sent: in blocks, and with those that the node knows to wait. */
export interface SentCounts {
  readonly latest: bigint;
  readonly pending: bigint;
}

export interface EvmReader {
  /** Asks whatever contracts tell. Silence, and answers that cannot be read, are `unavailable`. */
  read<Value>(ask: (client: PublicClient) => Promise<Value>): Promise<Outcome<Value, 'unavailable'>>;
  chainId(): Promise<Outcome<number, 'unavailable'>>;
  counts(address: Address): Promise<Outcome<SentCounts, 'unavailable'>>;
  /** Null where no block that the node knows has it. */
  receipt(hash: Hex): Promise<Outcome<TransactionReceipt | null, 'unavailable'>>;
}

export function createEvmReader({
  url,
  timeoutMs,
}: {
  readonly url: string;
  readonly timeoutMs: number;
}): EvmReader {
  // Whoever asks again is the engine.
  const client: PublicClient = createPublicClient({
    transport: http(url, { retryCount: 0, timeout: timeoutMs }),
    cacheTime: 0,
  });
  let known: number | null = null;
  return {
    read: (ask) => orUnavailable(() => ask(client)),
    chainId: () =>
      orUnavailable(async () => {
        known ??= await client.getChainId();
        return known;
      }),
    counts: (address) =>
      orUnavailable(async () => {
        const [latest, pending] = await Promise.all(
          (['latest', 'pending'] as const).map((blockTag) =>
            client.getTransactionCount({ address, blockTag }),
          ),
        );
        return { latest: BigInt(latest ?? 0), pending: BigInt(pending ?? 0) };
      }),
    receipt: (hash) =>
      orUnavailable(async () => {
        try {
          return await client.getTransactionReceipt({ hash });
        } catch (error) {
          if (error instanceof TransactionReceiptNotFoundError) return null;
          throw error;
        }
      }),
  };
}

/** viem throws for every way in which no answer comes, or none that can be read: all of them are silence. */
async function orUnavailable<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, 'unavailable'>> {
  try {
    return accept(await ask());
  } catch (error) {
    if (error instanceof BaseError) return refuse('unavailable');
    throw error;
  }
}
