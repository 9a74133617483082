import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainSigner } from '@diboas/providers-kit';
import type { SvmReader } from '@diboas/providers-kit/svm';
import type { OpenNetworks } from '@diboas/providers-kit/wallet';
import type { KaminoConnection } from '../wire/connection.ts';

/** What the verbs of the desk work with. */
export interface KaminoParts {
  readonly connection: KaminoConnection;
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  /** Null where nobody says where Solana is asked. */
  readonly reader: SvmReader | null;
  readonly signer: Pick<ChainSigner, 'address' | 'sign' | 'name'>;
  /** What is made for an attempt is promised to it, so that it is made once. */
  readonly claims: CoinClaimStore;
  readonly walletId: string;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
  /** SHA-256 of what was looked at. */
  readonly knownCode: readonly string[];
}
