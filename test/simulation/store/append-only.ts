import { assert, type Bucket, bucketOf } from '@diboas/kernel';
import type { TransactionStore, Writes } from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import type { Appended, AppendedRow } from './appended-text.ts';
import { Numbers } from './numbers.ts';

type Commit<Result> = (
  bucket: Bucket,
  scope: Parameters<TransactionStore['commit']>[1],
  decide: (loaded: Parameters<Parameters<TransactionStore['commit']>[2]>[0]) => {
    readonly writes: Writes;
    readonly result: Result;
  },
) => Promise<Result>;

/**
 * The append-only tables of the memory store: which database transaction wrote which row. Everything that adds a row
 * goes through `rows`, or through `commitAs` when its number was taken before.
 */
export class AppendOnly {
  readonly numbers = new Numbers();
  readonly rows: MemoryStore;
  /** The number of every row that was ever written, in the order of writing: what the count of the seals is held against. */
  readonly written: bigint[] = [];
  /** The highest number that a row has. */
  highest = 0n;
  readonly #inner: MemoryStore;
  readonly #born = new Map<string, AppendedRow>();
  readonly #byNumber = new Map<bigint, AppendedRow[]>();
  readonly #onAppended: () => void;

  constructor(inner: MemoryStore, onAppended: () => void) {
    this.#inner = inner;
    this.#onAppended = onAppended;
    this.rows = {
      ...inner,
      commit: (bucket, scope, decide) => this.commitAs(this.numbers.take(), bucket, scope, decide),
      append: async (bucket, entries) => {
        await inner.append(bucket, entries);
        this.#keepAlone(
          bucket,
          entries.map((row) => ({ table: 'audit', row })),
        );
      },
      changeStanding: async (change) => {
        const isChanged = await inner.changeStanding(change);
        if (isChanged) this.#keepAlone(bucketOf(change.customerId), [{ table: 'audit', row: change.audit }]);
        return isChanged;
      },
      fundFloat: async (funding) => {
        const isDone = await inner.fundFloat(funding);
        if (isDone) this.#keepAlone(funding.bucket, [{ table: 'audit', row: funding.audit }]);
        return isDone;
      },
      quarantine: async (event) => {
        await inner.quarantine(event);
        const row = inner.all('inbox').find((one) => one.event === event);
        if (row) this.#keepAlone(bucketOf(event.provider), [{ table: 'inbox', row }]);
      },
    };
  }

  /** A commit whose database transaction took its number earlier. Either way the number ends with it. */
  async commitAs<Result>(
    xact: bigint,
    ...[bucket, scope, decide]: Parameters<Commit<Result>>
  ): Promise<Result> {
    let appended: readonly Appended[] = [];
    try {
      const result = await this.#inner.commit(bucket, scope, (loaded) => {
        const decided = decide(loaded);
        appended = appendedBy(decided.writes);
        return decided;
      });
      this.#keep(xact, bucket, appended);
      return result;
    } finally {
      this.numbers.end(xact);
    }
  }

  /** The rows of these numbers as they were written; `upto` is not among them. */
  between(from: bigint, upto: bigint): readonly AppendedRow[] {
    const rows: AppendedRow[] = [];
    for (let xact = from; xact < upto; xact += 1n) rows.push(...(this.#byNumber.get(xact) ?? []));
    return rows;
  }

  /** All rows as they are now: read from the store wherever it shows them. */
  read(): readonly AppendedRow[] {
    const born = (appended: Appended): AppendedRow => {
      const found = this.#born.get(nameOf(appended));
      assert(found, 'a row was written past the database', { name: nameOf(appended) });
      return found;
    };
    const { all, audit, journal } = this.#inner;
    const unseen = [...this.#born.values()].filter(({ table }) => UNSEEN.has(table));
    return [
      ...unseen,
      ...audit().map((row) => ({ ...born({ table: 'audit', row }), table: 'audit', row }) as const),
      ...all('inbox').map((row) => ({ ...born({ table: 'inbox', row }), table: 'inbox', row }) as const),
      ...all('items').map(
        (row) => ({ ...born({ table: 'operator_items', row }), table: 'operator_items', row }) as const,
      ),
      ...journal().map((row) => ({ ...born({ table: 'journal', row }), table: 'journal', row }) as const),
      ...all('transfers').map((row) => {
        const known = born({ table: 'transfers', row, at: 0 });
        assert(known.table === 'transfers', 'a transfer was written as one');
        return { ...known, row };
      }),
    ];
  }

  #keepAlone(bucket: Bucket, appended: readonly Appended[]): void {
    const xact = this.numbers.take();
    this.#keep(xact, bucket, appended);
    this.numbers.end(xact);
  }

  #keep(xact: bigint, bucket: Bucket, appended: readonly Appended[]): void {
    if (appended.length === 0) return;
    const rows = appended.map((one) => ({ ...one, bucket, xact }));
    for (const row of rows) this.#born.set(nameOf(row), row);
    for (const row of rows) this.written.push(row.xact);
    this.#byNumber.set(xact, rows);
    if (xact > this.highest) this.highest = xact;
    this.#onAppended();
  }
}

/** Tables that the memory store does not show. */
const UNSEEN: ReadonlySet<Appended['table']> = new Set(['quotes', 'idempotency_keys', 'item_closings']);

function appendedBy(writes: Writes): readonly Appended[] {
  return [
    ...writes.audit.map((row) => ({ table: 'audit', row }) as const),
    ...writes.keyUses.map((row) => ({ table: 'idempotency_keys', row }) as const),
    ...writes.inbox.map((row) => ({ table: 'inbox', row }) as const),
    ...writes.closings.map((row) => ({ table: 'item_closings', row }) as const),
    ...writes.journal.map((row) => ({ table: 'journal', row }) as const),
    ...writes.items.map((row) => ({ table: 'operator_items', row }) as const),
    // Of every transaction that begins: a person's offer becomes a quote, others bring their own terms.
    ...writes.transactions
      .filter(({ isNew }) => isNew)
      .map(({ transaction }) => ({ table: 'quotes', row: transaction.terms }) as const),
    ...writes.transfers.map(({ transfer, at }) => ({ table: 'transfers', row: transfer, at }) as const),
  ];
}

/** By its table and primary key. */
function nameOf(appended: Appended): string {
  switch (appended.table) {
    case 'idempotency_keys':
      return `key ${appended.row.customerId} ${appended.row.key}`;
    case 'inbox':
      return `inbox ${appended.row.event.provider} ${appended.row.event.eventId}`;
    case 'item_closings':
      return `closing ${appended.row.itemId}`;
    case 'journal':
      return `journal ${appended.row.customerId} ${appended.row.seq}`;
    default:
      return `${appended.table} ${appended.row.id}`;
  }
}
