/** Making seals of rows, without a database: what seal.ts does on PostgreSQL, and the simulator in virtual time. */
import {
  chainEntry,
  digestSeal,
  FORM,
  hasDigest,
  hashRow,
  markOf,
  NO_DIGEST,
  type Seal,
  sha256,
} from './encoding.ts';
import type { Head, StoredSeal } from './seal-rows.ts';
import type { SealedRow } from './sealed-tables.ts';

/**
 * Why nothing can be sealed until a person has looked.
 * - `chain_broken`: the last seal is not what the head says, or was not made with one of these keys. Run the verification.
 * - `key_missing`: the chain is sealed with a key, and none was given.
 * - `numbers_went_back`: the server counts transactions from a lower number than was sealed already, as it does after
 *   a restore from a dump.
 */
export type SealRefusal = 'chain_broken' | 'key_missing' | 'numbers_went_back';

/** A chain is carried on only from an end that is whole. `last` is the seal with the highest number. */
export function refuseToContinue(
  head: Head,
  last: StoredSeal | null,
  keys: readonly string[],
): SealRefusal | null {
  if (last === null) return head.number === 0 && head.digest.equals(NO_DIGEST) ? null : 'chain_broken';
  const { seal, digest } = last;
  if (seal.number !== head.number || seal.upto !== head.upto || !digest.equals(head.digest))
    return 'chain_broken';
  if (seal.keyed && keys.length === 0) return 'key_missing';
  return hasDigest(seal, digest, keys) ? null : 'chain_broken';
}

export interface SealRange {
  /** The end of the chain, where the first new seal begins. */
  readonly head: Head;
  /** The horizon: every row below it is there for good. */
  readonly upto: bigint;
  /** The entries after which a seal is closed; one database transaction is never split over two. */
  readonly limit: number;
  /** The one that seals from now on; null seals without. */
  readonly key: string | null;
  /** PostgreSQL's text of the time in UTC. */
  readonly sealedAt: string;
}

/** A seal with its marks, as it is to be kept. */
export interface MadeSeal extends StoredSeal {
  readonly marks: Buffer;
}

/** The seals of all rows from the head to the horizon, which must come in sealed order; none when there is no row. */
export async function* sealRows(
  rows: AsyncIterable<SealedRow> | Iterable<SealedRow>,
  { head, upto, limit, key, sealedAt }: SealRange,
): AsyncGenerator<MadeSeal> {
  let open = openSeal(head);
  function close(end: bigint): MadeSeal {
    const { seal, marks } = open.close({ upto: end, keyed: key !== null, sealedAt });
    const digest = digestSeal(seal, key);
    open = openSeal({ number: seal.number, upto: end, digest });
    return { seal, digest, marks };
  }
  for await (const row of rows) {
    if (open.isFull(row, limit)) yield close(row.xact);
    open.add(row);
  }
  if (!open.isEmpty()) yield close(upto);
}

/** A seal that rows are being added to, after the seal that `previous` describes. */
function openSeal(previous: Head) {
  const marks: Buffer[] = [];
  let chain = previous.digest;
  let lastXact: bigint | null = null;
  return {
    isEmpty: () => marks.length === 0,
    isFull: (next: SealedRow, limit: number) => marks.length >= limit && next.xact !== lastXact,
    add(row: SealedRow): void {
      const rowHash = hashRow(row);
      chain = chainEntry(chain, rowHash);
      marks.push(markOf(row, rowHash));
      lastXact = row.xact;
    },
    close(end: Pick<Seal, 'upto' | 'keyed' | 'sealedAt'>): { seal: Seal; marks: Buffer } {
      const all = Buffer.concat(marks);
      const seal = {
        number: previous.number + 1,
        form: FORM,
        from: previous.upto,
        entries: marks.length,
        marksHash: sha256(all).toString('hex'),
        entriesDigest: chain,
        previousDigest: previous.digest,
        ...end,
      };
      return { seal, marks: all };
    },
  };
}
