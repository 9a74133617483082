// What lots are told of one transaction and of what follows from it.
import { type Instant, type Money, money } from '@diboas/kernel';
import type { LotFact } from '@diboas/lots';
import type { TracedTerms } from '../books/books.ts';
import type { LotChange, LotEntry } from './lot-entry.ts';
import type { ToldCost } from './told.ts';

/** A transaction, and what follows from it, by what they did. */
export interface LotStory {
  readonly rootId: string;
  readonly terms: TracedTerms | null;
  /** In the order of the journal, those of what follows among them. */
  readonly entries: readonly LotEntry[];
  /** By the transaction that something came by. */
  readonly told: ReadonlyMap<string, ToldCost>;
}

/** A fact that counts, and whose amount nobody knows: what an opening cost, or what a disposal was worth. */
export interface Lacking {
  readonly factId: string;
  readonly transactionId: string;
  readonly what: 'cost' | 'worth';
  readonly quantity: Money;
  readonly at: Instant;
}

/** What came by a transaction, and whose cost only its person knows. */
export interface ReceivedLots {
  readonly transactionId: string;
  readonly quantity: Money;
  readonly at: Instant;
}

/** One fact, and what is not known of it. */
export interface ToldFact {
  readonly fact: LotFact;
  readonly lacking: Lacking | null;
  /** Of an opening whose cost may be told. */
  readonly received?: ReceivedLots;
}

/** Amounts of an entry that a fact is of. */
export interface LotPiece {
  readonly entry: LotEntry;
  readonly change: LotChange;
  readonly units: bigint;
}

/** What an entry may do to a coin on a network, in the order in which facts of one entry count. */
const STEPS = { leaves: 1, back: 2, comes: 3, chosen: 4, sold: 5, fee: 6 } as const;

/** What every fact says. Its id is unlike any other and later than those of earlier entries; an opening's is the name of a lot. */
export function factBase(
  { entry: { seq, at }, change: { asset, network }, units }: LotPiece,
  step: keyof typeof STEPS,
) {
  const id = `${String(seq).padStart(12, '0')}/${STEPS[step]}/${asset}/${network}`;
  return { id, at, quantity: money(asset, units), fees: [] } as const;
}

export function receivedBy({ entry: { transactionId, at }, change, units }: LotPiece): ReceivedLots {
  return { transactionId, quantity: money(change.asset, units), at };
}

export function lackingOf(
  { entry, change, units }: LotPiece,
  factId: string,
  what: Lacking['what'],
): Lacking {
  const { transactionId, at } = entry;
  return { factId, transactionId, what, quantity: money(change.asset, units), at };
}
