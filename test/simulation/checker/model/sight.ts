import type { Id, Instant } from '@diboas/kernel';
import type { AccountState, Hold, Transfer } from '@diboas/ledger';
import type { JournalEntry, KeyUse, Terms, Transaction } from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import { isPaidOutside, type SimBooks, type SimOrder } from '../../outside/order.ts';
import type { Confirmation } from '../../people/confirming.ts';
import type { LedgerModel } from './ledger-model.ts';

/** What an invariant may look at: the store's rows, what the world knows, and what changed since the last look. */
export interface Sight {
  readonly now: Instant;
  readonly store: MemoryStore;
  readonly outsides: readonly SimBooks[];
  readonly confirmations: readonly Confirmation[];
  readonly ledger: LedgerModel;
  readonly transactions: ReadonlyMap<Id, Transaction>;
  /** Rows that are new or differ from the last look, and how they were. */
  readonly changed: readonly { readonly before: Transaction | null; readonly after: Transaction }[];
  readonly newTransfers: readonly Transfer[];
  /** The rows of the store as they are now, and whether any of them, or any transfer, is new since the last look. */
  readonly accounts: readonly AccountState[];
  readonly holds: readonly Hold[];
  readonly isMoved: boolean;
  readonly newEntries: readonly NewEntry[];
  /** Every use of an idempotency key that was written, in order. */
  readonly keyUses: readonly KeyUse[];
  /** The transaction as the journal alone tells it. */
  readonly replayed: ReadonlyMap<Id, Transaction>;
}

export interface NewEntry {
  readonly entry: JournalEntry;
  /** The transaction as the journal told it before this entry. */
  readonly before: Transaction | null;
}

export type Report = (problem: string) => void;

export function ordersOf({ outsides }: Pick<Sight, 'outsides'>, transactionId: Id): SimOrder[] {
  return outsides.flatMap((outside) =>
    outside.orders.filter((order) => order.submission.transactionId === transactionId),
  );
}

/** The one order of a transaction that has not failed, if there is one. */
export function liveOrderOf(sight: Pick<Sight, 'outsides'>, transactionId: Id): SimOrder | null {
  return ordersOf(sight, transactionId).find((order) => order.stage !== 'failed') ?? null;
}

/** The most that the provider may take for it: for what is paid from a balance, no more than it was asked to. */
export function chargeMaxOf({ method, price }: Terms, { submission }: SimOrder): bigint {
  return isPaidOutside(method) ? price.total.units : submission.chargeMax.units;
}

const ENDS: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'COMPENSATED']);

export function hasEnded({ status }: Transaction): boolean {
  return ENDS.has(status);
}
