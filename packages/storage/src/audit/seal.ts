/**
 * Seals what was added since the last seal: docs/audit.md.
 *
 * The horizon is the lowest number of a database transaction that has not ended (pg_snapshot_xmin). Every row below it
 * is committed or will never be, so the rows below it are the same for whoever reads them from now on: a slow commit
 * keeps the horizon below itself, and is sealed when it has ended. This is why READ COMMITTED is enough here.
 */
import { accept, formatInstant, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type pg from 'pg';
import { refuseToContinue, type SealRange, type SealRefusal, sealRows } from './make-seals.ts';
import { READ_SETTINGS, readRows } from './read-rows.ts';
import { insertSeal, lockHead, moveHead, readHead, readLastSeal } from './seal-rows.ts';
import { SEALED_TABLES, XACT, type XactRange } from './sealed-tables.ts';
import { inLongTransaction } from './transaction.ts';

export interface SealOptions {
  readonly pool: pg.Pool;
  readonly now: Instant;
  /**
   * The entries after which a seal is closed and the next one begun. One database transaction is never split over
   * two seals, so a seal has more when a transaction has.
   */
  readonly limit?: number;
  /** The operator's keys: the first seals, so that nobody without it can; all are good for what was sealed before. */
  readonly keys?: readonly string[];
}

/** What one call sealed; nothing when there was nothing new, or when another node was sealing. */
export interface Sealing {
  readonly entries: number;
  readonly seals: number;
  /** The end of the chain, to be noted somewhere else; null when this call made no seal. */
  readonly last: { readonly number: number; readonly digest: string } | null;
}

const SEAL_ENTRIES = 10_000;
const NOTHING: Sealing = { entries: 0, seals: 0, last: null };

export async function sealAudit(options: SealOptions): Promise<Outcome<Sealing, SealRefusal>> {
  const { pool, now, limit = SEAL_ENTRIES, keys = [] } = options;
  return inLongTransaction(pool, `BEGIN; ${READ_SETTINGS}`, async (client) => {
    // Looked at before anything is locked, because a lock costs a transaction number and a write.
    const before = await readHead(client);
    if (before === null) return refuse('chain_broken');
    const glance = await readHorizon(client);
    if (glance < before.upto) return refuse('numbers_went_back');
    if (!(await hasRows(client, { from: before.upto, upto: glance }))) return accept(NOTHING);
    const head = await lockHead(client);
    if (head === null) return accept(NOTHING);
    const broken = refuseToContinue(head, await readLastSeal(client), keys);
    if (broken !== null) return refuse(broken);
    // Read after the lock: the sealer before us may have had a later horizon than our first one.
    const upto = await readHorizon(client);
    const range = { head, upto, limit, key: keys[0] ?? null, sealedAt: await timeText(client, now) };
    return accept(await keepSeals(client, range));
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

/** The text under which the time will be read again. */
async function timeText(client: pg.ClientBase, now: Instant): Promise<string> {
  const query = { text: 'SELECT $1::timestamptz::text AS at', values: [formatInstant(now)] };
  const { rows } = await client.query<{ at: string }>(query);
  return rows[0]?.at ?? '';
}

async function keepSeals(client: pg.ClientBase, range: SealRange): Promise<Sealing> {
  let sealing = NOTHING;
  for await (const { seal, digest, marks } of sealRows(
    readRows(client, { from: range.head.upto, upto: range.upto }),
    range,
  )) {
    await insertSeal(client, { seal, digest }, marks);
    await moveHead(client, { seal, digest });
    const last = { number: seal.number, digest: digest.toString('hex') };
    sealing = { entries: sealing.entries + seal.entries, seals: sealing.seals + 1, last };
  }
  return sealing;
}
