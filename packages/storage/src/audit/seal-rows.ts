import { assert } from '@diboas/kernel';
import type pg from 'pg';
import type { Seal } from './encoding.ts';

/** A seal with the digest that the next one carries on. */
export interface StoredSeal {
  readonly seal: Seal;
  readonly digest: Buffer;
}

/** Where the chain ends, as its one row says. */
export interface Head {
  readonly number: number;
  readonly upto: bigint;
  readonly digest: Buffer;
}

interface SealRow {
  readonly number: string;
  readonly form: number;
  readonly keyed: boolean;
  readonly from_xact: string;
  readonly upto_xact: string;
  readonly entries: string;
  readonly marks: Buffer;
  readonly marks_hash: Buffer;
  readonly entries_digest: Buffer;
  readonly previous_digest: Buffer;
  readonly digest: Buffer;
  readonly sealed_at: string;
}

const SEAL_COLUMNS = `number, form, keyed, from_xact::text, upto_xact::text, entries, sha256(marks) AS marks_hash,
  entries_digest, previous_digest, digest, sealed_at::text`;

/** The seal with the highest number, whatever the head says. */
export async function readLastSeal(client: pg.ClientBase): Promise<StoredSeal | null> {
  const text = `SELECT ${SEAL_COLUMNS} FROM audit_seals ORDER BY number DESC LIMIT 1`;
  const { rows } = await client.query<SealRow>(text);
  return rows[0] ? decodeSeal(rows[0]) : null;
}

/** Seals with higher numbers than `after`, with their marks. */
export async function readSeals(
  client: pg.ClientBase,
  { after, limit }: { after: number; limit: number },
): Promise<(StoredSeal & { readonly marks: Buffer })[]> {
  const text = `SELECT ${SEAL_COLUMNS}, marks FROM audit_seals WHERE number > $1 ORDER BY number LIMIT $2`;
  const { rows } = await client.query<SealRow>({ text, values: [after, limit] });
  return rows.map((row) => ({ ...decodeSeal(row), marks: row.marks }));
}

function decodeSeal(row: SealRow): StoredSeal {
  const seal = {
    number: Number(row.number),
    form: row.form,
    keyed: row.keyed,
    from: BigInt(row.from_xact),
    upto: BigInt(row.upto_xact),
    entries: Number(row.entries),
    marksHash: row.marks_hash.toString('hex'),
    entriesDigest: row.entries_digest,
    previousDigest: row.previous_digest,
    sealedAt: row.sealed_at,
  };
  return { seal, digest: row.digest };
}

export async function insertSeal(
  client: pg.ClientBase,
  { seal, digest }: StoredSeal,
  marks: Buffer,
): Promise<void> {
  const text = `INSERT INTO audit_seals (number, form, keyed, from_xact, upto_xact, entries, marks, entries_digest,
      previous_digest, digest, sealed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
  const { number, form, keyed, from, upto, entries, entriesDigest, previousDigest, sealedAt } = seal;
  const range = [from.toString(), upto.toString()];
  const digests = [entriesDigest, previousDigest, digest];
  await client.query({ text, values: [number, form, keyed, ...range, entries, marks, ...digests, sealedAt] });
}

interface HeadRow {
  readonly number: string;
  readonly upto_xact: string;
  readonly digest: Buffer;
}

const READ_HEAD = 'SELECT number, upto_xact::text, digest FROM audit_head WHERE chain = 1';

/** Null when somebody has removed the row. */
export async function readHead(client: pg.ClientBase): Promise<Head | null> {
  const { rows } = await client.query<HeadRow>(READ_HEAD);
  return rows[0] ? decodeHead(rows[0]) : null;
}

/** The newest head, locked until the end of the database transaction; null while another node holds it. */
export async function lockHead(client: pg.ClientBase): Promise<Head | null> {
  const { rows } = await client.query<HeadRow>(`${READ_HEAD} FOR UPDATE SKIP LOCKED`);
  return rows[0] ? decodeHead(rows[0]) : null;
}

function decodeHead(row: HeadRow): Head {
  return { number: Number(row.number), upto: BigInt(row.upto_xact), digest: row.digest };
}

export async function moveHead(client: pg.ClientBase, { seal, digest }: StoredSeal): Promise<void> {
  const text = 'UPDATE audit_head SET number = $1, upto_xact = $2, digest = $3 WHERE chain = 1';
  const { rowCount } = await client.query({ text, values: [seal.number, seal.upto.toString(), digest] });
  assert(rowCount === 1, 'the head that was locked is there');
}
