// What pools would give, by the word of the quoter.
import type { Outcome } from '@diboas/kernel';
import type { EvmReader } from '@diboas/providers-kit/evm';
import { type Address, BaseError, ContractFunctionRevertedError } from 'viem';
import { type Deployment, POOL_FEES, type PoolFee, quoterAbi } from './contracts.ts';

export interface PoolQuote {
  readonly fee: PoolFee;
  /** What the swap would give by the newest block. */
  readonly out: bigint;
  /** Gas that the swap itself would take. */
  readonly gas: bigint;
}

interface AskedSwap {
  readonly tokenIn: Address;
  readonly tokenOut: Address;
  readonly amountIn: bigint;
}

/** What each pool gives that can do it; none where no pool can. */
export function readPools(
  { read }: Pick<EvmReader, 'read'>,
  { quoter }: Deployment,
  swap: AskedSwap,
): Promise<Outcome<readonly PoolQuote[], 'unavailable'>> {
  return read(async (client) => {
    const asked = POOL_FEES.map(async (fee): Promise<PoolQuote | null> => {
      const args = [{ ...swap, fee, sqrtPriceLimitX96: 0n }] as const;
      const call = { address: quoter, abi: quoterAbi, functionName: 'quoteExactInputSingle', args } as const;
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
  });
}

function isReverted(error: unknown): boolean {
  return (
    error instanceof BaseError && error.walk((one) => one instanceof ContractFunctionRevertedError) !== null
  );
}
