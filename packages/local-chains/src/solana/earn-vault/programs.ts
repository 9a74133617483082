/**
 * A vault of Kamino Earn: its program and that of the market it lends in, where they are on devnet, and the accounts of one vault of dollars
 * that has no other place than here. Source of names and seeds: @kamino-finance/klend-sdk 8.0.2.
 */
import {
  type Address,
  address,
  getAddressEncoder,
  getProgramDerivedAddress,
  type ReadonlyUint8Array,
} from '@solana/kit';

export const VAULT_PROGRAM = address('devkRngFnfp4gBc5a3LsadgbQKdPo8MSZ4prFiNSVmY');
export const LENDING_PROGRAM = address('KLend2g3cP87fffoy8q1mQqGKjrxjC8boSyAYavgmjD');
export const VAULT = address('E64TJasJd2RPiLrLA7NLzaHGT7HNZNAFcMZFxYaDMveC');
export const RESERVE = address('DxcatfsRR7S96297ZNfvFDwG85CtkYWBvPsMFjdKDWUr');
/** Where the code of both is said to lie, and since which slot. */
export const CODE_AT: ReadonlyMap<Address, Address> = new Map<Address, Address>([
  [VAULT_PROGRAM, address('2qxBrfzBjdFs4zwjdwEYw6rygVMRiuKPWK6JXHiv5NZi')],
  [LENDING_PROGRAM, address('xyzfnpwrB9QARhfLHeesrVarad81SvsbRdznfb6TfRy')],
]);

/** The vault's own accounts, which follow from its address. */
export interface VaultAccounts {
  readonly authority: Address;
  /** What of its dollars is lent to nobody. */
  readonly tokens: Address;
  readonly shares: Address;
  /** What of the market's dollars is lent to nobody. */
  readonly reserveTokens: Address;
}

export async function vaultAccounts(): Promise<VaultAccounts> {
  const vault = getAddressEncoder().encode(VAULT);
  const [authority, tokens, shares, reserveTokens] = await Promise.all([
    derived(VAULT_PROGRAM, ['authority', vault]),
    derived(VAULT_PROGRAM, ['token_vault', vault]),
    derived(VAULT_PROGRAM, ['shares', vault]),
    derived(LENDING_PROGRAM, ['reserve_liq_supply', getAddressEncoder().encode(RESERVE)]),
  ]);
  return { authority, tokens, shares, reserveTokens };
}

async function derived(programAddress: Address, seeds: (string | ReadonlyUint8Array)[]): Promise<Address> {
  const [found] = await getProgramDerivedAddress({ programAddress, seeds });
  return found;
}
