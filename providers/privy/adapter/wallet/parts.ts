import type { ChainWalletParts } from '@diboas/providers-kit/wallet';
import type { PrivyConnection } from '../wire/connection.ts';
import type { PayingWallets } from '../wire/wallets.ts';

/** What the verbs of the wallet work with. */
export interface WalletParts extends ChainWalletParts {
  readonly connection: PrivyConnection;
  /** The wallets that orders are paid from, with what of them only Privy knows. */
  readonly payingWallet: PayingWallets;
}
