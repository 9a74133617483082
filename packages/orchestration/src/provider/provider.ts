import type { Id, Instant, Money, Network, Outcome } from '@diboas/kernel';
import type { ProviderQuoteRefusal } from '../agreement/explanation.ts';
import type { FeeWait, Manner } from '../agreement/manner.ts';
import type { Estimate, FeePart } from '../agreement/price.ts';
import type { StrategyTerms } from '../agreement/strategy-terms.ts';
import type { CancelAnswer, LookupAnswer, Memo, Observation, PrepareAnswer, SubmitAnswer } from './answer.ts';

/** What a provider does for us: mission row M4. */
export type Role = 'ON_RAMP' | 'OFF_RAMP' | 'EXCHANGE' | 'DEX' | 'BRIDGE' | 'DEFI' | 'WALLET';

/** What an operation asks providers to price. */
export interface ProviderQuoteRequest extends Manner {
  readonly pay: Money;
  /** Where what is paid leaves. */
  readonly payNetwork: Network;
  readonly method: string;
  readonly receive: { readonly asset: Money['asset']; readonly network: Network };
  readonly destination: string;
}

/** A provider's own price, before any fee of ours. */
export interface ProviderQuote {
  /** The provider's and the network's fees, in the currency of `pay`, on top of it. */
  readonly fees: readonly FeePart[];
  /** What would be delivered for `pay`; of a trade the least of it. */
  readonly deliver: Money;
  /** What a trade should come to, where it may come to less down to `deliver`; absent otherwise. */
  readonly expected?: Money;
  /**
   * What it keeps of what it would deliver, in that asset; `deliver` is without it. Absent where it keeps nothing. Where a network is paid
   * by us, what pays us for that is of the tier `network` and arrives all the same.
   */
  readonly keeps?: readonly FeePart[];
  /** What of `pay` is less than a step of its market, so that no order takes it; absent where all of it may be taken. */
  readonly rest?: Money;
  readonly estimate: Estimate;
  /** The most that a network may take for it, in its own coin; `fees` has its worth in what is paid, as tier `network`. */
  readonly networkCost?: Money;
}

/** One order, as it is sent. `key` is the attempt's idempotency key and stays the same for every repeat. */
export interface Submission extends Manner<StrategyTerms> {
  readonly key: string;
  readonly transactionId: Id;
  readonly attemptId: Id;
  readonly method: string;
  readonly pay: Money;
  /** Where what is paid leaves. */
  readonly payNetwork: Network;
  /** The most that the person may be charged, with the provider's own fees. What would be dearer is refused. */
  readonly chargeMax: Money;
  /** The most that a network may take for it, in its own coin and beside what is charged; absent where none does. */
  readonly networkCost?: Money;
  readonly deliver: Money;
  readonly network: Network;
  readonly destination: string;
  /** Where the provider sends the person back to. */
  readonly returnUrl: string;
  /** What was prepared and committed for it, the last version; absent before, and where nothing is prepared. */
  readonly memo?: Memo;
  /** Until when preparing it may put it off for a lower fee of its network; absent where it goes at once. */
  readonly feeWait?: FeeWait;
}

export interface Lookup {
  readonly key: string;
  readonly transactionId: Id;
  readonly attemptId: Id;
  /** The provider's own id, when we know it. */
  readonly reference: string | null;
  /** When the attempt began: what the provider made before then is not ours. */
  readonly startedAt: Instant;
  /** All versions of what was prepared for it, any of which may have been carried out; absent where nothing was. */
  readonly memos?: readonly Memo[];
}

export interface RawWebhook {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body exactly as received: signatures are over bytes. */
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
}

/** An address of ours on one network, in the letters in which its provider tells it. */
export interface WalletAddress {
  readonly network: Network;
  readonly address: string;
}

/** A webhook whose signature was good. */
export interface WebhookReading {
  /** The provider's id of the event: the key of deduplication. */
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  /** Null for an event that is not about an order of ours, which is recorded and otherwise ignored. */
  readonly order: {
    readonly transactionId: Id;
    readonly attemptId: Id;
    readonly observation: Observation;
  } | null;
  /**
   * Of an event that is about an address in the place of an order: which. It is a hint to look there, and nothing else of
   * it is believed; absent otherwise.
   */
  readonly address?: WalletAddress;
  /**
   * Of an event that names an order of the provider's and does not say how it stands: by what name. Whose it is, and how it
   * stands, is asked for by `Provider.orderNamed`; absent otherwise.
   */
  readonly named?: string;
}

