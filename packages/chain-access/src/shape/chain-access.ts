// All that is asked of a network's public wire, whatever network it is.
import type { Instant, Money, Outcome } from '@diboas/kernel';
import type { ChainNetwork, NetworkAsset, NetworkFacts } from '@diboas/networks';
import type { ChainArrival, FoundTransaction, SentFacts, StrangeArrival } from './transaction.ts';
import type {
  BroadcastAnswer,
  ChainCoin,
  ChooseCoins,
  TransferAsk,
  UnsignedAsk,
  UnsignedRefusal,
  UnsignedTransfer,
} from './transfer.ts';

/** What arrived at an address in one transaction that executed. */
export interface IncomingTransaction {
  readonly hash: string;
  readonly arrivals: readonly ChainArrival[];
  readonly strange: readonly StrangeArrival[];
}

/**
 * What arrived, the oldest first as far as the network has an order. `until` is from where the next look begins: it stays
 * behind what may still be undone, so that what another branch holds is seen too and some is told again. `hasMore` is said
 * by a look that ended before the newest block: the next one goes on.
 */
export interface Incoming {
  readonly transactions: readonly IncomingTransaction[];
  readonly until: string;
  readonly hasMore: boolean;
}

/** From where a look at an address begins. */
export interface LookFrom {
  /** The `until` of the look before; null for the first one, which begins no later than the address itself. */
  readonly since: string | null;
  /** When the address was made, before which nothing can have come to it. */
  readonly madeAt: Instant;
}

/** @typeParam N the network, whose words the answers are in */
export interface ChainAccess<N extends ChainNetwork> {
  readonly network: N;
  /** The name of the first block, which no other chain has. */
  genesis(): Promise<Outcome<string, 'unavailable'>>;
  /** What `estimateFee` of packages/networks goes by for this transfer, from the node as it is now. */
  feeFacts(ask: TransferAsk): Promise<Outcome<NetworkFacts[N]['feeFacts'], 'unavailable' | 'too_little'>>;
  /** `sent` is what `replaced` and `expired` are proved by; without it neither is said. */
  find(hash: string, sent: SentFacts[N] | null): Promise<FoundTransaction<N>>;
  /**
   * What arrived at an address since an earlier look. What failed is left out. Refused where the node did not answer, or
   * `since` is no cursor of ours.
   */
  incoming(address: string, from: LookFrom): Promise<Outcome<Incoming, 'unavailable'>>;
  /** What an address holds of each asset of ours, in the newest block, zero where it holds none. */
  holdings(address: string): Promise<Outcome<readonly Money[], 'unavailable'>>;
  /**
   * Whether a program decides what becomes of money at the address, and no key: a contract on Ethereum, an account of a
   * program on Solana, an object on Sui. Never on Bitcoin.
   */
  isContract(address: string): Promise<Outcome<boolean, 'unavailable'>>;
  /** What lies at an address in pieces, for choosing; nothing where the network has no such thing. */
  coins(address: string): Promise<Outcome<readonly ChainCoin[], 'unavailable'>>;
  /**
   * How the coins for a transfer are chosen, by what the network asks now: in the order in which `unsigned` takes them. Nothing is
   * chosen where the network has no such thing.
   */
  chooser(ask: UnsignedAsk): Promise<Outcome<ChooseCoins, 'unavailable'>>;
  unsigned(ask: UnsignedAsk): Promise<Outcome<UnsignedTransfer<N>, UnsignedRefusal>>;
  /**
   * Hands signed bytes to the node, once. They are the raw transaction, in hex on Bitcoin and Ethereum and in base64 on
   * Solana; on Sui the transaction and its signature, both in base64, with a dot between them.
   */
  broadcast(bytes: string): Promise<BroadcastAnswer>;
}

/** How a network's room is opened. */
export interface ChainNode {
  readonly url: string;
  /**
   * Where signed bytes are handed to, where that is not the node that is asked: an endpoint that shows them to block builders alone
   * (Ethereum). They go nowhere else, whatever it answers.
   */
  readonly submitUrl?: string | null;
  /** How long the node may take for one answer. */
  readonly timeoutMs: number;
  /** The assets that it has, its own coin first. */
  readonly assets: readonly NetworkAsset[];
}
