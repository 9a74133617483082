import { SECOND_MS } from '@diboas/kernel';
import { type Address, createSolanaRpc, type Signature } from '@solana/kit';
import type { BalanceChange, BalanceWatch } from './balance-change.ts';
import { NODE_TIMEOUT_MS } from './sender.ts';

/** USDC as Circle issues it: on the mainnet, and on the devnet, which the local chain is like. */
const USDC: readonly string[] = [
  'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
  '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU',
];
const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA' as Address;
const DEVNET = 'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1';

/**
 * Nodes list the signatures of one account only, so each of our accounts is asked for in its turn: only where a slot has come
 * or an account, for without either there is no news.
 */
export function watchSolana(url: string): BalanceWatch {
  const rpc = createSolanaRpc(url);
  const inTime = () => ({ abortSignal: AbortSignal.timeout(NODE_TIMEOUT_MS) });
  /** By account: the newest signature that was looked at; null for an account that had none. */
  const seen = new Map<string, Signature | null>();
  let begun: bigint | null = null;
  let looked = { slot: -1n, accounts: 0 };

  const newOf = async (account: Address): Promise<readonly Signature[]> => {
    const until = seen.get(account);
    const asked = { limit: 100, commitment: 'confirmed', ...(until ? { until } : {}) } as const;
    const listed = await rpc.getSignaturesForAddress(account, asked).send(inTime());
    const [newest] = listed;
    if (newest || !seen.has(account)) seen.set(account, newest?.signature ?? null);
    // What stood there before the watch began is not news.
    const news = listed.filter(({ err, slot }) => err === null && slot > (begun ?? 0n));
    return news.map(({ signature }) => signature).toReversed();
  };
  return {
    async look(addresses) {
      const slot = await rpc.getSlot({ commitment: 'confirmed' }).send(inTime());
      begun ??= slot;
      if (slot === looked.slot && addresses.length === looked.accounts) return [];
      const changes: BalanceChange[] = [];
      for (const owner of addresses as readonly Address[]) {
        const held = await rpc
          .getTokenAccountsByOwner(
            owner,
            { programId: TOKEN_PROGRAM },
            { encoding: 'base64', commitment: 'confirmed' },
          )
          .send(inTime());
        const accounts = [owner, ...held.value.map(({ pubkey }) => pubkey)];
        const lists = await Promise.all(accounts.map(newOf));
        for (const signature of new Set(lists.flat())) {
          const asked = {
            encoding: 'json',
            commitment: 'confirmed',
            maxSupportedTransactionVersion: 0,
          } as const;
          const landed = await rpc.getTransaction(signature, asked).send(inTime());
          if (landed !== null) changes.push(...changesOf(owner, signature, landed));
        }
      }
      looked = { slot, accounts: addresses.length };
      return changes;
    },
  };
}

interface TokenBalance {
  readonly mint: string;
  readonly owner?: string;
  readonly uiTokenAmount: { readonly amount: string };
}

interface Landed {
  readonly slot: bigint;
  readonly blockTime: bigint | null;
  readonly transaction: {
    readonly message: { readonly accountKeys: readonly string[]; readonly recentBlockhash: string };
  };
  readonly meta: {
    readonly preBalances: readonly bigint[];
    readonly postBalances: readonly bigint[];
    readonly preTokenBalances?: readonly TokenBalance[];
    readonly postTokenBalances?: readonly TokenBalance[];
  } | null;
}

function changesOf(owner: string, signature: string, landed: Landed): BalanceChange[] {
  const { meta, slot, blockTime, transaction } = landed;
  if (meta === null) return [];
  const index = transaction.message.accountKeys.indexOf(owner);
  const coins = index < 0 ? 0n : (meta.postBalances[index] ?? 0n) - (meta.preBalances[index] ?? 0n);
  const at = new Date(Number(blockTime ?? 0n) * SECOND_MS).toISOString().replace('.000Z', 'Z');
  // Local nodes give no blocks: shown is the hash that the transaction was made with, of a block shortly before.
  const block = { number: Number(slot), hash: transaction.message.recentBlockhash, timestamp: at };
  const told = (
    change: bigint,
    which: string,
    asset: Omit<BalanceChange['asset'], 'amount'>,
  ): BalanceChange[] => {
    if (change === 0n) return [];
    const operation = change > 0n ? 'deposit' : 'withdraw';
    const amount = (change > 0n ? change : -change).toString();
    return [
      {
        ...{ operation, caip2: DEVNET, txHash: signature, address: owner, which, block },
        asset: { ...asset, amount },
      },
    ];
  };
  return [
    ...told(coins, 'coin', {
      ...{ symbol: 'SOL', name: 'Solana', decimals: 9, caip19: `${DEVNET}/slip44:501` },
    }),
    ...USDC.flatMap((mint) => {
      const change =
        heldOf(meta.postTokenBalances, { owner, mint }) - heldOf(meta.preTokenBalances, { owner, mint });
      const caip19 = `${DEVNET}/token:${mint}`;
      return told(change, 'token', { symbol: 'USDC', name: 'USDC', decimals: 6, caip19 });
    }),
  ];
}

function heldOf(
  balances: readonly TokenBalance[] = [],
  { owner, mint }: { readonly owner: string; readonly mint: string },
): bigint {
  const ours = balances.filter((one) => one.owner === owner && one.mint === mint);
  return ours.reduce((sum, { uiTokenAmount }) => sum + BigInt(uiTokenAmount.amount), 0n);
}