/** A webhook that was verified when it came, and is read once more. */
export interface KeptWebhook {
  readonly eventId: string;
  /** Exactly what was received. */
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
}

/** `forged`: the signature is missing or wrong. `stale`: it is good, but too old. `unreadable`: signed nonsense. */
export type WebhookRefusal = 'forged' | 'stale' | 'unreadable';

/** How a provider wants to be asked for news. How long anybody is waited for is the operation's patience all the same. */
export interface ProviderPace {
  /** Waits between look-ups of what it has taken, in milliseconds; the last one repeats. */
  readonly lookupsMs: readonly number[];
}

/** How an order that its network does not take is replaced: docs/decisions/0020-a-stuck-send-is-replaced.md. */
export interface Replacement {
  /** How long an order waits in no block before it is replaced, where the network lets it be; milliseconds. */
  readonly afterMs: Partial<Readonly<Record<Network, number>>>;
  /**
   * Makes another version of `memo`, the last one, that pays the network more and never more than was agreed; sends nothing.
   * Of all versions only one can be carried out. What is not prepared leaves all as it is.
   */
  prepare(submission: Submission): Promise<PrepareAnswer>;
}

/**
 * A third party that executes. One folder in `providers` each, and every one passes the contract suite
 * there. Methods never throw for what the outside does: they sort it.
 */
export interface Provider {
  /** Short, stable, lower case: `northpay`. Part of ledger account names, so it never changes. */
  readonly id: string;
  /** As people read it: Northpay. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** How long after its first use the provider still recognises a key. Later repeats might execute twice. */
  readonly keyLifetimeMs: number;
  /**
   * Whether a key that was refused is refused again, whatever happens meanwhile. Where it is not, a refusal says nothing
   * of an earlier send of the same key that had no answer.
   */
  readonly remembersRefusals: boolean;
  /** How it is asked for news where it has a pace of its own; absent where ours will do. */
  readonly pace?: ProviderPace;
  /**
   * Whether it pays our orders out of money of ours that lies with it. Then no more is promised than lies there, and nobody
   * is offered what that would not cover.
   */
  readonly paysFromFloat?: boolean;
  /**
   * Whether it is for what the others cannot do: it comes after all who have an offer, however much it would bring. Absent
   * where it is one of them.
   */
  readonly comesLast?: boolean;
  quote(request: ProviderQuoteRequest): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>>;
  /**
   * Makes what `submit` will send, and does nothing outside; absent where a key alone makes an order happen once. What it
   * gives is committed first, and is the only thing that is ever sent for the attempt.
   */
  prepare?(submission: Submission): Promise<PrepareAnswer>;
  submit(submission: Submission): Promise<SubmitAnswer>;
  lookup(lookup: Lookup): Promise<LookupAnswer>;
  /** How what waits for a network for too long is sent again for a higher fee; absent where nothing can be replaced. */
  readonly replacement?: Replacement;
  /**
   * Asks to stop an order that was taken, any number of times; absent where nothing can be stopped. The truth comes as an
   * observation.
   */
  cancel?(lookup: Lookup): Promise<CancelAnswer>;
  readWebhook(raw: RawWebhook): Outcome<WebhookReading, WebhookRefusal>;
  /** Reads a kept event again, after the adapter has learned to; its signature was good when it came. */
  rereadWebhook(kept: KeptWebhook): Outcome<WebhookReading, 'unreadable'>;
  /**
   * Asks about an order that an event named; there where events say no more than a name. Null where it is none of ours, and
   * `unreadable` where it is ours and nobody can make sense of it.
   */
  orderNamed?(name: string): Promise<Outcome<WebhookReading['order'], 'unavailable' | 'unreadable'>>;
  /**
   * Listens for news of the orders that this desk sent or was asked about, until it is stopped; there where a provider tells any
   * on a connection that we open. News is a hint to look an order up now, and nothing of it is believed: what is told twice, late
   * or not at all changes only how soon somebody looks.
   */
  listenForNews?(hear: (order: Lookup) => void): { stop(): void };
}
