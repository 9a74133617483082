import { describe, expect, it } from 'vitest';
import { column, insertInto, insertOnce, table } from './table.ts';

interface Note {
  readonly id: string;
  readonly words: string;
}

const plain = table<Note>('notes', { isSealed: false }, [
  column.id('note_id', (row) => row.id),
  column.text('words', (row) => row.words),
]);

const flat = (statement: string) => statement.replace(/\s+/g, ' ').trim();

describe('the statement of a table', () => {
  it('has a list for each column, in their order', () => {
    expect(flat(insertInto(plain))).toBe(
      'INSERT INTO notes (bucket, note_id, words) SELECT $1::smallint, * FROM unnest($2::uuid[], $3::text[])',
    );
  });

  it('says the database transaction where rows are sealed', () => {
    expect(flat(insertInto({ ...plain, isSealed: true }))).toBe(
      'INSERT INTO notes (bucket, xact, note_id, words) SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::uuid[], $3::text[])',
    );
  });

  it('casts what has no list of its own', () => {
    const noted = table<Note>('notes', { isSealed: false }, [
      column.id('note_id', (row) => row.id),
      column.json('words', (row) => row.words),
    ]);
    expect(flat(insertInto(noted))).toBe(
      'INSERT INTO notes (bucket, note_id, words) SELECT $1::smallint, note_id, words::json FROM unnest($2::uuid[], $3::text[]) AS u (note_id, words)',
    );
  });

  it('keeps a row that is there, by a key of its columns', () => {
    expect(flat(insertOnce(plain, ['note_id']))).toMatch(/ ON CONFLICT \(bucket, note_id\) DO NOTHING$/);
    expect(() => insertOnce(plain, ['id'])).toThrow('a key is of columns of its table');
  });

  it('takes the values by column', () => {
    const rows = [{ id: '018f3c7e-0000-7000-8000-000000000001', words: 'hello' }];
    const [ids, words] = plain.columns.map(({ encode }) => encode(rows).toString());
    expect(words).toContain('hello');
    expect(ids).not.toContain('hello');
  });
});
