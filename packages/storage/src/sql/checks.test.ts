import { describe, expect, it } from 'vitest';
import { breachesOfRow, readChecks } from './checks.ts';
import type { SqlRow } from './expression.ts';

function breaches(check: string, row: SqlRow): string[] {
  const [, checks] = [...readChecks([`CREATE TABLE t (bucket smallint, CHECK (${check}))`])][0] ?? [];
  return breachesOfRow('t', checks ?? { required: [], checks: [] }, row);
}

describe('a CHECK', () => {
  it.each<[string, SqlRow, SqlRow]>([
    ['ended >= begun', { begun: 5, ended: 5 }, { begun: 5, ended: 4 }],
    ['amount > 0', { amount: 10n ** 30n }, { amount: 0n }],
    ["kind IN ('a', 'b')", { kind: 'b' }, { kind: 'c' }],
    ['n BETWEEN 0 AND 31', { n: 31 }, { n: 32 }],
    ['(a IS NULL) = (b IS NULL)', { a: null, b: null }, { a: 1, b: null }],
    ["(a IS NULL) = (kind IN ('x', 'y'))", { a: 1, kind: 'z' }, { a: 1, kind: 'x' }],
    ['a - b - c >= 0', { a: 9n, b: 4n, c: 5n }, { a: 9n, b: 4n, c: 6n }],
    ['a <> b OR c <> d', { a: 1, b: 1, c: 1, d: 2 }, { a: 1, b: 1, c: 1, d: 1 }],
    ['length(hash) = 32', { hash: new Uint8Array(32) }, { hash: new Uint8Array(31) }],
    ["why <> ''", { why: 'x' }, { why: '' }],
    ["kind ~ '^(A|B)(:[a-z]{1,3})?$'", { kind: 'B:abc' }, { kind: 'B:abcd' }],
    // What is unknown is no breach.
    ['a <= b', { a: null, b: 1 }, { a: 2, b: 1 }],
    ['NOT (a > b AND b > 0)', { a: 2, b: 0 }, { a: 2, b: 1 }],
  ])('%s holds of one row and not of the other', (check, held, broken) => {
    expect(breaches(check, held)).toEqual([]);
    expect(breaches(check, broken)).toEqual([expect.stringContaining('a CHECK of t refuses ')]);
  });

  it('that nobody reads is a bug', () => {
    expect(() => breaches('upper(a) = a', { a: 'A' })).toThrow('nobody reads');
    expect(() => breaches('a > 0', {})).toThrow('every column');
  });
});

describe('the checks of the migrations', () => {
  const tables = readChecks();

  it('are found, of columns and of whole tables', () => {
    const of = (name: string) => tables.get(name)?.checks.map(({ columns }) => columns.join(' '));
    expect(of('transactions')).toContain('updated_at created_at');
    expect(of('accounts')).toContain('credits_posted debits_posted debits_pending');
    expect(tables.get('journal')?.required).toContain('events');
  });

  it('are those of later migrations too, which take none back', () => {
    const made = 'CREATE TABLE t (bucket smallint NOT NULL)';
    const more = readChecks([made, 'ALTER TABLE t ADD COLUMN n int NOT NULL CHECK (n > 0)']).get('t');
    expect(more?.required).toEqual(['bucket', 'n']);
    expect(more?.checks).toHaveLength(1);
    expect(() => readChecks([made, 'ALTER TABLE t DROP CONSTRAINT t_check'])).toThrow('not taken back');
  });
});
