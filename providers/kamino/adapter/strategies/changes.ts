// What a transaction of ours did to a vault, by what lies at our address before it and after.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { accountsOf, type ListedVault, usdcMint } from '../wire/vaults.ts';
import type { KaminoParts } from './parts.ts';

export interface VaultMove {
  readonly direction: 'in' | 'out';
  /** Of the token and of shares, each what there is more or less of. */
  readonly units: bigint;
  readonly shares: bigint;
  /** Lamports that left: fees, and what stays in an account that was made. */
  readonly spent: bigint;
}

/** `unknown`: no block has it, or it did nothing of the kind. */
export async function readMove(
  { reader, chain }: Pick<KaminoParts, 'reader' | 'chain'>,
  listed: ListedVault,
  { hash, owner }: { readonly hash: string; readonly owner: string },
): Promise<Outcome<VaultMove, 'unavailable' | 'unknown'>> {
  const mint = usdcMint(chain);
  const { shares: sharesMint } = await accountsOf(listed, { owner, mint });
  const changes = await reader?.changes(hash, { owner, mints: [mint, sharesMint] });
  if (!changes?.ok) return refuse('unavailable');
  if (changes.value === null) return refuse('unknown');
  const { tokens, lamports } = changes.value;
  const [units, shares] = [tokens.get(mint) ?? 0n, tokens.get(sharesMint) ?? 0n];
  const spent = -lamports;
  if (units < 0n && shares > 0n) return accept({ direction: 'in', units: -units, shares, spent });
  if (units > 0n && shares < 0n) return accept({ direction: 'out', units, shares: -shares, spent });
  return refuse('unknown');
}

/** Shares of one person that lie there, by the transactions that put them in and took some out. `unknown`: there are none. */
export async function readPosition(
  parts: Pick<KaminoParts, 'reader' | 'chain'>,
  listed: ListedVault,
  { moved, owner }: { readonly moved: readonly string[]; readonly owner: string },
): Promise<Outcome<bigint, 'unavailable' | 'unknown'>> {
  let shares = 0n;
  for (const hash of moved) {
    const move = await readMove(parts, listed, { hash, owner });
    if (!move.ok) return move;
    shares += move.value.direction === 'in' ? move.value.shares : -move.value.shares;
  }
  return shares > 0n ? accept(shares) : refuse('unknown');
}
