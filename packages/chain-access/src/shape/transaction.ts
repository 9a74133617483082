// What became of a transaction, as one node of its network tells it.
import type { Money } from '@diboas/kernel';
import type { ChainNetwork, NetworkFacts } from '@diboas/networks';

/** What a transaction brought to an address of an asset that we know. */
export interface ChainArrival {
  /**
   * Which of the transaction's movements it is, unique within it and the same in whatever block it stands: the output on
   * Bitcoin, the log among those of the transaction or `coin` on Ethereum, the account on Solana, address and asset on Sui.
   */
  readonly name: string;
  readonly to: string;
  readonly money: Money;
  /** Whose it was; null where the network names nobody, and the one with the most where it names several. */
  readonly from: string | null;
}

/** What a transaction brought of a token that is none of ours. How much is not told: it is worth nothing to us. */
export interface StrangeArrival {
  readonly name: string;
  readonly to: string;
  /** The contract, mint or type, as the network names it. */
  readonly token: string;
}

/** What a transaction did, in the block that holds it now. */
export interface Executed<N extends ChainNetwork> {
  /** How far the block has come, for `confirm` of packages/networks. */
  readonly facts: NetworkFacts[N]['confirmFacts'];
  /**
   * What it cost whoever sent it in the network's own coin, beside what was sent: the fee, and on Solana what stays in
   * accounts that it made.
   */
  readonly cost: Money;
  readonly arrivals: readonly ChainArrival[];
  readonly strange: readonly StrangeArrival[];
}

/**
 * What became of a transaction. `not_found` proves nothing: it may be on its way, or come back. `replaced` and `expired`
 * are said only where the network will not undo it, so that the transaction can never be executed any more. `unknown`: no
 * answer, or answers that contradict each other. A block may be undone: what is `in_block` or `failed` counts only as far
 * as its facts go.
 */
export type FoundTransaction<N extends ChainNetwork> =
  | { readonly kind: 'not_found' | 'expired' }
  /** `isOutbid`: others pay so much more that no block takes it for an hour (Bitcoin). */
  | { readonly kind: 'waiting'; readonly isOutbid?: true }
  | ({ readonly kind: 'in_block' } & Executed<N>)
  /** It was executed, moved nothing, and cost its fee all the same. */
  | ({ readonly kind: 'failed' } & Pick<Executed<N>, 'facts' | 'cost'>)
  /** What it would have used is used. `by` is the transaction that did, where the network says which. */
  | { readonly kind: 'replaced'; readonly by: string | null }
  | { readonly kind: 'unknown'; readonly detail: string };

/** What must be known of a transaction beside its hash, to prove that it can never be executed any more. */
export interface SentFacts {
  /** What it spends, each as `<transaction>:<output>`. */
  readonly bitcoin: { readonly inputs: readonly string[] };
  readonly ethereum: { readonly from: string; readonly nonce: bigint };
  /** The last block height that its blockhash is good at. */
  readonly solana: { readonly lastHeight: bigint };
  /** The last epoch that it may be executed in. */
  readonly sui: { readonly lastEpoch: bigint };
}
