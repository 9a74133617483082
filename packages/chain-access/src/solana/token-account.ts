import type { Asset } from '@diboas/kernel';
import type { NetworkAsset } from '@diboas/networks';
import { type Address, address } from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { tokenOf } from '../wire/money.ts';

/**
 * Where an owner's tokens of this asset lie: the one account that everybody can compute (SPL Associated Token Account).
 * Null for the network's own coin, which lies at the address itself.
 */
export async function tokenAccountOf(
  assets: readonly NetworkAsset[],
  { owner, asset }: { readonly owner: string; readonly asset: Asset },
): Promise<Address | null> {
  const mint = tokenOf(assets, { asset });
  if (mint === null) return null;
  const seeds = { owner: address(owner), mint: address(mint), tokenProgram: TOKEN_PROGRAM_ADDRESS };
  const [account] = await findAssociatedTokenPda(seeds);
  return account;
}
