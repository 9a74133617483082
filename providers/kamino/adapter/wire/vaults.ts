// Vaults of Kamino Earn that somebody of ours has looked at, and the accounts that follow from them. Source: @kamino-finance/klend-sdk
// 8.0.2 (kvault.json and the seeds of its client), and docs of kamino.com, "Kamino Earn".
import type { NetworkChain } from '@diboas/networks';
import { assetsOn } from '@diboas/networks';
import {
  type Address,
  address,
  getAddressEncoder,
  getProgramDerivedAddress,
  type ReadonlyUint8Array,
} from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

export interface ListedVault {
  /** The name of its strategy, which never changes: part of stored rows. */
  readonly id: string;
  /** As people know it. */
  readonly protocol: string;
  readonly asset: 'USDC';
  readonly vault: Address;
  /** The program of vaults, and that of the market they lend in. */
  readonly program: Address;
  readonly lendingProgram: Address;
}

const LENDING_PROGRAM = address('KLend2g3cP87fffoy8q1mQqGKjrxjC8boSyAYavgmjD');

const USDC_VAULT = { id: 'kamino-usdc', protocol: 'Kamino Earn', asset: 'USDC' } as const;

export const VAULTS: Readonly<Record<NetworkChain, readonly ListedVault[]>> = {
  // Steakhouse USDC.
  live: [
    {
      ...USDC_VAULT,
      vault: address('HDsayqAsDWy3QvANGqh2yNraqcD8Fnjgh73Mhb3WRS5E'),
      program: address('KvauGMspG5k6rtzrqqn7WNn3oZdyKqLKwK2XWQ8FLjd'),
      lendingProgram: LENDING_PROGRAM,
    },
  ],
  // Of the chain that is started.
  test: [
    {
      ...USDC_VAULT,
      vault: address('E64TJasJd2RPiLrLA7NLzaHGT7HNZNAFcMZFxYaDMveC'),
      program: address('devkRngFnfp4gBc5a3LsadgbQKdPo8MSZ4prFiNSVmY'),
      lendingProgram: LENDING_PROGRAM,
    },
  ],
};

/** What a listed vault must tell of its tokens, or it is another one. */
export const TOKEN_DECIMALS = 6;
export const SHARE_DECIMALS = 6;

/**
 * SHA-256 of what says which code of the programs runs (`deployment.ts`), as it was looked at: of the chain that is started. That of the real
 * ones is a setting, since their owners put new code there: whoever has looked at that says so.
 */
export const KNOWN_CODE: Readonly<Record<NetworkChain, readonly string[]>> = {
  live: [],
  test: [
    'c03d1ad03c15aca03d59994a77508472b58aa53ea5e34fe7c57f6d874c910e5a',
    '25608c2e1fd2ce00057f4b0af93f35b122881eaf07fd01fed7fec691686caf9a',
  ],
};

/** Of one vault and one holder. */
export interface VaultAccounts {
  readonly mint: Address;
  readonly shares: Address;
  readonly tokens: Address;
  readonly authority: Address;
  readonly globalConfig: Address;
  readonly eventAuthority: Address;
  /** Where the holder's dollars and shares lie. */
  readonly holderTokens: Address;
  readonly holderShares: Address;
}

export async function accountsOf(
  { vault, program }: ListedVault,
  { owner, mint }: { readonly owner: string; readonly mint: string },
): Promise<VaultAccounts> {
  const at = async (...seeds: (string | ReadonlyUint8Array)[]): Promise<Address> => {
    const [found] = await getProgramDerivedAddress({ programAddress: program, seeds });
    return found;
  };
  const name = getAddressEncoder().encode(vault);
  const [shares, tokens, authority, globalConfig, eventAuthority] = await Promise.all([
    at('shares', name),
    at('token_vault', name),
    at('authority', name),
    at('global_config'),
    at('__event_authority'),
  ]);
  const [holderTokens, holderShares] = await Promise.all([
    tokenAccountOf(owner, address(mint)),
    tokenAccountOf(owner, shares),
  ]);
  return {
    ...{ mint: address(mint), shares, tokens, authority, globalConfig, eventAuthority },
    ...{ holderTokens, holderShares },
  };
}

async function tokenAccountOf(owner: string, mint: Address): Promise<Address> {
  const place = { owner: address(owner), mint, tokenProgram: TOKEN_PROGRAM_ADDRESS };
  const [account] = await findAssociatedTokenPda(place);
  return account;
}

/** The mint of USDC on a chain. */
export function usdcMint(chain: NetworkChain): string {
  return assetsOn('solana', chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}
