import type { Instant, Money, Network } from '@diboas/kernel';
import type { Memo, RawWebhook, Wallet } from '@diboas/orchestration';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';

/** What is sent, and on which network: a coin, or a token whose network takes its cost in another coin. */
export interface SentAsset {
  readonly network: Network;
  /** So much of it is sent at a time: more than the network's least, and little beside what lies there. */
  readonly money: Money;
}

/** What a provider's tests hand to the contract suite of a wallet. */
export interface WalletSuite {
  readonly name: string;
  /** Every asset on every network that it sends. */
  readonly sends: readonly SentAsset[];
  /** What may stand in no answer: keys, and whatever else only the provider and we know. */
  readonly hidden: readonly string[];
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  /** For how long, and how often, it is looked what has become of something. */
  readonly patience: { readonly untilMs: number; readonly everyMs: number };
  openWorld(manifest: ProviderManifest<Pick<Desks, 'wallet'>>): Promise<WalletWorld>;
}

/**
 * How the outside goes wrong, once: the provider's side, before or after what was asked for was done, or the network's node
 * when something is broadcast.
 */
export type WalletFault =
  | 'rate_limit'
  | 'timeout_before'
  | 'timeout_after'
  | 'server_error_before'
  | 'server_error_after'
  | 'reset_before'
  | 'reset_after'
  | 'node_fails'
  | 'node_loses_its_answer';

/** What stands between the adapter and the world. */
export interface WalletSetting {
  /** `nowhere` is an address that nobody listens on, of the provider and of every network. */
  readonly reach: 'world' | 'nowhere';
  readonly timeoutMs: number;
  /** Changes the bodies of the provider's answers on their way, when given. */
  readonly rewrite: ((body: string) => string) | null;
  /** What an amount is worth in another asset; null where nobody knows. */
  readonly worth: (cost: Money, asset: Money['asset']) => Money | null;
}

/** The provider's double and the networks together: each provider's tests bring a driver, which shares no code with the adapter. */
export interface WalletWorld {
  open(setting: WalletSetting): Promise<Wallet>;
  now(): Instant;
  /** Ends all faults. What has happened stays: a network forgets nothing. */
  calm(): void;
  /** An address on that network that nobody has ever used. */
  newAddress(network: Network): string;
  /** Money from nowhere for an address, in a block of its own; the hash that it came by. */
  fund(network: Network, address: string, money: Money): Promise<string>;
  /** The same of a token that is no asset of ours; null where this world has none. */
  fundStrange(network: Network, address: string): Promise<string | null>;
  /** Makes that many blocks. */
  mine(network: Network, blocks: number): Promise<void>;
  /** Makes so many that whatever stands in one is final. */
  settle(network: Network): Promise<void>;
  /** Undoes the newest blocks, and what was in them waits again or is forgotten; false where nothing is ever undone. */
  undo(
    network: Network,
    undone: { readonly depth: number; readonly transactions: 'return' | 'drop' },
  ): Promise<boolean>;
  /** What an address holds by the network's own word, in the newest block: read past the adapter. */
  heldAt(network: Network, address: string, asset: Money['asset']): Promise<Money>;
  /** Strikes the next call of that kind and no later one. */
  strikeNext(network: Network, fault: WalletFault): void;
  /** Sees to it that nobody will ever take what was prepared, whoever has it; false where this world cannot. */
  makeImpossible(network: Network, memo: Memo): Promise<boolean>;
  /** How many wallets of that name the provider has made. */
  walletsNamed(name: string): number;
  /** A delivery that tells of something of ours, as it arrived; null where the provider sends none. */
  anEvent(): Promise<RawWebhook | null>;
  /** A delivery with this body, signed by the provider at this time. */
  sign(body: string, at: Instant): RawWebhook;
  /** The same, signed by somebody who has not the key. */
  forge(body: string, at: Instant): RawWebhook;
  close(): Promise<void>;
}
