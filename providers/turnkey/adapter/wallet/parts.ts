import type { ChainWalletParts } from '@diboas/providers-kit/wallet';
import type { Accounts } from '../wire/accounts.ts';
import type { TurnkeyConnection } from '../wire/connection.ts';

/** What the verbs of the wallet work with. */
export interface WalletParts extends ChainWalletParts {
  readonly connection: TurnkeyConnection;
  /** Null where Turnkey does not tell them. */
  readonly accounts: () => Promise<Accounts | null>;
}
