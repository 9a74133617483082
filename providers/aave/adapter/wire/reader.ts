// What is asked of the market's contracts.
import { accept, type Outcome } from '@diboas/kernel';
import { type EvmReader, erc20Abi } from '@diboas/providers-kit/evm';
import type { Address } from 'viem';
import { type AaveMarket, dataProviderAbi, poolAbi } from './contracts.ts';

export interface AaveReserve {
  readonly asset: 'ETH' | 'USDC';
  /** The token that lies in the market: ether is one there. */
  readonly token: Address;
}

type Reading = Pick<EvmReader, 'read'>;

/** What a scaled amount is worth, with all that is owed to it by that block. */
export function readIndex(
  { read }: Reading,
  { pool }: AaveMarket,
  { token, block }: { readonly token: Address; readonly block: 'latest' | 'finalized' },
): Promise<Outcome<bigint, 'unavailable'>> {
  return read((client) =>
    client.readContract({
      ...{ address: pool, abi: poolAbi, functionName: 'getReserveNormalizedIncome' },
      ...{ args: [token], blockTag: block },
    }),
  );
}

/** What of a reserve is lent to nobody. Since 3.1 the market counts it itself, and what else lies there is not its own. */
export function readFree(
  { read }: Reading,
  { pool, lent, rounding }: AaveMarket,
  { asset, token }: AaveReserve,
): Promise<Outcome<bigint, 'unavailable'>> {
  return read((client) =>
    rounding === 'nearest'
      ? client.readContract({
          ...{ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [lent[asset]] },
        })
      : client.readContract({
          ...{ address: pool, abi: poolAbi, functionName: 'getVirtualUnderlyingBalance', args: [token] },
        }),
  );
}

/** As it stands: the word of its configuration, what lies there of everybody, what of that is free, and the rate a year. */
export async function readReserve(
  { read }: Reading,
  market: AaveMarket,
  reserve: AaveReserve,
): Promise<
  Outcome<
    { readonly word: bigint; readonly total: bigint; readonly free: bigint; readonly rate: bigint },
    'unavailable'
  >
> {
  const args = [reserve.token] as const;
  const [told, free] = await Promise.all([
    read((client) =>
      Promise.all([
        client.readContract({ address: market.pool, abi: poolAbi, functionName: 'getConfiguration', args }),
        client.readContract({
          ...{ address: market.dataProvider, abi: dataProviderAbi, functionName: 'getReserveData', args },
        }),
      ]),
    ),
    readFree({ read }, market, reserve),
  ]);
  if (!told.ok) return told;
  if (!free.ok) return free;
  const [word, [, , total, , , rate]] = told.value;
  return accept({ word, total, rate, free: free.value });
}
