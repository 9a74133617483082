// What somebody who looks on sees of anvil's chain.
import { decodeFunctionResult, encodeFunctionData, type Hex, isAddress, keccak256 } from 'viem';
import { z } from 'zod';
import type { ChainView } from '../chain/local-chain.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText, readWaiting } from './node/waiting-transactions.ts';
import { usdCoinAbi } from './usd-coin.ts';

const blockShape = z.object({
  number: hexText,
  hash: hexText,
  timestamp: hexText,
  transactions: z.array(hexText),
});

export async function viewEthereum(anvil: AnvilCalls, count: number): Promise<ChainView> {
  const newest = Number(await anvil.ask(hexText, 'eth_blockNumber'));
  const heights = Array.from({ length: Math.min(count, newest + 1) }, (_, back) => newest - back);
  const blocks = await Promise.all(
    heights.map((height) => anvil.ask(blockShape, 'eth_getBlockByNumber', `0x${height.toString(16)}`, false)),
  );
  return {
    blocks: blocks.map(({ number, hash, timestamp, transactions }) => ({
      ...{ height: Number(number), hash, at: Number(timestamp) * 1_000, transactions },
    })),
    waiting: (await readWaiting(anvil)).map((bytes) => keccak256(bytes)),
  };
}

export async function balanceOnEthereum(
  anvil: AnvilCalls,
  { address, asset, usdc }: { readonly address: string; readonly asset: 'ETH' | 'USDC'; readonly usdc: Hex },
): Promise<bigint> {
  if (!isAddress(address)) throw new RangeError(`${address} is no address of Ethereum.`);
  if (asset === 'ETH') return BigInt(await anvil.ask(hexText, 'eth_getBalance', address, 'latest'));
  const call = { abi: usdCoinAbi, functionName: 'balanceOf' } as const;
  const data = encodeFunctionData({ ...call, args: [address] });
  const answer = await anvil.ask(hexText, 'eth_call', { to: usdc, data }, 'latest');
  return decodeFunctionResult({ ...call, data: answer });
}
