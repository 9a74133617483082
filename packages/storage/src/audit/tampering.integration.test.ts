import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealedDatabase, type SealedDatabase, type Template } from '../testing/sealed-database.ts';
import { SEALED_TABLES, type SealedTable } from './sealed-tables.ts';

let template: Template;
let database: SealedDatabase;
let root: pg.Pool;

beforeAll(async () => {
  const original = await createSealedDatabase(500);
  for (let index = 0; index < 4; index += 1) {
    await original.live();
    await original.live();
    await original.sealAll({ limit: 20 });
  }
  const report = await original.verify();
  if (!report.ok || report.seals < 4) throw new Error('the template has a chain of four seals at least');
  // An intruder who may do everything takes away what would stop them.
  await original.root.query(`DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
      WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.t, one.conname); END LOOP; END $$`);
  template = await original.becomeTemplate();
});
afterAll(() => template.drop());
beforeEach(async () => {
  database = await template.copy();
  root = database.root;
  return () => database.drop();
});

interface Place {
  readonly key: Record<string, string>;
  readonly seal: number;
  readonly where: string;
}

/** The row in the middle of a table's sealed order, with the seal that covers it. */
async function middleRow(table: SealedTable): Promise<Place> {
  const columns = table.key.map((name) => `t.${name}::text`);
  const { rows } = await root.query<Record<string, string>>(
    `SELECT ${columns.join(', ')}, s.number::text AS seal
     FROM ${table.name} t JOIN audit_seals s ON t.xact >= s.from_xact AND t.xact < s.upto_xact
     ORDER BY t.xact, t.${table.key.join(', t.')} OFFSET (SELECT count(*) / 2 FROM ${table.name}) LIMIT 1`,
  );
  const [{ seal = '', ...key } = {}] = rows;
  const where = Object.entries(key).map(([name, value]) => `${name}::text = '${value}'`);
  return { key, seal: Number(seal), where: where.join(' AND ') };
}

/** Another value of the same type that differs as little as possible. */
const OTHER_VALUE: Readonly<Record<string, (name: string) => string>> = {
  uuid: () => "'00000000-0000-4000-8000-000000000001'",
  text: (name) => `coalesce(${name}, '') || '.'`,
  json: (name) => `(${name}::text || ' ')::json`,
  'timestamp with time zone': (name) => `${name} + interval '1 microsecond'`,
  numeric: (name) => `${name} + 1`,
  bigint: (name) => `${name} + 1000`,
  smallint: (name) => `(${name} + 1) % 32`,
  boolean: (name) => `NOT ${name}`,
  bytea: (name) => `sha256(${name})`,
  xid8: (name) => `(${name}::text::bigint + 1)::text::xid8`,
};

