// A transfer before it is signed, and what a node says to it afterwards.
import type { Money } from '@diboas/kernel';
import type { ChainNetwork, FeeUrgency, NetworkFacts } from '@diboas/networks';
import type { SentFacts } from './transaction.ts';

/**
 * What money lies in at an address, where the network has such a thing: an output on Bitcoin, an object on Sui. Whoever
 * signs names them, and two transactions that name one cannot both be executed.
 */
export interface ChainCoin {
  /** `<transaction>:<output>`, or `<object>@<version>`. */
  readonly name: string;
  readonly money: Money;
  /** Whether a block holds it. What only waits may never come. */
  readonly isInBlock: boolean;
  /** The digest of the object at its version on Sui; empty on Bitcoin. */
  readonly digest: string;
}

export interface TransferAsk {
  readonly from: string;
  readonly to: string;
  readonly money: Money;
  readonly urgency: FeeUrgency;
  /**
   * Out of which the transfer may be paid, on Bitcoin and Sui; nothing elsewhere. What is made on Bitcoin spends them in their
   * order, as many as it takes: all that is made of the same ones spends the first.
   */
  readonly coins: readonly ChainCoin[];
  /** Who pays the network on Sui, where that is somebody else than who sends: both sign then. */
  readonly sponsor?: { readonly address: string; readonly coins: readonly ChainCoin[] };
}

/** Chooses among coins that are free; null where they do not cover it. Pure, as the wallet is locked meanwhile. */
export type ChooseCoins = (free: readonly ChainCoin[]) => readonly ChainCoin[] | null;

export interface UnsignedAsk extends TransferAsk {
  /**
   * Tells it from every other transfer, in at most 32 plain characters: two of the same amount to the same address within a
   * minute would be one transaction on Solana, and are two with this in a memo. Other networks have no use for it.
   */
  readonly mark: string;
  /** The most that it may cost in the network's own coin. */
  readonly costMost: bigint;
  /**
   * The hash of a transaction of ours that waits, which this one takes the place of on Bitcoin and Ethereum: it spends all of the
   * same, and of `coins` where that is not enough, and pays more by what nodes ask for that.
   */
  readonly replaces?: string;
}

/**
 * `unavailable`: the node did not answer, would not try it, or does not say that what it replaces waits. `too_little`: what may be spent does not cover it.
 * `too_dear`: the network asks for more than it may cost. `too_small`: the network does not carry so little to that address.
 */
export type UnsignedRefusal = 'unavailable' | 'too_little' | 'too_dear' | 'too_small';

/** What is signed, on each network in its own form. */
export interface UnsignedForms {
  /** A PSBT in hex, version 0. */
  readonly bitcoin: { readonly psbt: string };
  /** The call; whoever signs adds the nonce, where it is null. */
  readonly ethereum: {
    readonly to: string;
    readonly value: bigint;
    readonly data: string;
    readonly nonce: bigint | null;
  };
  /** A transaction of version 0 in hex, with zeros for the signature, and the blockhash in it. */
  readonly solana: { readonly transaction: string; readonly blockhash: string };
  /** `TransactionData` in hex. */
  readonly sui: { readonly transaction: string };
}

export interface UnsignedTransfer<N extends ChainNetwork> {
  readonly unsigned: UnsignedForms[N];
  readonly fee: NetworkFacts[N]['fee'];
  /** The hash that it will have, where that does not hang on the signature: Bitcoin's segwit and Sui. */
  readonly hash: string | null;
  /** What it spends, of the coins that it was given. */
  readonly spends: readonly ChainCoin[];
  /** What proves later that it can not be executed any more; null where whoever signs decides that. */
  readonly sent: SentFacts[N] | null;
}

/**
 * What a node said to signed bytes. `taken` and `already` give the hash. `refused`: this node did not take them; where it
 * is `isFinal` they are no transaction at all or signed wrong, and no node ever will. `unknown`: they may be on their way.
 */
export type BroadcastAnswer =
  | { readonly kind: 'taken' | 'already'; readonly hash: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly isFinal: boolean }
  | { readonly kind: 'unknown'; readonly detail: string };
