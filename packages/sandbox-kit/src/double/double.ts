/** A provider's double: its server as the vendor documents it. The sandbox opens one for each provider it is given. */
import type { Asset, Clock, Network, Random } from '@diboas/kernel';
import type { MoveStandIn } from '@diboas/local-chains';
import type { OutgoingEvent, WebhookSigner } from '../delivery/delivery.ts';
import type { Faults } from '../faults/faults.ts';
import type { Executions } from '../keeping/executions.ts';
import type { Log } from '../keeping/log.ts';
import type { Store } from '../keeping/store.ts';
import type { Pace, ProviderOrders } from '../orders/orders.ts';
import type { TimerGroup } from '../time/timers.ts';
import type { ProviderWire } from '../wire/provider-wire.ts';

/** What the sandbox hands to every double. */
export interface DoubleParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly random: Random;
  readonly faults: Faults;
  readonly log: Log;
  readonly executions: Executions;
  readonly pace: Pace;
  /** Each one that `DoubleKind.secrets` names, checked. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where it listens, known once it does. */
  publicUrl(): string;
  /** Where the chain of a network is asked, known once it listens; null where there is none. */
  chainUrl(network: Network): string | null;
  sendEvent(event: OutgoingEvent): void;
}

/** An address on a chain, as its network writes it. */
export interface ChainAddress {
  readonly network: Network;
  readonly address: string;
}

/**
 * Where orders are paid from. What lies at one that signs for others is with whoever has it sign on that network:
 * `Double.signedFor`.
 */
export interface PaidFrom extends ChainAddress {
  /** For what it signs: `swaps`, `lending`. Absent where it pays itself. */
  readonly signsFor?: string;
  /** What lies there is the provider's own, and pays nothing of ours. */
  readonly isOthers?: true;
}

/** Money of ours that lies with a provider, in minor units. */
export interface DoubleFloat {
  readonly asset: Asset;
  readonly network: Network;
  readonly units: bigint;
}

/**
 * How the markets of whoever trades stand, as whoever tries something wants it: halted, with little in their books, or with a book
 * that is told wrongly.
 */
export const MARKET_WAYS = ['plain', 'halted', 'thin', 'crossed', 'empty', 'old', 'halves'] as const;

export type MarketWay = (typeof MARKET_WAYS)[number];

export interface Double {
  readonly orders: ProviderOrders;
  readonly wire: ProviderWire;
  readonly signer: WebhookSigner;
  /**
   * Where it keeps what our orders are paid from, of a provider that keeps keys of ours. Chains that begin with the
   * sandbox lay money there, of every asset of theirs.
   */
  readonly payingAddresses?: readonly PaidFrom[];
  /** For what somebody else signs its transactions, and on which networks: what lies at their address for that is with it. */
  readonly signedFor?: { readonly use: string; readonly networks: readonly Network[] };
  /** What else of ours lies with it from the beginning, which it pays our orders out of. */
  readonly floats?: readonly DoubleFloat[];
  /** Of whoever trades: sets how all of its markets stand from now on. */
  setMarkets?(way: MarketWay): void;
  /** Goes on with what was under way when the sandbox was last stopped. */
  resume(): void;
  /** Lets go of what is not in the store. */
  forget(): void;
}

/** A secret that callers and the double share. */
export interface SecretKind {
  /** What it is, for `--help`. */
  readonly help: string;
  /** What it must be, in words, where it is not just one word. */
  readonly expected?: string;
  isRight?(text: string): boolean;
}

export interface DoubleKind<Opened extends Double = Double> {
  /** The provider's id: the name of its folder. */
  readonly id: string;
  readonly name: string;
  /** By the name of the server's setting for it. */
  readonly secrets: Readonly<Record<string, SecretKind>>;
  /** Packages that stand on the Sui of the sandbox, of a protocol that is there; absent for none. */
  readonly suiPackages?: readonly MoveStandIn[];
  open(parts: DoubleParts): Opened;
}
