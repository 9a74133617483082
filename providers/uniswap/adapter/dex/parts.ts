import type { Asset, Instant, Money } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { CoinClaimStore } from '@diboas/orchestration';
import type { ChainSigner } from '@diboas/providers-kit';
import type { OpenNetworks } from '@diboas/providers-kit/wallet';
import type { UniswapReader } from '../wire/reader.ts';

/** What this node remembers of the next nonce: since when it has been the next. */
export interface NonceWatch {
  next: bigint;
  since: Instant;
}

/** What the verbs of the desk work with. */
export interface DexParts {
  readonly chain: NetworkChain;
  readonly chains: OpenNetworks;
  /** Null where nobody says where Ethereum is asked. */
  readonly reader: UniswapReader | null;
  readonly signer: Pick<ChainSigner, 'address' | 'sign' | 'name'>;
  readonly claims: CoinClaimStore;
  /** Whose nonces they are, in the store of claims. */
  readonly walletId: string;
  readonly nonces: NonceWatch;
  readonly worth: (money: Money, asset: Asset) => Money | null;
  readonly now: () => Instant;
}
