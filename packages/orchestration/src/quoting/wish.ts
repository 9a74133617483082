// What a customer wants a price for, and what finding one out needs.
import { type Asset, type Bucket, type Clock, type Id, MINUTE_MS, type Money } from '@diboas/kernel';
import type { Estimate } from '../agreement/price.ts';
import type { Terms } from '../agreement/terms.ts';
import type { Compliance } from '../checks/check.ts';
import type { Operation, PriceRequest } from '../operation/operation.ts';
import type { ProviderGate } from '../provider/gate.ts';
import type { Provider } from '../provider/provider.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { FloatStore } from '../store/floats.ts';
import type { QuoteStore } from '../store/quotes.ts';
import type { TransactionReader } from '../store/reading.ts';
import type { StartTimer } from './in-time.ts';
import type { LookAheadParts } from './look-ahead.ts';
import type { AskQuote } from './quote.ts';

/** How long an offer stands. */
export const OFFER_VALID_MS = 5 * MINUTE_MS;

/** How long our own book takes. */
export const OWN_BOOK_ESTIMATE: Estimate = { fromSeconds: 0, toSeconds: 10, source: 'measured' };

export interface QuotingOptions {
  readonly store: LookAheadParts['store'] & Pick<TransactionReader, 'balances'> & FloatStore & QuoteStore;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly compliance: Compliance;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly gate: ProviderGate;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  /** A new id in a bucket. */
  readonly newIdIn: (bucket: Bucket) => Id;
  /** What money is worth in another asset by prices of now, rounded up; null where no price is fresh enough. */
  readonly worthOf: (money: Money, asset: Asset) => Money | null;
  /** Puts on record that a customer was given no price for an operation. A no is a decision too. */
  readonly noteRefused: (
    customerId: string,
    operation: string,
    detail: AuditEntry['detail'],
  ) => Promise<void>;
}

/** What a customer wants a price for, of one transaction. */
export interface LegWish {
  readonly customerId: string;
  readonly operation: Operation;
  readonly request: PriceRequest;
  /** Where the provider is to deliver to. */
  readonly destination: string;
  /** What the operation is told beside the price: whom it goes to, or between which balances. */
  readonly told?: AskQuote['told'];
  /** For what nobody is asked to confirm: the id that its terms get, and where they come from. They are kept by their transaction. */
  readonly unasked?: Pick<Terms, 'id' | 'origin'>;
}

/** What goes on with what the leg before brings at least. */
export interface LaterLeg {
  readonly key: string;
  /** What is wanted then, of as much as there is; fees on top are within that. */
  wish(before: Terms): LegWish;
}

/** What a customer wants a price for; where it is done in several transactions, its first leg, and what follows. */
export interface QuoteWish extends LegWish {
  readonly several?: {
    /** What all of them together are. */
    readonly operation: Operation;
    readonly told?: Pick<Terms, 'between'>;
    readonly first: string;
    readonly later: readonly LaterLeg[];
  };
}
