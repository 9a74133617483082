// Whoever carries an asset from Ethereum to another network by a call of a contract of theirs, which they make and we sign.
import type { Money, Outcome } from '@diboas/kernel';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import type { Address } from 'viem';
import type { ContractCall } from '../evm/calls.ts';
import type { SignedNetwork } from '../manifest/chain-signer.ts';

/** What is carried: an asset of ours, from our address on Ethereum to our address on another network. */
export interface Carriage {
  readonly pay: Money;
  readonly to: Exclude<SignedNetwork, 'ethereum'>;
  /** Our addresses. */
  readonly sender: string;
  readonly recipient: string;
}

/** What somebody would do for it now. Amounts are minor units of what arrives. */
export interface CarrierOffer {
  readonly least: bigint;
  readonly expected: bigint;
  /** The call that hands it over, and whom that lets take it: exactly so much, by an approval right before. */
  readonly call: ContractCall;
  readonly spender: Address;
  readonly gas: bigint;
  readonly seconds: number;
}

/**
 * What became of what was handed over, by the carrier's word: where to look, of which nothing is believed. `amount` is in minor units.
 * `other`: something else arrived. `failed`: the carrier says that it never will, and not where the money is.
 */
export type CarrierWord =
  | { readonly kind: 'on_its_way' }
  | { readonly kind: 'arrived' | 'returned' | 'other'; readonly hash: string; readonly amount: bigint }
  | { readonly kind: 'failed' | 'unknown'; readonly detail: string };

export interface Carrier {
  /** As people read it. */
  readonly name: string;
  /** The contracts that a call may go to, and that may be let take anything. */
  readonly contracts: readonly Address[];
  offer(carriage: Carriage): Promise<Outcome<CarrierOffer, ProviderQuoteRefusal>>;
  /** Never throws: what cannot be made sense of is `unknown`, and silence `on_its_way`. */
  whereabouts(sentHash: string, carriage: Pick<Carriage, 'to'>): Promise<CarrierWord>;
}
