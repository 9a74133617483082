// A journal as tests tell it, entry by entry: carried out by the ledger itself, which refuses what cannot be.
import {
  type Asset,
  assert,
  bucketOf,
  createId,
  createSeededRandom,
  type Instant,
  type Money,
  type Network,
  parseMoney,
} from '@diboas/kernel';
import { type AccountKey, type AccountKind, createBook, isCustomerKind, SYSTEM_OWNER } from '@diboas/ledger';
import type { TracedTerms, TracedTransfer, TradedBooks } from '../books/books.ts';

const random = createSeededRandom(20);
export const PERSON = createId({ now: 1, random, bucket: 5 });

/** From one account to another, such as `['FLOAT:x', 'INVESTING', '0.5 BTC', 'bitcoin']`. */
export type MadeMove = readonly [from: AccountKind, to: AccountKind, amount: string, network: Network];

export interface MadeJournalEntry {
  readonly id: string;
  readonly operation: string;
  readonly at: Instant;
}

export interface MadeJournal {
  /** @returns whether the ledger did it; nothing happened where it did not */
  add(entry: MadeJournalEntry, moves: readonly MadeMove[]): boolean;
  /** What was agreed to, where it is more than nothing. */
  agree(transactionId: string, terms: Partial<TracedTerms>): void;
  /** As they were after so many entries; after all, where nobody says. */
  books(entries?: number): TradedBooks;
  readonly length: number;
}

export function madeAmount(text: string): Money {
  const [decimal = '', asset = ''] = text.split(' ');
  const parsed = parseMoney(asset as Asset, decimal);
  assert(parsed.ok, 'a test tells a decimal', { text });
  return parsed.value;
}

export function madeJournal(): MadeJournal {
  const book = createBook();
  const transfers: TracedTransfer[] = [];
  const terms = new Map<string, TracedTerms>();
  let seq = 0;
  return {
    get length() {
      return seq;
    },
    add({ id: transactionId, operation, at }, moves) {
      const next = () => createId({ now: at, random, bucket: bucketOf(PERSON) });
      const made = moves.map(([from, to, amount, network]) => {
        const { asset, units } = madeAmount(amount);
        const unit = { asset, network };
        const sides = { debit: keyOf(from, unit), credit: keyOf(to, unit) };
        return { ...sides, id: next(), transactionId, units };
      });
      const moved = book.apply(
        made.map(({ units: amount, ...one }) => ({ ...one, kind: 'posted', holdId: null, amount })),
      );
      if (!moved.ok) return false;
      seq += 1;
      transfers.push(...made.map((one) => ({ ...one, customerId: PERSON, operation, seq, at })));
      return true;
    },
    agree(transactionId, some) {
      const none = { follows: null, worth: null, charged: null, lots: null };
      terms.set(transactionId, { transactionId, amount: madeAmount('0 USD'), ...none, ...some });
    },
    books: (entries = seq) =>
      booksOf(
        transfers.filter((one) => one.seq <= entries),
        [...terms.values()],
      ),
  };
}

/** Balances by the ledger's own rule, of what is told of it: posted credits less posted debits. */
function booksOf(transfers: readonly TracedTransfer[], terms: readonly TracedTerms[]): TradedBooks {
  const held = new Map<string, { key: AccountKey; units: bigint }>();
  const add = (key: AccountKey, units: bigint) => {
    if (!isCustomerKind(key.kind)) return;
    const name = JSON.stringify(key);
    held.set(name, { key, units: (held.get(name)?.units ?? 0n) + units });
  };
  for (const { debit, credit, units } of transfers) {
    add(debit, -units);
    add(credit, units);
  }
  return { entries: [], transfers, balances: [...held.values()], terms };
}

function keyOf(kind: AccountKind, unit: Pick<AccountKey, 'asset' | 'network'>): AccountKey {
  return { owner: isCustomerKind(kind) ? PERSON : SYSTEM_OWNER, kind, ...unit };
}