describe('M13 A12 a changed value is found [past.changed]', () => {
  it.each(SEALED_TABLES.map((table) => [table.name, table] as const))('in %s', async (_name, table) => {
    const { key, seal, where } = await middleRow(table);
    const types = await root.query<{ name: string; type: string }>(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = $1`,
      [table.name],
    );
    const typeOf = new Map(types.rows.map(({ name, type }) => [name, type]));
    for (const name of table.rest) {
      const kept = await root.query<{ old: string | null }>(
        `SELECT ${name}::text AS old FROM ${table.name} WHERE ${where}`,
      );
      const type = typeOf.get(name) ?? '';
      await root.query(`UPDATE ${table.name} SET ${name} = ${OTHER_VALUE[type]?.(name)} WHERE ${where}`);
      const bad = { what: 'row_changed', seal, row: { table: table.name, key } };
      expect(await database.verify(), name).toMatchObject({ ok: false, bad });
      await root.query(`UPDATE ${table.name} SET ${name} = $1::text::${type} WHERE ${where}`, [
        kept.rows[0]?.old,
      ]);
    }
    expect(await database.verify()).toMatchObject({ ok: true });
  });

  it('also where NULL became an empty text, and the other way round', async () => {
    await root.query('ALTER TABLE inbox ALTER COLUMN payload_digest DROP NOT NULL');
    await root.query('UPDATE inbox SET payload_digest = NULL WHERE payload_digest IS NOT NULL');
    expect(await database.verify()).toMatchObject({ ok: false, bad: { what: 'row_changed' } });
  });

  it('in a key: the row is gone from its place', async () => {
    for (const table of SEALED_TABLES) {
      const { seal, where } = await middleRow(table);
      const name = table.key.at(-1) ?? '';
      const value = table.name === 'journal' ? 'seq + 1000' : "'ffffffff-ffff-4fff-bfff-ffffffffffff'";
      const old = await root.query<{ old: string }>(
        `SELECT ${name}::text AS old FROM ${table.name} WHERE ${where}`,
      );
      const changed = await root.query(
        `UPDATE ${table.name} SET ${name} = ${value} WHERE ${where} RETURNING ${name}::text AS now`,
      );
      const report = await database.verify();
      expect(report, table.name).toMatchObject({ ok: false, bad: { seal } });
      const rest = where.replaceAll(`'${old.rows[0]?.old}'`, `'${changed.rows[0]?.now}'`);
      const back = table.name === 'journal' ? 'seq - 1000' : `'${old.rows[0]?.old}'`;
      await root.query(`UPDATE ${table.name} SET ${name} = ${back} WHERE ${rest}`);
    }
    expect(await database.verify()).toMatchObject({ ok: true });
  });
});

describe('M13 A12 a removed row is found [past.changed]', () => {
  it.each(SEALED_TABLES.map((table) => [table.name, table] as const))('in %s', async (name, table) => {
    const { seal, where } = await middleRow(table);
    await root.query(`DELETE FROM ${name} WHERE ${where}`);
    const bad = { what: 'row_removed', seal, table: name };
    expect(await database.verify()).toMatchObject({ ok: false, bad });
  });

  it('and the row before it is named', async () => {
    const [{ xact } = { xact: '' }] = (
      await root.query<{ xact: string }>('SELECT min(xact)::text AS xact FROM inbox')
    ).rows;
    await root.query('DELETE FROM journal WHERE xact = $1', [xact]);
    // The commit of a webhook has rows of the inbox, the journal and the ledger, in this order.
    const bad = { what: 'row_removed', table: 'journal', after: { table: 'inbox' } };
    expect(await database.verify()).toMatchObject({ ok: false, bad });
  });

  it('also when it was the first, the last, or when all are gone', async () => {
    const [{ first, last } = { first: '', last: '' }] = (
      await root.query<{ first: string; last: string }>(
        `SELECT min(xact)::text AS first, max(xact)::text AS last FROM (
           SELECT xact FROM idempotency_keys UNION ALL SELECT xact FROM audit) AS both_tables`,
      )
    ).rows;
    await root.query('DELETE FROM audit WHERE xact = $1', [last]);
    expect(await database.verify()).toMatchObject({
      ok: false,
      bad: { what: 'row_removed', table: 'audit' },
    });
    await root.query('DELETE FROM idempotency_keys WHERE xact = $1', [first]);
    const bad = { seal: 1, what: 'row_removed', table: 'idempotency_keys', after: null };
    expect(await database.verify()).toMatchObject({ ok: false, bad, entries: 0, seals: 0 });
    for (const { name } of SEALED_TABLES) await root.query(`DELETE FROM ${name}`);
    expect(await database.verify()).toMatchObject({ ok: false, bad });
  });
});

describe('a row that was slipped in is found', () => {
  it.each(SEALED_TABLES.map((table) => [table.name, table] as const))('into %s', async (name, table) => {
    const { seal, where } = await middleRow(table);
    const last = table.key.at(-1) ?? '';
    const other = table.name === 'journal' ? '7777' : "'ffffffff-ffff-4fff-bfff-fffffffffff1'";
    await root.query(`CREATE TEMP TABLE slipped AS SELECT * FROM ${name} WHERE ${where};
      UPDATE slipped SET ${last} = ${other}${table.name === 'transfers' ? ', hold_id = NULL' : ''};
      INSERT INTO ${name} SELECT * FROM slipped; DROP TABLE slipped`);
    const bad = { what: 'row_added', seal, row: { table: name, key: { [last]: other.replaceAll("'", '') } } };
    expect(await database.verify()).toMatchObject({ ok: false, bad });
  });

  it('also when its number is of no seal yet, and of no transaction', async () => {
    await root.query(`INSERT INTO audit (bucket, xact, audit_id, at, actor, act, subject, detail)
      SELECT bucket, '900000000000', gen_random_uuid(), at, actor, act, subject, detail FROM audit LIMIT 1`);
    const bad = { what: 'row_from_nowhere', row: { table: 'audit' } };
    expect(await database.verify()).toMatchObject({ ok: false, bad });
  });
});

const JOURNAL = { name: 'journal', key: ['bucket', 'customer_id', 'seq'], rest: [] };

describe('M13 A12 another order is found [past.changed]', () => {
  it('when two rows swap their numbers', async () => {
    const { rows } = await root.query<{ first: string; second: string; seal: string }>(
      `SELECT a.xact::text AS first, b.xact::text AS second, s.number AS seal
       FROM journal a JOIN journal b ON b.xact > a.xact
       JOIN audit_seals s ON a.xact >= s.from_xact AND a.xact < s.upto_xact ORDER BY a.xact, b.xact LIMIT 1`,
    );
    const [{ first, second, seal } = { first: '', second: '', seal: '' }] = rows;
    await root.query(
      `UPDATE journal SET xact = CASE xact WHEN $1::xid8 THEN $2::xid8 ELSE $1::xid8 END WHERE xact IN ($1, $2)`,
      [first, second],
    );
    const report = await database.verify();
    expect(report).toMatchObject({ ok: false, bad: { seal: Number(seal) } });
  });

  it('when one row claims a later transaction, in its seal or in another', async () => {
    for (const step of [1, 3, 50]) {
      const { key, where, seal } = await middleRow(JOURNAL);
      const move = (by: number) =>
        root.query(`UPDATE journal SET xact = (xact::text::bigint + ${by})::text::xid8 WHERE ${where}`);
      await move(step);
      const report = await database.verify();
      expect(report, `${JSON.stringify(key)} by ${step}`).toMatchObject({ ok: false, bad: { seal } });
      await move(-step);
    }
    expect(await database.verify()).toMatchObject({ ok: true });
  });
});

describe('a seal that was touched is found', () => {
  it.each([
    ['sealed_at', "sealed_at + interval '1 second'"],
    ['entries', 'entries + 1'],
    ['upto_xact', '(upto_xact::text::bigint + 1)::text::xid8'],
    ['from_xact', '(from_xact::text::bigint - 1)::text::xid8'],
    ['marks', 'set_byte(marks, 3, get_byte(marks, 3) # 1)'],
    ['entries_digest', 'set_byte(entries_digest, 0, get_byte(entries_digest, 0) # 1)'],
    ['previous_digest', 'set_byte(previous_digest, 0, get_byte(previous_digest, 0) # 1)'],
    ['digest', 'set_byte(digest, 0, get_byte(digest, 0) # 1)'],
  ])('in its %s', async (column, value) => {
    await root.query(`UPDATE audit_seals SET ${column} = ${value} WHERE number = 2`);
    expect(await database.verify()).toMatchObject({
      ok: false,
      seals: 1,
      bad: { seal: 2, what: 'seal_changed' },
    });
  });

  it('when one in the middle, the first or the last was removed', async () => {
    const last = await database.verify();
    for (const number of [last.seals, 3, 1]) {
      await root.query('DELETE FROM audit_seals WHERE number = $1', [number]);
      const bad = { seal: number, what: 'seal_removed' };
      expect(await database.verify()).toMatchObject({ ok: false, bad });
    }
    await root.query('DELETE FROM audit_seals');
    expect(await database.verify()).toMatchObject({ ok: false, bad: { seal: 1, what: 'seal_removed' } });
  });

  it('when two change places', async () => {
    await root.query(`UPDATE audit_seals SET number = 1000 WHERE number = 2;
      UPDATE audit_seals SET number = 2 WHERE number = 3; UPDATE audit_seals SET number = 3 WHERE number = 1000`);
    expect(await database.verify()).toMatchObject({ ok: false, bad: { seal: 2, what: 'seal_changed' } });
  });

  it('when the head was moved or removed', async () => {
    await root.query('UPDATE audit_head SET number = number - 1');
    expect(await database.verify()).toMatchObject({ ok: false, bad: { what: 'head_changed' } });
    await root.query('DELETE FROM audit_head');
    expect(await database.verify()).toMatchObject({ ok: false, bad: { what: 'head_changed' } });
  });

  it('by the digest that was noted elsewhere, when the end of the chain was made anew', async () => {
    const noted = await database.verify();
    const digest = noted.ok ? noted.digest : null;
    // The intruder cuts off the last seal, changes a row of it, mends the head, and lets the sealer do the rest.
    await root.query(`UPDATE audit SET subject = 'somebody else' WHERE xact >= (SELECT max(from_xact) FROM audit_seals);
      DELETE FROM audit_seals WHERE number = (SELECT number FROM audit_head);
      UPDATE audit_head h SET number = s.number, upto_xact = s.upto_xact, digest = s.digest FROM audit_seals s
        WHERE s.number = h.number - 1`);
    await database.sealAll();
    expect(await database.verify()).toMatchObject({ ok: true });
    const report = await database.verify({ expect: digest });
    expect(report).toMatchObject({ ok: false, bad: { what: 'digest_not_found', digest } });
  });
});
