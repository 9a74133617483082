/**
 * What tests and benchmarks of the whole product must know of its providers beyond their manifests. It stands beside the
 * list of their names, so that none of them needs to name one.
 */
import { orderedOfPrivy } from '@diboas/privy/testing';
import type { ProviderManifest } from '@diboas/providers-kit';
import { orderedOfTurnkey } from '@diboas/turnkey/testing';
import { alpaca } from './alpaca/provider.ts';
import { coinbaseTicker } from './coinbase-ticker/provider.ts';
import { dinari } from './dinari/provider.ts';

/** Who trades shares, the first first; and who says besides what a dollar token is worth. */
export const SHARE_TRADERS: readonly ProviderManifest[] = [dinari, alpaca];
export const DOLLAR_FEED: ProviderManifest = coinbaseTicker;

/** The strategy of the list that others trade with what is put in, dollars and ether on Ethereum. */
export const POOLED = 'uniswap-usdc-eth-wide';

/** The strategy of the list that lends dollars on Ethereum, and the one that lends ether. */
export const LENT = { USDC: 'aave-usdc', ETH: 'aave-eth' } as const;
/** The one that lends dollars on Solana. */
export const LENT_ON_SOLANA = 'kamino-usdc';

/** And the one that lends dollars on Sui. */
export const LENT_ON_SUI = 'suilend-usdc';

/** Recognises what the wallets of the list are asked to send by themselves. */
export function orderedSendIn(asked: Parameters<typeof orderedOfTurnkey>[0]) {
  return orderedOfTurnkey(asked) ?? orderedOfPrivy(asked);
}

/** Adds a bank account on the page of the first off-ramp of the list. */
export { fillBankForm } from '@diboas/bridge/testing';
export { transactionIdIn as transactionIdInReference } from '@diboas/coinbase/testing';
/** Stands in for the first on-ramp of the list. */
export { standIn as firstOnRamp } from '@diboas/stripe/testing';
/** The first desk of identity of the list, on whose page is chosen what it finds. */
export { identityDesk as firstIdentityDesk } from '@diboas/stripe-identity/testing';
/** Chooses on the page of the second one. */
export { passOnApplicantPage } from '@diboas/sumsub/testing';
/** Settings without which nobody is led to those of the list who know of an order only once somebody has come to their page. */
export const LINK_SETTINGS: readonly string[] = [
  'MOONPAY_PUBLISHABLE_KEY',
  'MOONPAY_SECRET_KEY',
  'MOONPAY_WEBHOOK_KEY',
];
