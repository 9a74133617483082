// What is asked of a vault.
import { accept, type Outcome } from '@diboas/kernel';
import { type EvmReader, erc20Abi } from '@diboas/providers-kit/evm';
import type { Address } from 'viem';
import { type ListedVault, vaultAbi } from './contracts.ts';

type Reading = Pick<EvmReader, 'read'>;

/** What shares would bring by that block, before what the vault has at hand. */
export function readWorth(
  { read }: Reading,
  { address }: Pick<ListedVault, 'address'>,
  { shares, block }: { readonly shares: bigint; readonly block: 'latest' | 'finalized' },
): Promise<Outcome<bigint, 'unavailable'>> {
  return read((client) =>
    client.readContract({
      ...{ address, abi: vaultAbi, functionName: 'previewRedeem', args: [shares], blockTag: block },
    }),
  );
}

/** All that lies there of everybody, and what of it the vault has at hand. */
export async function readTotals(
  { read }: Reading,
  { address }: Pick<ListedVault, 'address'>,
  token: Address,
): Promise<Outcome<{ readonly total: bigint; readonly idle: bigint }, 'unavailable'>> {
  return read(async (client) => {
    const [total, idle] = await Promise.all([
      client.readContract({ address, abi: vaultAbi, functionName: 'totalAssets' }),
      client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [address] }),
    ]);
    return { total, idle };
  });
}

/** Null where it tells no bound: vaults whose limits cannot be told say 0 always, which is no word about them. */
export async function readBound(
  { read }: Reading,
  { address }: Pick<ListedVault, 'address'>,
  { end, holder }: { readonly end: 'maxDeposit' | 'maxWithdraw'; readonly holder: Address },
): Promise<Outcome<bigint | null, 'unavailable'>> {
  const told = await read((client) =>
    client.readContract({ address, abi: vaultAbi, functionName: end, args: [holder] }),
  );
  if (!told.ok) return told;
  return accept(told.value === 0n ? null : told.value);
}
