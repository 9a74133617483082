/**
 * Seals what was added since the last seal: docs/audit.md.
 *
 * The horizon is the lowest number of a database transaction that has not ended (pg_snapshot_xmin). Every row below it
 * is committed or will never be, so the rows below it are the same for whoever reads them from now on: a slow commit
 * keeps the horizon below itself, and is sealed when it has ended. This is why READ COMMITTED is enough here.
 */
import { accept, formatInstant, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type pg from 'pg';
import { chainEntry, digestSeal, FORM, hashRow, markOf, NO_DIGEST, type Seal, sha256 } from './encoding.ts';
import { READ_SETTINGS, readRows } from './read-rows.ts';
import { type Head, insertSeal, lockHead, moveHead, readHead, readLastSeal } from './seal-rows.ts';
import { SEALED_TABLES, type SealedRow, XACT, type XactRange } from './sealed-tables.ts';
import { inTransaction } from './transaction.ts';

export interface SealOptions {
  readonly pool: pg.Pool;
  readonly now: Instant;
  /**
   * The entries after which a seal is closed and the next one begun. One database transaction is never split over
   * two seals, so a seal has more when a transaction has.
   */
  readonly limit?: number;
  /** The operator's key: with it, nobody without it can make a seal. */
  readonly key?: string | null;
}

/** What one call sealed; nothing when there was nothing new, or when another node was sealing. */
export interface Sealing {
  readonly entries: number;
  readonly seals: number;
  /** The end of the chain, to be noted somewhere else; null when this call made no seal. */
  readonly last: { readonly number: number; readonly digest: string } | null;
}

/**
 * Why nothing can be sealed until a person has looked.
 * - `chain_broken`: the last seal is not what the head says, or was not made with this key. Run the verification.
 * - `key_missing`: the chain is sealed with a key, and none was given.
 * - `numbers_went_back`: the server counts transactions from a lower number than was sealed already, as it does after
 *   a restore from a dump.
 */
export type SealRefusal = 'chain_broken' | 'key_missing' | 'numbers_went_back';

const SEAL_ENTRIES = 10_000;
const NOTHING: Sealing = { entries: 0, seals: 0, last: null };

export async function sealAudit(options: SealOptions): Promise<Outcome<Sealing, SealRefusal>> {
  const { pool, now, limit = SEAL_ENTRIES, key = null } = options;
  return inTransaction(pool, `BEGIN; ${READ_SETTINGS}`, async (client) => {
    // Looked at before anything is locked, because a lock costs a transaction number and a write.
    const before = await readHead(client);
    if (before === null) return refuse('chain_broken');
    const glance = await readHorizon(client);
    if (glance < before.upto) return refuse('numbers_went_back');
    if (!(await hasRows(client, { from: before.upto, upto: glance }))) return accept(NOTHING);
    const head = await lockHead(client);
    if (head === null) return accept(NOTHING);
    const broken = await refuseToContinue(client, head, key);
    if (broken !== null) return refuse(broken);
    // Read after the lock: the sealer before us may have had a later horizon than our first one.
    const upto = await readHorizon(client);
    return accept(await sealRange(client, { head, upto, limit, key, sealedAt: await timeText(client, now) }));
  });
}

async function readHorizon(client: pg.ClientBase): Promise<bigint> {
  const text = 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon';
  const { rows } = await client.query<{ horizon: string }>(text);
  return BigInt(rows[0]?.horizon ?? 0);
}

async function hasRows(client: pg.ClientBase, { from, upto }: XactRange): Promise<boolean> {
  const some = SEALED_TABLES.map(
    ({ name }) => `EXISTS (SELECT FROM ${name} WHERE ${XACT} >= ${from} AND ${XACT} < ${upto})`,
  );
  const { rows } = await client.query<{ found: boolean }>(`SELECT ${some.join(' OR ')} AS found`);
  return rows[0]?.found ?? false;
}

/** A chain is carried on only from an end that is whole. */
async function refuseToContinue(
  client: pg.ClientBase,
  head: Head,
  key: string | null,
): Promise<SealRefusal | null> {
  const last = await readLastSeal(client);
  if (last === null) return head.number === 0 && head.digest.equals(NO_DIGEST) ? null : 'chain_broken';
  const { seal, digest } = last;
  if (seal.number !== head.number || seal.upto !== head.upto || !digest.equals(head.digest))
    return 'chain_broken';
  if (seal.keyed && key === null) return 'key_missing';
  return digestSeal(seal, seal.keyed ? key : null).equals(digest) ? null : 'chain_broken';
}

/** The text under which the time will be read again. */
async function timeText(client: pg.ClientBase, now: Instant): Promise<string> {
  const query = { text: 'SELECT $1::timestamptz::text AS at', values: [formatInstant(now)] };
  const { rows } = await client.query<{ at: string }>(query);
  return rows[0]?.at ?? '';
}

interface Range {
  readonly head: Head;
  readonly upto: bigint;
  readonly limit: number;
  readonly key: string | null;
  readonly sealedAt: string;
}

async function sealRange(client: pg.ClientBase, range: Range): Promise<Sealing> {
  const { head, upto, limit, key, sealedAt } = range;
  let sealing = NOTHING;
  let open = openSeal(head);
  async function close(end: bigint): Promise<void> {
    const { seal, marks } = open.close({ upto: end, keyed: key !== null, sealedAt });
    const digest = digestSeal(seal, key);
    await insertSeal(client, { seal, digest }, marks);
    await moveHead(client, { seal, digest });
    const last = { number: seal.number, digest: digest.toString('hex') };
    sealing = { entries: sealing.entries + seal.entries, seals: sealing.seals + 1, last };
    open = openSeal({ number: seal.number, upto: end, digest });
  }
  for await (const row of readRows(client, { from: head.upto, upto })) {
    if (open.isFull(row, limit)) await close(row.xact);
    open.add(row);
  }
  if (!open.isEmpty()) await close(upto);
  return sealing;
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
