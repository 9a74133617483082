import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCalendars } from '@diboas/calendars';
import { createId, createSeededRandom } from '@diboas/kernel';
import { createReportMaker } from '@diboas/reports';
import { createPostgresBooksSource, createPostgresReportStore, openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '..', 'reports.ts');
const run = promisify(execFile);

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'diboas-reports-'));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** What the command says, and with what it ends. */
async function type(...args: readonly string[]): Promise<{ said: string; code: number }> {
  const env = { ...process.env, DATABASE_URL: database.appUrl, INIT_CWD: folder };
  const ended = await run(process.execPath, [COMMAND, ...args], { env }).catch((error: unknown) => error);
  const { stdout, stderr, code = 0 } = ended as { stdout: string; stderr: string; code?: number };
  return { said: stdout + stderr, code };
}

/** As a server does it. */
async function makeAsked(id: string): Promise<void> {
  const pool = openPool(database.appUrl, { max: 1, scans: true });
  const random = createSeededRandom(4);
  const maker = createReportMaker({
    lotChoices: async () => ({ told: [], methods: [] }),
    ...{ store: createPostgresReportStore(pool), source: createPostgresBooksSource(pool) },
    ...{
      calendars: createCalendars([]),
      clock: { now: Date.now },
      renderPdf: async () => Buffer.from('%PDF'),
    },
    newIdIn: (bucket) => createId({ now: Date.now(), random, bucket }),
  });
  await maker.report(id);
  await pool.end();
}

it('M26: a report is asked for, listed and saved, all of which the audit tells of', async () => {
  expect((await type('list')).said).toContain('No report was asked for yet.');
  const asked = await type('make', 'monthly-activity', '--month', '2026-01', '--by', 'ana', '--wait', '0');
  expect(asked).toMatchObject({ code: 0, said: expect.stringContaining('A running server makes it') });
  const id = asked.said.slice(0, 36);
  expect(await type('save', id)).toMatchObject({ code: 1, said: expect.stringContaining('it is asked') });
  await makeAsked(id);
  expect((await type('list')).said).toMatch(/monthly-activity of 2026-01, asked for by ana at .*: made/);
  expect((await type('save', id, '--by', 'bea')).code).toBe(0);
  expect(readFileSync(join(folder, 'monthly-activity-2026-01.csv'), 'utf8')).toBe(
    'month,operation,asset,network,transactions,came,left,fees\r\n',
  );
  expect(
    await database.query('SELECT actor, act FROM audit WHERE subject = $1 ORDER BY at, audit_id', [id]),
  ).toEqual([
    { actor: 'ana', act: 'report_asked' },
    { actor: 'server', act: 'report_made' },
    { actor: 'bea', act: 'report_saved' },
  ]);
});

it('is refused in words where what was typed makes no sense', async () => {
  const file = join(folder, 'case.json');
  writeFileSync(file, '{"caseId":"case-7"}');
  const wrong: readonly (readonly [string, ...string[]])[] = [
    ['list, make or save'],
    ['Say which report', 'make'],
    ['no report "tax"', 'make', 'tax'],
    ['--day', 'make', 'large-movements', '--day', '2026-02-30'],
    ['--month', 'make', 'monthly-activity', '--month', '2026-13'],
    ['customerId', 'make', 'suspicious-activity', '--evidence', 'case.json'],
    ['no id of a report', 'save', '7'],
    ['--by', 'make', 'monthly-activity', '--month', '2026-01', '--by', 'a b'],
  ];
  const said = await Promise.all(wrong.map(([, ...args]) => type(...args)));
  for (const [index, [words]] of wrong.entries())
    expect(said[index]).toMatchObject({ code: 2, said: expect.stringContaining(words) });
});
