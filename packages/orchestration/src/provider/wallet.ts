import type { Instant, Money, Network, Outcome } from '@diboas/kernel';
import type { Memo } from './answer.ts';
import type { TellsHoldings } from './holdings.ts';
import type { Provider, WalletAddress } from './provider.ts';

/**
 * Money that was seen on its way to an address of ours, or there. Whether it counts is asked by `lookup` with this
 * reference, as of any order: `working` with what confirms it, `ended` once the network will not take it back.
 */
export interface Deposit {
  /** `<network>:<transaction>:<which of its outputs, logs or coins>`: names what moved, whoever tells of it and how often. */
  readonly reference: string;
  readonly network: Network;
  /** Which address of ours, as it was told when it was made. */
  readonly address: string;
  readonly money: Money;
  /** Who sent it, where the network says. */
  readonly from: string | null;
}

/** What came to an address of ours that is no asset of ours: it is told, and credited to nobody. */
export interface StrangeDeposit {
  readonly reference: string;
  readonly network: Network;
  readonly address: string;
  /** The contract, mint or type of the token, as the network names it. */
  readonly token: string;
}

/**
 * The answer to making a wallet. `created` gives one address for each network that the provider has. Nothing else is an
 * end: the same memo may be sent again until it is.
 */
export type WalletAnswer =
  | { readonly kind: 'created'; readonly reference: string; readonly addresses: readonly WalletAddress[] }
  | { readonly kind: 'unknown'; readonly detail: string; readonly isAnswered?: boolean }
  | { readonly kind: 'rejected'; readonly detail: string };

/** Which address is looked at, and from where. */
export interface DepositsAsk {
  readonly network: Network;
  readonly address: string;
  /** The `until` of the look before; null for the first one. */
  readonly since: string | null;
  /** When the address was made, before which nothing can have come. */
  readonly madeAt: Instant;
}

/**
 * What was seen at an address; `until` is from where the next look may begin, and `hasMore` says that there is something to
 * look at already.
 */
export interface SeenDeposits {
  readonly deposits: readonly Deposit[];
  readonly strange: readonly StrangeDeposit[];
  readonly until: string;
  readonly hasMore: boolean;
}

/**
 * A provider that keeps keys of ours: it sends from addresses of ours as any provider carries out an order, and besides
 * makes addresses for people and tells what arrived there.
 *
 * Each of its quotes has a `networkCost`, whatever is sent. Of an order it tells `taken` and `given`, which are the amount,
 * and `spent`, which is what the network took, also where that is the same coin, and also of a transaction that failed.
 */
export interface Wallet extends Provider, TellsHoldings {
  /** The networks that it has addresses on. */
  readonly networks: readonly Network[];
  /** The request that makes a wallet, with nothing done outside; it is committed before `createWallet` sends it. */
  prepareWallet(ask: { readonly name: string; readonly now: Instant }): Memo;
  /** Makes the wallet of this request, once however often it is sent. */
  createWallet(memo: Memo): Promise<WalletAnswer>;
  /**
   * What arrived at an address since an earlier look. The same deposit may be given again, and one that a reorganisation undid
   * too: `lookup` tells. Refused where the network did not answer.
   */
  deposits(ask: DepositsAsk): Promise<Outcome<SeenDeposits, 'unavailable'>>;
}
