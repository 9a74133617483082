// Suilend on Sui: its package, its main market, and what of them is called. Source: @suilend/sdk 3.0.3 for where they are, and
// `lending_market.move` of github.com/suilend/suilend for the functions, their order of arguments and their codes.

export interface SuilendMarket {
  /** The package that is called: the newest of several, all of whose types are called after the first. */
  readonly packageId: string;
  readonly marketId: string;
  /** Which version of the market that package is for: it aborts on any other. */
  readonly version: bigint;
  /** SHA-256 of code of it that somebody has looked at. */
  readonly knownCode: readonly string[];
}

export const PUBLISHED = {
  packageId: '0xd2a67633ccb8de063163e25bcfca242929caf5cf1a26c2929dab519ee0b8f331',
  marketId: '0x84030d26d85eaa7035084a057f2f11f701b7e2e4eda87551becbc7c97505ece1',
  version: '7',
} as const;

export type SuilendAbort = 'version' | 'over_limit' | 'not_free' | 'other';

/** Why a call of it aborts, by the module and its code. */
const ABORTS: Readonly<Record<string, SuilendAbort>> = {
  'lending_market 1': 'version',
  'reserve 2': 'over_limit',
  'reserve 5': 'not_free',
  'rate_limiter 2': 'not_free',
};

export function abortOf({ module, code }: { readonly module: string; readonly code: bigint }): SuilendAbort {
  return ABORTS[`${module} ${code}`] ?? 'other';
}
