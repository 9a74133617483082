import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listMigrations } from '../postgres/schema/migration-files.ts';
import { READ_STATEMENTS } from '../postgres/statements/read-statements.ts';
import { STATEMENTS, STATEMENTS_OF_ONE } from '../postgres/statements/statements.ts';
import { breachesOfHotStatement, breachesOfMigration } from './rules.ts';

const folder = new URL('../../migrations/', import.meta.url);
const migrations = readdirSync(folder).filter((file) => file.endsWith('.sql'));

describe('A19 every migration keeps the rules of distribution', () => {
  it.each(migrations)('%s', (file) => {
    expect(breachesOfMigration(readFileSync(new URL(file, folder), 'utf8'))).toEqual([]);
  });

  it('has a number of its own', () => {
    const numbers = migrations.map((file) => Number(file.slice(0, 4)));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(listMigrations().map(({ version }) => version)).toEqual(numbers);
  });
});

describe('A18 every hot statement stays in one bucket', () => {
  it.each([STATEMENTS, READ_STATEMENTS, STATEMENTS_OF_ONE].flatMap((all) => Object.entries<string>(all)))(
    '%s',
    (_name, sql) => {
      expect(breachesOfHotStatement(sql)).toEqual([]);
    },
  );
});

describe('the rules catch', () => {
  const table = (columns: string) =>
    breachesOfMigration(`CREATE TABLE t (bucket smallint, id uuid, ${columns})`);

  it.each([
    ['a key without the bucket', table('PRIMARY KEY (id)')],
    ['a key that does not begin with it', table('PRIMARY KEY (id, bucket)')],
    ['a table without a key', table('n int')],
    ['a unique constraint without it', table('PRIMARY KEY (bucket, id), UNIQUE (id)')],
    ['a foreign key without it', table('PRIMARY KEY (bucket, id), FOREIGN KEY (id) REFERENCES u (id)')],
    ['a counted id', table('n bigserial, PRIMARY KEY (bucket, id)')],
    ['an identity', table('n bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (bucket, id)')],
    ['a time made by the database', table('at timestamptz DEFAULT now(), PRIMARY KEY (bucket, id)')],
    ['a float', table('amount double precision, PRIMARY KEY (bucket, id)')],
    ['an index without the bucket', breachesOfMigration('CREATE INDEX i ON t (id)')],
    ['a trigger', breachesOfMigration('CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f()')],
    ['a rule', breachesOfMigration('CREATE RULE r AS ON UPDATE TO t DO INSTEAD NOTHING')],
    ['a grant to change the past', breachesOfMigration('GRANT SELECT, UPDATE ON journal TO diboas_app')],
    ['a grant to change a seal', breachesOfMigration('GRANT SELECT, UPDATE ON audit_seals TO diboas_app')],
    ['a default that is added later', breachesOfMigration('ALTER TABLE t ADD COLUMN at date DEFAULT now()')],
    [
      'a sealed row without its number',
      breachesOfHotStatement('INSERT INTO audit (bucket, audit_id) SELECT $1::smallint, unnest($2::uuid[])'),
    ],
    [
      'a sealed row with a number of its own choice',
      breachesOfHotStatement(
        'INSERT INTO audit (bucket, xact, audit_id) SELECT $1::smallint, $3::xid8, unnest($2::uuid[])',
      ),
    ],
    ['a grant of everything', breachesOfMigration('GRANT ALL ON audit TO diboas_app')],
    ['a read of all buckets', breachesOfHotStatement('SELECT id FROM t WHERE id = $1')],
    [
      'a bucket that is not the first parameter',
      breachesOfHotStatement('SELECT id FROM t WHERE bucket = $2'),
    ],
    ['an update of all buckets', breachesOfHotStatement('UPDATE t SET n = 1 WHERE id = $1')],
    [
      'an inner query of all buckets',
      breachesOfHotStatement(
        'UPDATE t SET n = 1 WHERE bucket = $1 AND id = ANY (ARRAY(SELECT id FROM u WHERE x = $2))',
      ),
    ],
    [
      'an insert into an unnamed bucket',
      breachesOfHotStatement('INSERT INTO t (id) SELECT unnest($1::uuid[])'),
    ],
    [
      'an insert that looks something up in all buckets',
      breachesOfHotStatement(
        'INSERT INTO t (bucket, id) SELECT $1::smallint, u.id FROM unnest($2::uuid[]) AS w (id) JOIN u USING (id)',
      ),
    ],
    [
      'an insert that looks something up in all buckets by the way',
      breachesOfHotStatement(`INSERT INTO t (bucket, id) SELECT $1::smallint, u.id FROM unnest($2::uuid[]) AS w (id)
        LEFT JOIN LATERAL (SELECT id FROM u WHERE u.id = w.id LIMIT 1) AS u ON true`),
    ],
    [
      'a row that is changed where it lay',
      breachesOfHotStatement(`UPDATE t SET n = 1 FROM (SELECT ctid AS place FROM t WHERE bucket = $1 AND id = $2) AS f
        WHERE t.bucket = $1 AND t.ctid = f.place`),
    ],
    ['two statements', breachesOfHotStatement('SELECT 1; SELECT 2')],
  ])('%s', (_what, breaches) => {
    expect(breaches).not.toEqual([]);
  });
});
