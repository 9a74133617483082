import { beforeEach, describe, expect, it } from 'vitest';
import { createSealedDatabase, type SealedDatabase, waitUntil } from '../testing/sealed-database.ts';
import { sealAudit } from './seal.ts';
import { SEALED_TABLES } from './sealed-tables.ts';
import { createSealer, type SealTrouble } from './sealer.ts';

let database: SealedDatabase;
let seed = 100;

beforeEach(async () => {
  seed += 1;
  database = await createSealedDatabase(seed);
  return () => database.drop();
});

describe('the sealer', () => {
  it('knows every column of every table that has numbers, or that the application may only add to', async () => {
    // Lists that others publish are no record of ours: that one was taken in is told by the audit, in the same commit. Rules
    // are called by a digest of theirs, which what was decided by them names. Days of portfolios are figures by prices of others, and
    // nothing is decided by them.
    const { rows } = await database.root.query<{ name: string; columns: string[] }>(
      `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attname::text) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('audit_seals', 'auth_users', 'sanctions_versions', 'compliance_rules', 'portfolio_days', 'strategy_days')
         AND (EXISTS (SELECT FROM pg_attribute x WHERE x.attrelid = c.oid AND x.attname = 'xact')
           OR (has_table_privilege('diboas_app', c.oid, 'INSERT') AND NOT has_table_privilege('diboas_app', c.oid, 'DELETE')
             AND NOT has_any_column_privilege('diboas_app', c.oid, 'UPDATE')))
       GROUP BY 1 ORDER BY 1`,
    );
    const known = SEALED_TABLES.map(({ name, key, rest }) => {
      return { name, columns: [...key, ...rest, 'xact'].toSorted() };
    });
    expect(rows).toEqual(known);
  });

  it('makes no seal of nothing, and uses up no transaction number', async () => {
    expect(await database.seal()).toEqual({ entries: 0, seals: 0, last: null });
    expect(await database.verify()).toEqual({
      ok: true,
      entries: 0,
      seals: 0,
      unsealed: 0,
      digest: null,
      keyedFrom: null,
    });
  });

  it('seals what the store wrote, in chunks that never split a transaction', async () => {
    for (let index = 0; index < 5; index += 1) await database.live();
    const unsealed = await database.countRows();
    expect(await database.verify()).toMatchObject({ ok: true, entries: 0, unsealed });
    await database.sealAll({ limit: 4 });
    const report = await database.verify();
    expect(report).toMatchObject({ ok: true, entries: unsealed, unsealed: 0 });
    expect(report.seals).toBeGreaterThan(5);
    const split = await database.root.query(
      `SELECT FROM journal j JOIN transfers t USING (xact)
       JOIN audit_seals s ON j.xact >= s.from_xact AND j.xact < s.upto_xact
       WHERE NOT (t.xact >= s.from_xact AND t.xact < s.upto_xact)`,
    );
    expect(split.rowCount).toBe(0);
  });

  it('orders numbers as numbers: 9 comes before 10', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    await database.root.query(
      `INSERT INTO journal (bucket, xact, customer_id, seq, transaction_id, at, cause, events)
       SELECT b, x::text::xid8, md5(x::text)::uuid, s, '${id}', 'epoch', 'test', '[]'
       FROM unnest('{9, 10, 300}'::int[]) x, unnest('{2, 10}'::int[]) b, unnest('{9, 10}'::int[]) s`,
    );
    await database.sealAll({ limit: 1 });
    const seals = await database.root.query(
      'SELECT upto_xact::text AS upto FROM audit_seals ORDER BY number',
    );
    expect(seals.rows.slice(0, 2)).toEqual([{ upto: '10' }, { upto: '300' }]);
    expect(await database.verify()).toMatchObject({ ok: true, entries: 12, seals: 3 });
    await database.root.query('DELETE FROM journal WHERE xact = $1 AND bucket = 10 AND seq = 10', ['10']);
    const after = { table: 'journal', key: { bucket: '10', seq: '9' } };
    expect(await database.verify()).toMatchObject({
      ok: false,
      bad: { seal: 2, what: 'row_removed', after },
    });
  });

  it('goes on where it stopped, and every end it named stays in the chain', async () => {
    const ends: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      await database.live();
      await database.sealAll();
      const report = await database.verify();
      ends.push((report.ok && report.digest) || '');
    }
    expect(new Set(ends).size).toBe(3);
    for (const expected of ends)
      expect(await database.verify({ expect: expected })).toMatchObject({ ok: true });
    expect(await database.verify({ expect: 'ab'.repeat(32) })).toMatchObject({
      ok: false,
      bad: { what: 'digest_not_found' },
    });
  });

  it('does not skip a commit that was slow', async () => {
    await database.live();
    const slow = await database.root.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO audit (bucket, xact, audit_id, at, actor, act, subject, detail)
       SELECT bucket, pg_current_xact_id(), gen_random_uuid(), at, 'slow', act, subject, detail FROM audit LIMIT 1`,
    );
    const before = await database.countRows();
    await database.live();
    await waitUntil(async () => {
      await database.seal();
      const report = await database.verify();
      return report.ok && report.entries >= before;
    });
    // What was committed after the slow one had begun waits for it.
    const waiting = await database.verify();
    expect(waiting).toMatchObject({ ok: true, unsealed: (await database.countRows()) - before });
    await slow.query('COMMIT');
    slow.release();
    await database.sealAll();
    const report = await database.verify();
    expect(report).toMatchObject({ ok: true, entries: await database.countRows(), unsealed: 0 });
  });

  it('makes one chain of two sealers at once', async () => {
    let sealed = 0;
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([database.live(), database.live()]);
      const some = await Promise.all([1, 2, 3, 4].map(() => database.seal({ limit: 3 })));
      sealed += some.reduce((sum, one) => sum + one.entries, 0);
    }
    expect(await database.verify()).toMatchObject({ ok: true, entries: sealed });
    await database.sealAll();
    expect(await database.verify()).toMatchObject({ ok: true, entries: await database.countRows() });
  });

  it('with a key makes seals that nobody without it can make or check', async () => {
    await database.live();
    await database.sealAll();
    await database.live();
    await database.sealAll({ keys: ['a key of the operator'] });
    const report = await database.verify({ keys: ['a key of the operator'] });
    expect(report).toMatchObject({ ok: true, keyedFrom: expect.any(Number) });
    const seal = report.ok ? report.keyedFrom : null;
    expect(await database.verify()).toMatchObject({ ok: false, bad: { seal, what: 'key_missing' } });
    const wrong = await database.verify({ keys: ['another key'] });
    expect(wrong).toMatchObject({ ok: false, bad: { seal, what: 'seal_changed' } });
    await database.live();
    const { pool, world } = database;
    // Another test may hold the horizon back, and then there is nothing to refuse yet.
    const refusalOf = async (keys: readonly string[]) => {
      let refusal = '';
      await waitUntil(async () => {
        const outcome = await sealAudit({ pool, now: world.now, keys });
        refusal = outcome.ok ? '' : outcome.refusal;
        return !outcome.ok;
      });
      return refusal;
    };
    expect(await refusalOf([])).toBe('key_missing');
    expect(await refusalOf(['another key'])).toBe('chain_broken');
  });

  it('is rolled from one key to another, and what the old one sealed stays good', async () => {
    await database.live();
    await database.sealAll({ keys: ['the old key'] });
    await database.live();
    await database.sealAll({ keys: ['the new key', 'the old key'] });
    expect(await database.verify({ keys: ['the new key', 'the old key'] })).toMatchObject({ ok: true });
    for (const keys of [['the old key'], ['the new key']])
      expect(await database.verify({ keys })).toMatchObject({ ok: false, bad: { what: 'seal_changed' } });
  });

  it('refuses to carry on when the server counts from a lower number again', async () => {
    await database.live();
    await database.sealAll();
    await database.root.query("UPDATE audit_head SET upto_xact = '900000000000'");
    const { pool, world } = database;
    expect(await sealAudit({ pool, now: world.now })).toEqual({ ok: false, refusal: 'numbers_went_back' });
  });

  it('can not be made to change a seal by the application', async () => {
    for (const act of ['UPDATE audit_seals SET number = number', 'DELETE FROM audit_seals']) {
      await expect(database.pool.query(act)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(database.pool.query('DELETE FROM audit_head')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('in the background', () => {
  it('seals again and again, and tells of every end', async () => {
    const ends: string[] = [];
    const troubles: SealTrouble[] = [];
    const sealer = createSealer({
      pool: database.pool,
      clock: { now: () => database.world.now },
      everyMs: 1,
      onSealed: ({ last }) => ends.push(last?.digest ?? ''),
      onTrouble: (trouble) => troubles.push(trouble),
    });
    sealer.start();
    await database.live();
    await waitUntil(() => ends.length >= 1);
    await database.live();
    const rows = await database.countRows();
    await waitUntil(async () => (await database.verify()).entries === rows);
    await sealer.stop();
    const report = await database.verify();
    expect(report).toMatchObject({ ok: true, digest: ends.at(-1) });
    expect(troubles).toEqual([]);
  });

  it('tells of trouble each time, and goes on', async () => {
    await database.live();
    await database.sealAll();
    await database.root.query('UPDATE audit_head SET number = number + 1');
    await database.live();
    const troubles: SealTrouble[] = [];
    const { pool } = database;
    const onTrouble = (trouble: SealTrouble) => troubles.push(trouble);
    const sealer = createSealer({ pool, clock: { now: () => 0 }, everyMs: 1, onTrouble });
    sealer.start();
    await waitUntil(() => troubles.length >= 2);
    await database.root.query('ALTER TABLE audit_head RENAME TO elsewhere');
    await waitUntil(() => troubles.at(-1)?.kind === 'failed');
    await sealer.stop();
    expect(troubles[0]).toMatchObject({ kind: 'refused', refusal: 'chain_broken' });
  });
});
