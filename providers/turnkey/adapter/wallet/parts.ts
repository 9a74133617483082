import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { Accounts } from '../wire/accounts.ts';
import type { OpenChains } from '../wire/chains.ts';
import type { TurnkeyConnection } from '../wire/connection.ts';

/** What the verbs of the wallet work with. */
export interface WalletParts {
  readonly connection: TurnkeyConnection;
  /** The wallet that orders are paid from, by Turnkey's id. */
  readonly walletId: string;
  readonly chain: NetworkChain;
  readonly chains: OpenChains;
  /** Null where Turnkey does not tell them. */
  readonly accounts: () => Promise<Accounts | null>;
  readonly claims: CoinClaimStore;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
}
