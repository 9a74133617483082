/** Judging seals and rows without a database: what verify.ts does on PostgreSQL, and the simulator in virtual time. */
import { type BadRow, compareRows, type RowName } from './compare.ts';
import { FORM, hasDigest, NO_DIGEST } from './encoding.ts';
import type { MadeSeal } from './make-seals.ts';
import type { Head, StoredSeal } from './seal-rows.ts';
import type { SealedRow } from './sealed-tables.ts';

/** What is wrong with a seal, the head, or what is not sealed yet. */
export type BadChain =
  /** A seal is not what its own digest says, or that digest was not made with the key. */
  | { readonly what: 'seal_changed' }
  /** The seal with this number is gone. */
  | { readonly what: 'seal_removed' }
  /** The seal is whole, but does not carry on the one before it: one of them was made anew. */
  | { readonly what: 'seal_not_linked' }
  /** The chain is sealed with a key up to here, and this seal was made without. */
  | { readonly what: 'seal_without_key' }
  /** The seal was made with a key, which was not given. */
  | { readonly what: 'key_missing' }
  /** The seal was made by a newer version of diBoaS. */
  | { readonly what: 'form_unknown' }
  /** The head is gone or does not agree with the last seal. */
  | { readonly what: 'head_changed' }
  /** No seal has the digest that was expected: the chain was made anew or cut since it was noted. */
  | { readonly what: 'digest_not_found'; readonly digest: string }
  /** A row that is not sealed has a number that the server has not given to anybody. */
  | { readonly what: 'row_from_nowhere'; readonly row: RowName };

/** The first bad entry, in the order of the chain, and the seal it belongs to. */
export type BadEntry = { readonly seal: number } & (BadRow | BadChain);

/** The chain as far as it was followed. */
export interface Chain {
  readonly end: Head;
  readonly entries: number;
  readonly seals: number;
  readonly keyedFrom: number | null;
  readonly expectFound: boolean;
}

export const CHAIN_START: Chain = {
  end: { number: 0, upto: 0n, digest: NO_DIGEST },
  entries: 0,
  seals: 0,
  keyedFrom: null,
  expectFound: false,
};

export interface Known {
  /** Those of the operator that may have sealed; none when the chain is sealed without. */
  readonly keys: readonly string[];
  readonly expect: string | null;
}

/** Follows the seals of a window up to the first bad one, which is named. */
export function followLinks(
  from: Chain,
  window: readonly StoredSeal[],
  { keys, expect }: Known,
): { chain: Chain; bad: BadEntry | null } {
  let chain = from;
  for (const stored of window) {
    const bad = judgeSeal(chain, stored, keys);
    if (bad !== null) return { chain, bad: { seal: chain.end.number + 1, ...bad } };
    const { seal, digest } = stored;
    chain = {
      end: { number: seal.number, upto: seal.upto, digest },
      entries: chain.entries + seal.entries,
      seals: chain.seals + 1,
      keyedFrom: chain.keyedFrom ?? (seal.keyed ? seal.number : null),
      expectFound: chain.expectFound || digest.toString('hex') === expect,
    };
  }
  return { chain, bad: null };
}

function judgeSeal(chain: Chain, { seal, digest }: StoredSeal, keys: readonly string[]): BadChain | null {
  const { end, keyedFrom } = chain;
  if (seal.number !== end.number + 1) return { what: 'seal_removed' };
  if (seal.form !== FORM) return { what: 'form_unknown' };
  if (!seal.keyed && keyedFrom !== null) return { what: 'seal_without_key' };
  if (seal.keyed && keys.length === 0) return { what: 'key_missing' };
  if (!hasDigest(seal, digest, keys)) return { what: 'seal_changed' };
  const linked = seal.previousDigest.equals(end.digest) && seal.from === end.upto;
  return linked ? null : { what: 'seal_not_linked' };
}

/** Compares the rows of seals that follow each other, as one stream in sealed order. */
export async function compareSeals(
  seals: readonly MadeSeal[],
  rows: AsyncIterable<SealedRow> | Iterable<SealedRow>,
): Promise<BadEntry | null> {
  const comparisons = seals.map(({ seal, marks }) => ({ seal, rows: compareRows(seal, marks) }));
  let at = 0;
  for await (const row of rows) {
    while (at < comparisons.length - 1 && row.xact >= (comparisons[at]?.seal.upto ?? 0n)) at += 1;
    comparisons[at]?.rows.add(row);
  }
  for (const { seal, rows: compared } of comparisons) {
    const bad = compared.judge();
    if (bad !== null) return { seal: seal.number, ...bad };
  }
  return null;
}

/** Whether the head agrees with the end of the chain as it was followed. */
export function judgeHead(head: Head | null, end: Head): BadEntry | null {
  if (head !== null && head.number > end.number) return { seal: end.number + 1, what: 'seal_removed' };
  const agrees = head !== null && head.number === end.number && head.digest.equals(end.digest);
  return !agrees || head.upto !== end.upto ? { seal: end.number, what: 'head_changed' } : null;
}
