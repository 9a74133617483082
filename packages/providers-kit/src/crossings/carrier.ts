// Whoever carries an asset from one network to another by a transaction that they make and we sign: on Ethereum a call of a contract of
// theirs, on Solana a transaction as a whole.
import type { Money, Outcome } from '@diboas/kernel';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import type { Address } from 'viem';
import type { ContractCall } from '../evm/calls.ts';
import type { SignedNetwork, SigningNetwork } from '../manifest/chain-signer.ts';

/** From where to where. */
export interface CarriedWay {
  readonly from: SignedNetwork;
  readonly to: SigningNetwork;
}

/** What is carried: an asset of ours, from our address on a network to our address on another one. */
export interface Carriage extends CarriedWay {
  readonly pay: Money;
  /** Our addresses. */
  readonly sender: string;
  readonly recipient: string;
}

/** What arrives by what was made, in its minor units, and when. */
interface Promised {
  readonly least: bigint;
  readonly expected: bigint;
  readonly seconds: number;
}

/** From Ethereum. */
export interface CallOffer extends Promised {
  readonly network: 'ethereum';
  /** The call that hands it over; what goes with it in wei is the carrier's, and part of what it costs. */
  readonly call: ContractCall;
  /** Whom an approval right before lets take it: exactly so much. */
  readonly spender: Address;
  readonly gas: bigint;
}

/** From Solana. */
export interface TransactionOffer extends Promised {
  readonly network: 'solana';
  /** In base64, with nothing for our signature, which is the only one that it wants. */
  readonly transaction: string;
  /** The most that leaves us in SOL beside what is carried: the network's, the carrier's, and what stays in accounts that are made. */
  readonly lamports: bigint;
}

/** What somebody would do for it now. */
export type CarrierOffer = CallOffer | TransactionOffer;

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
  readonly ways: readonly CarriedWay[];
  /** The networks of all ways: what lies at our addresses there is with this carrier. */
  readonly networks: readonly SigningNetwork[];
  /** By how much less than an offer brings is promised: what is signed is made later, when less may be had. */
  readonly slackBps: bigint;
  /** The contracts of Ethereum that a call may go to, and that may be let take anything. */
  readonly contracts: readonly Address[];
  /** The programs of Solana that a transaction may call. */
  readonly programs: ReadonlySet<string>;
  offer(carriage: Carriage): Promise<Outcome<CarrierOffer, ProviderQuoteRefusal>>;
  /**
   * Why what was made for an offer is not what was agreed, as far as that can be read from it; null where nothing is wrong. Absent where
   * what is made cannot be read.
   */
  wrongWith?(offer: CarrierOffer, carriage: Carriage): string | null;
  /** Never throws: what cannot be made sense of is `unknown`, and silence `on_its_way`. */
  whereabouts(sentHash: string, sent: CarriedWay & Pick<Carriage, 'pay'>): Promise<CarrierWord>;
}
