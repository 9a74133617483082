import { SECOND_MS } from '@diboas/kernel';
import {
  type Address,
  type Block,
  type Hex,
  type Log,
  type PublicClient,
  parseAbi,
  parseAbiItem,
} from 'viem';
import type { BalanceChange, BalanceWatch } from './balance-change.ts';
import { connectEthereum } from './ethereum.ts';

const TRANSFER = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)');
const TOKEN = parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
]);

/** A machine that was busy looks at so many blocks at once, and at the others the next time. */
const BLOCKS_MAX = 50n;

type FullBlock = Block<bigint, true, 'latest'>;

/** Supported assets are the coin, and what calls itself USDC: which contract that is differs from one local chain to another. */
export function watchEthereum(url: string): BalanceWatch {
  const client = connectEthereum(url);
  const tokens = new Map<Address, Promise<number | null>>();
  let next: bigint | null = null;
  return {
    async look(addresses) {
      const newest = await client.getBlockNumber();
      const from = next ?? newest + 1n;
      const to = newest < from + BLOCKS_MAX ? newest : from + BLOCKS_MAX;
      // A chain that was reorganised to be shorter is followed from its new end.
      if (to < from) {
        next = newest + 1n;
        return [];
      }
      const caip2 = `eip155:${await client.getChainId()}`;
      const ours = new Set(addresses.map((address) => address.toLowerCase()));
      const changes: BalanceChange[] = [];
      for (let number = from; number <= to; number += 1n) {
        const block = await client.getBlock({ blockNumber: number, includeTransactions: true });
        // A chain that is made to grow has hundreds of blocks with nothing in them.
        if (block.transactions.length === 0) continue;
        const logs = await client.getLogs({ event: TRANSFER, blockHash: block.hash });
        changes.push(...(await coinChanges(client, block, { caip2, ours })));
        for (const log of logs)
          changes.push(...(await tokenChanges(client, tokens, { log, block, caip2, ours })));
      }
      next = to + 1n;
      return changes;
    },
  };
}

interface Told {
  readonly caip2: string;
  readonly ours: ReadonlySet<string>;
}

async function coinChanges(client: PublicClient, block: FullBlock, { caip2, ours }: Told) {
  const changes: BalanceChange[] = [];
  for (const { hash, from, to, value } of block.transactions) {
    const sides = value === 0n ? [] : sidesOf({ from, to: to ?? '', ours });
    if (sides.length === 0) continue;
    const { status } = await client.getTransactionReceipt({ hash });
    if (status !== 'success') continue;
    const asset = {
      ...{ symbol: 'ETH', name: 'Ether', decimals: 18, caip19: `${caip2}/slip44:60` },
      amount: value.toString(),
    };
    for (const side of sides) {
      changes.push({ ...side, caip2, txHash: hash, which: 'coin', asset, block: shownBlock(block) });
    }
  }
  return changes;
}

async function tokenChanges(
  client: PublicClient,
  tokens: Map<Address, Promise<number | null>>,
  { log, block, caip2, ours }: Told & { log: Log<bigint, number, false, typeof TRANSFER>; block: FullBlock },
): Promise<BalanceChange[]> {
  const { from = '', to = '', value = 0n } = log.args;
  const sides = value === 0n ? [] : sidesOf({ from, to, ours });
  if (sides.length === 0) return [];
  const known = tokens.get(log.address) ?? decimalsOfUsdc(client, log.address);
  tokens.set(log.address, known);
  const decimals = await known;
  if (decimals === null) return [];
  const asset = {
    ...{ symbol: 'USDC', name: 'USDC', decimals, amount: value.toString() },
    caip19: `${caip2}/erc20:${log.address.toLowerCase()}`,
  };
  const rest = { caip2, txHash: log.transactionHash, which: `log ${log.logIndex}`, block: shownBlock(block) };
  return sides.map((side) => ({ ...side, asset, ...rest }));
}

/** Null for any other token, and for what is none. */
async function decimalsOfUsdc(client: PublicClient, address: Address): Promise<number | null> {
  try {
    const symbol = await client.readContract({ address, abi: TOKEN, functionName: 'symbol' });
    if (symbol !== 'USDC') return null;
    return await client.readContract({ address, abi: TOKEN, functionName: 'decimals' });
  } catch {
    return null;
  }
}

function sidesOf({ from, to, ours }: { from: string; to: string; ours: ReadonlySet<string> }) {
  return [
    ...(ours.has(to.toLowerCase()) ? [{ operation: 'deposit' as const, address: to }] : []),
    ...(ours.has(from.toLowerCase()) ? [{ operation: 'withdraw' as const, address: from }] : []),
  ];
}

function shownBlock({ number, hash, timestamp }: { number: bigint; hash: Hex; timestamp: bigint }) {
  const at = new Date(Number(timestamp) * SECOND_MS).toISOString().replace('.000Z', 'Z');
  return { number: Number(number), hash, timestamp: at };
}
