// What became of a swap by the word of the network, and what its logs say that it moved.
import { accept, assert, type Money, money, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement } from '@diboas/orchestration';
import { type EvmParts, erc20Abi, lookUpCalls } from '@diboas/providers-kit/evm';
import { getAddress, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem';
import { DEPLOYMENTS, wethAbi } from '../wire/contracts.ts';
import { type PreparedSwap, readMemo } from './memo.ts';

export function lookUpSwap(parts: EvmParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpCalls(parts, lookup, {
    read: readMemo,
    // The router gave no less than was agreed, or nothing at all.
    reverts: 'price_changed',
    async moved(version, { receipt }) {
      const moved = movedBy(version, receipt, parts);
      return moved === null ? refuse('other') : accept({ movements: movementsOf(version, moved) });
    },
  });
}

interface Moved {
  readonly taken: Money;
  readonly given: Money;
}

function movementsOf({ act: { hash } }: PreparedSwap, { taken, given }: Moved): readonly Movement[] {
  const base = { id: hash, network: 'ethereum', destination: null, networkReference: hash } as const;
  return [
    { ...base, kind: 'taken', money: taken, reason: null },
    { ...base, kind: 'given', money: given, reason: null },
  ];
}

/**
 * What went to the pool and what came from it, by the logs of the tokens: USDC comes from and goes to our address itself, and ether is
 * WETH of the router's in between. Null where they do not say both.
 */
function movedBy(
  { side, from }: PreparedSwap,
  { logs }: TransactionReceipt,
  { chain }: Pick<EvmParts, 'chain'>,
): Moved | null {
  const { weth, router } = DEPLOYMENTS[chain];
  const [ours, its] = [getAddress(from), getAddress(router)];
  const isWeth = (address: `0x${string}`): boolean => isAddressEqual(address, weth);
  let [taken, given] = [0n, 0n];
  for (const { eventName, args, address } of parseEventLogs({ abi: [...erc20Abi, ...wethAbi], logs })) {
    if (eventName === 'Withdrawal') {
      if (side === 'buy' && isWeth(address) && args.src === its) given += args.wad;
      continue;
    }
    const pays =
      side === 'buy' ? !isWeth(address) && args.from === ours : isWeth(address) && args.from === its;
    if (pays) taken += args.value;
    if (side === 'sell' && !isWeth(address) && args.to === ours) given += args.value;
  }
  if (taken === 0n || given === 0n) return null;
  const [paid, got] = side === 'buy' ? (['USDC', 'ETH'] as const) : (['ETH', 'USDC'] as const);
  assert(paid !== got, 'a swap has two sides');
  return { taken: money(paid, taken), given: money(got, given) };
}
