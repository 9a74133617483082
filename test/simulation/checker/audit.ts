// Invariant 12: the audit chain verifies, and any changed, removed or reordered entry is found.
import { assert } from '@diboas/kernel';
import {
  type BadEntry,
  CHAIN_START,
  compareSeals,
  followLinks,
  judgeHead,
  SEALED_TABLES,
  type SealedRow,
} from '@diboas/storage/seals';
import { inOrder, type SimChain } from '../around/sealer.ts';
import type { Chance } from '../ground/chance.ts';
import type { AppendOnly } from '../store/append-only.ts';
import { inSealedOrder } from '../store/appended-text.ts';
import type { Report } from './model/sight.ts';

/** The whole chain is verified again when it has grown by so much, and at the end: else a long seed takes for ever. */
const GROWTH = 2;

/** The verification as an operator runs it, and a count of its own beside it. */
export class AuditCheck {
  readonly #appendOnly: AppendOnly;
  readonly #report: Report;
  /** The seals that were looked at, with their entries, and the entries when all were looked at last. */
  #seals = 0;
  #sealed = 0;
  #entries = 0;

  constructor(appendOnly: AppendOnly, report: Report) {
    this.#appendOnly = appendOnly;
    this.#report = report;
  }

  /** New seals hold the rows of their range; now and then everything is verified. */
  async take(chain: SimChain, keys: readonly string[]): Promise<void> {
    const fresh = chain.seals.slice(this.#seals);
    this.#seals = chain.seals.length;
    for (const { seal } of fresh) this.#sealed += seal.entries;
    if (this.#sealed > this.#entries * GROWTH) return this.verify(chain, keys);
    const from = fresh[0]?.seal.from ?? 0n;
    const rows = this.#appendOnly.between(from, chain.head.upto);
    this.#tell(await compareSeals(fresh, inOrder(rows)));
  }

  /** The chain verifies over all rows, and holds every row below its end, by the count of those who wrote. */
  async verify(chain: SimChain, keys: readonly string[]): Promise<void> {
    this.#entries = entriesOf(chain);
    const { upto } = chain.head;
    this.#tell(await findBad(chain, keys, this.#rowsBelow(upto)));
    const written = this.#appendOnly.written.filter((xact) => xact < upto).length;
    if (written !== this.#entries)
      this.#report(`${this.#entries} rows are sealed, and ${written} were written below ${upto}`);
  }

  /** Verifies, then tampers with a row of a copy, in each way once: its seal must be named, and how it was done. */
  async atTheEnd(chain: SimChain, keys: readonly string[], chance: Chance): Promise<void> {
    await this.verify(chain, keys);
    const rows = this.#rowsBelow(chain.head.upto);
    if (rows.length === 0) return;
    for (const tamper of TAMPERINGS) {
      const tampered = tamper(rows, chance);
      if (tampered) await this.#expectFound(chain, tampered);
    }
  }

  /** All of the chain was found to be whole a moment ago: so only the seals around what was touched are compared again. */
  async #expectFound({ seals }: SimChain, { how, rows, expected }: Tampering): Promise<void> {
    const place = (xact: bigint): number => seals.findIndex((one) => one.seal.upto > xact);
    const around = seals.slice(Math.max(0, place(expected.xact) - 1), place(expected.last) + 2);
    const [from, upto] = [around[0]?.seal.from ?? 0n, around.at(-1)?.seal.upto ?? 0n];
    const inThem = rows.filter(({ xact }) => xact >= from && xact < upto).sort(inSealedOrder);
    const bad = await compareSeals(around, inThem);
    const seal = seals[place(expected.xact)]?.seal.number;
    if (bad?.seal === seal && expected.what.some((what) => what === bad?.what)) return;
    const told = bad ? `seal ${bad.seal}, ${bad.what}` : 'nothing';
    this.#report(`a row of seal ${seal} was ${how}, and the verification found ${told}`);
  }

  #rowsBelow(upto: bigint): SealedRow[] {
    return inOrder(this.#appendOnly.read().filter(({ xact }) => xact < upto));
  }

  #tell(bad: BadEntry | null): void {
    if (bad) this.#report(`seal ${bad.seal}: ${bad.what}`);
  }
}

function entriesOf({ seals }: SimChain): number {
  return seals.reduce((sum, { seal }) => sum + seal.entries, 0);
}

/** What `audit:verify` does with the whole chain. */
async function findBad(
  { seals, head }: SimChain,
  keys: readonly string[],
  rows: readonly SealedRow[],
): Promise<BadEntry | null> {
  const links = followLinks(CHAIN_START, seals, { keys, expect: null });
  const whole = seals.slice(0, links.chain.seals);
  return (await compareSeals(whole, rows)) ?? links.bad ?? judgeHead(head, links.chain.end);
}

interface Tampering {
  readonly how: string;
  readonly rows: readonly SealedRow[];
  /** Where it must be found, and as what. */
  readonly expected: {
    readonly xact: bigint;
    readonly what: readonly BadEntry['what'][];
    /** The highest number that it touches. */
    readonly last: bigint;
  };
}

type Tamper = (rows: readonly SealedRow[], chance: Chance) => Tampering | null;

const TAMPERINGS: readonly Tamper[] = [changed, removed, slippedIn, misplaced, renumbered];

function changed(rows: readonly SealedRow[], chance: Chance): Tampering {
  const { at, row } = anyRow(rows, chance);
  const after = rows.with(at, { ...row, values: changeOne(row, chance) });
  return { how: 'changed', rows: after, expected: { xact: row.xact, last: row.xact, what: ['row_changed'] } };
}

function removed(rows: readonly SealedRow[], chance: Chance): Tampering {
  const { at, row } = anyRow(rows, chance);
  return {
    how: 'removed',
    rows: rows.toSpliced(at, 1),
    expected: { xact: row.xact, last: row.xact, what: ['row_removed'] },
  };
}

function slippedIn(rows: readonly SealedRow[], chance: Chance): Tampering {
  const { row } = anyRow(rows, chance);
  const values = changeOne(row, chance);
  const key = values.with((SEALED_TABLES[row.ordinal]?.key.length ?? 1) - 1, '99999999');
  const after = [...rows, { ...row, values: key }];
  return {
    how: 'slipped in',
    rows: after,
    expected: { xact: row.xact, last: row.xact, what: ['row_added'] },
  };
}

/** A row claims a later transaction, and mostly one of that transaction claims this one's. */
function misplaced(rows: readonly SealedRow[], chance: Chance): Tampering | null {
  const { at, row } = anyRow(rows, chance);
  const other = rows.findIndex((one) => one.xact > row.xact);
  const later = rows[other];
  if (!later) return null;
  const moved = rows.with(at, { ...row, xact: later.xact });
  const after = chance.happens(0.25) ? moved.with(other, { ...later, xact: row.xact }) : moved;
  const what = ['row_changed', 'row_added', 'row_removed'] as const;
  return { how: 'put in another place', rows: after, expected: { xact: row.xact, last: later.xact, what } };
}

/** A row has another number and stands where it stood: nothing but the number itself can tell. */
function renumbered(rows: readonly SealedRow[], chance: Chance): Tampering | null {
  const keepsItsPlace = rows.flatMap((row, at) => {
    const next = rows[at + 1];
    if (!next || next.xact === row.xact) return [];
    const after = { ...row, xact: next.xact };
    return inSealedOrder(after, next) < 0 ? [{ at, after, xact: row.xact, last: next.xact }] : [];
  });
  if (keepsItsPlace.length === 0) return null;
  const { at, after, xact, last } = chance.pick(keepsItsPlace);
  const what = ['row_changed', 'row_removed'] as const;
  return { how: 'renumbered', rows: rows.with(at, after), expected: { xact, last, what } };
}

function anyRow(
  rows: readonly SealedRow[],
  chance: Chance,
): { readonly at: number; readonly row: SealedRow } {
  const at = chance.below(rows.length);
  const row = rows[at];
  assert(row, 'a row to tamper with');
  return { at, row };
}

/** One value that is no part of the key says something else; what was NULL is empty. */
function changeOne({ ordinal, values }: SealedRow, chance: Chance): SealedRow['values'] {
  const keys = SEALED_TABLES[ordinal]?.key.length ?? 0;
  const place = chance.between(keys, values.length - 1);
  const value = values[place] ?? null;
  return values.with(place, value === null ? '' : `${value}0`);
}
