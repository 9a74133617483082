// What every network says of a text that a person took for an address. There are no sentences here: screens have the
// words, and make them of what is in these unions.
import type { Asset, Outcome } from '@diboas/kernel';
import type { ChainNetwork, NetworkChain } from './chain.ts';

/**
 * What stands behind an address, as far as its text tells. Bitcoin's are the output types. Whether an Ethereum account is
 * a contract only the chain knows, and whether a Sui address is an object's. A Solana address off the curve has no key:
 * it belongs to a program.
 */
export type AddressKind =
  | 'p2pkh'
  | 'p2sh'
  | 'p2wpkh'
  | 'p2wsh'
  | 'p2tr'
  | 'account_or_contract'
  | 'on_curve'
  | 'off_curve'
  | 'account_or_object';

/**
 * Why money that goes to a good address may be lost all the same: nobody can spend what is there, it is the address of a
 * token itself, of a part of the network or of a program that many use, or of an account without a key, which only a
 * program can move.
 */
export type AddressDanger = 'burn' | 'token_itself' | 'system' | 'no_key';

export interface ReadAddress {
  readonly network: ChainNetwork;
  /** The one way in which we write this address: two texts are one address if and only if these are equal. */
  readonly address: string;
  readonly kind: AddressKind;
  /**
   * Whether the text had a checksum, and it was right. Without one a slip of a single letter is another good address;
   * Solana and Sui never have one, Ethereum only in mixed case.
   */
  readonly isChecked: boolean;
  readonly danger: AddressDanger | null;
}

/** What a payment link asks for beside its address. `units` is null where it leaves the amount open. */
export interface LinkAsk {
  readonly asset: Asset;
  readonly units: bigint | null;
}

/** A payment link taken apart; its address is not read yet. */
export interface PaymentLink {
  readonly address: string;
  readonly ask: LinkAsk | null;
}

/**
 * How sure it is that a text is a key. Some forms are of a key and of something harmless alike, such as 64 hex digits,
 * which the id of a transaction is as well: nobody can tell which, so it is taken for what would be worse.
 */
export type FoundKey = 'private_key' | 'maybe_private_key';

/** What is wrong with a text that should be an address. Positions count from 0 in the address, without its link. */
export type WrongAddress =
  | { readonly reason: 'empty' }
  | { readonly reason: 'of_another_network'; readonly network: ChainNetwork }
  /** `chain` is the one it belongs to, which is not the one we are on. */
  | { readonly reason: 'of_the_other_chain'; readonly chain: NetworkChain }
  /** A key or the words of a wallet: whoever has seen it has the money. It must not be kept or shown again. */
  | { readonly reason: 'secret'; readonly what: FoundKey | 'seed_phrase' }
  /** The id of a transaction on that network, as an explorer shows it beside the addresses. */
  | { readonly reason: 'transaction_id'; readonly network: ChainNetwork }
  | { readonly reason: 'not_in_alphabet'; readonly character: string; readonly at: number }
  /** Lengths in characters; `least` and `most` are those of an address of its form. */
  | {
      readonly reason: 'wrong_length';
      readonly length: number;
      readonly least: number;
      readonly most: number;
    }
  | { readonly reason: 'missing_prefix'; readonly prefix: string }
  /** A good address of a chain we know nothing of, such as `ltc`. */
  | { readonly reason: 'unknown_prefix'; readonly prefix: string }
  | { readonly reason: 'mixed_case' }
  | { readonly reason: 'checksum_differs' }
  | { readonly reason: 'unknown_version'; readonly version: number }
  /** A witness version that the network has no rule for yet: anybody could spend what is sent there. */
  | { readonly reason: 'unknown_witness_version'; readonly version: number }
  /** The checksum is right, but the rest is not written as the standard writes such an address. */
  | { readonly reason: 'wrong_encoding' }
  | WrongLink;

/** What is wrong with a payment link. */
export type WrongLink =
  | { readonly reason: 'unknown_scheme'; readonly scheme: string }
  /** It is not written as its standard says, or does not say whom it pays. */
  | { readonly reason: 'link_unreadable' }
  /** It says twice what can be only once: whoever reads the first and whoever reads the last would pay differently. */
  | { readonly reason: 'link_says_twice'; readonly parameter: string }
  | { readonly reason: 'link_amount_unreadable' }
  | { readonly reason: 'link_of_another_asset'; readonly token: string }
  | { readonly reason: 'link_of_another_chain'; readonly chainId: string }
  /** It asks for something that we would leave out, and whoever wrote it wants that it is not. */
  | { readonly reason: 'link_asks_more'; readonly parameter: string };

export type AddressOutcome = Outcome<ReadAddress, WrongAddress>;
export type LinkOutcome = Outcome<PaymentLink, WrongAddress>;
