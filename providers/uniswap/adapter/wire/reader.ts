// What is asked of Ethereum's public wire beside what everybody asks: prices of pools, counts of transactions, and logs.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  type Hex,
  http,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { type Deployment, POOL_FEES, type PoolFee, quoterAbi } from './contracts.ts';

export interface PoolQuote {
  readonly fee: PoolFee;
  /** What the swap would give by the newest block. */
  readonly out: bigint;
  /** Gas that the swap itself would take. */
  readonly gas: bigint;
}

export interface AskedSwap {
  readonly tokenIn: Address;
  readonly tokenOut: Address;
  readonly amountIn: bigint;
}

/** How many transactions an address has sent: in blocks, and with those that the node knows to wait. */
export interface SentCounts {
  readonly latest: bigint;
  readonly pending: bigint;
}

export interface UniswapReader {
  /** What each pool gives that can do it; none where no pool can. */
  quotes(swap: AskedSwap): Promise<Outcome<readonly PoolQuote[], 'unavailable'>>;
  chainId(): Promise<Outcome<number, 'unavailable'>>;
  counts(address: Address): Promise<Outcome<SentCounts, 'unavailable'>>;
  /** Null where no block that the node knows has it. */
  receipt(hash: Hex): Promise<Outcome<TransactionReceipt | null, 'unavailable'>>;
}

export function createUniswapReader(
  { quoter }: Deployment,
  { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
): UniswapReader {
  // Whoever asks again is the engine.
  const client = createPublicClient({
    transport: http(url, { retryCount: 0, timeout: timeoutMs }),
    cacheTime: 0,
  });
  let known: number | null = null;
  return {
    quotes: (swap) =>
      orUnavailable(async () => {
        const asked = POOL_FEES.map(async (fee): Promise<PoolQuote | null> => {
          const args = [{ ...swap, fee, sqrtPriceLimitX96: 0n }] as const;
          const call = {
            address: quoter,
            abi: quoterAbi,
            functionName: 'quoteExactInputSingle',
            args,
          } as const;
          try {
            const [out, , , gas] = await client.readContract(call);
            return { fee, out, gas };
          } catch (error) {
            // There is no such pool, or not enough in it.
            if (isReverted(error)) return null;
            throw error;
          }
        });
        return (await Promise.all(asked)).filter((one) => one !== null);
      }),
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

function isReverted(error: unknown): boolean {
  return (
    error instanceof BaseError && error.walk((one) => one instanceof ContractFunctionRevertedError) !== null
  );
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
