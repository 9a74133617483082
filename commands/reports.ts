// npm run reports: what it shows and does is in commands/help/reports.txt.
import { getRandomValues } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createId, createPooledRandom, isId } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import { type KeptReport, REPORTS_BUCKET, type ReportStore } from '@diboas/reports';
import { createPostgresReportStore, createPostgresStore } from '@diboas/storage';
import { readInteger, readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';
import { MAKE_OPTIONS, readFormat, readRequest } from './reports/read-request.ts';
import { fileNameOf, tellReport, tellReports } from './reports/tell.ts';

const project = join(import.meta.dirname, '..');
const random = createPooledRandom(getRandomValues);

/** More than anybody reads. */
const LISTED_MAX = 200;
const LOOK_EVERY_MS = 200;

await runCommand('reports', async ([verb, ...args]) => {
  switch (verb) {
    case 'list':
      return await list(args);
    case 'make':
      return await make(args);
    case 'save':
      return await save(args);
    default:
      throw new UsageError(
        verb === undefined
          ? 'Say what to do: list, make or save.'
          : `There is no "${verb}": list, make or save.`,
      );
  }
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    console.log(tellReports(await createPostgresReportStore(pool).reports(LISTED_MAX)));
    return 0;
  });
}

function make([kind, ...args]: readonly string[]): Promise<number> {
  const options = readOptions(args, MAKE_OPTIONS);
  const request = readRequest(kind, options, fileAt);
  const by = readName(options.by);
  const waitMs = 1_000 * readInteger('wait', options.wait ?? '10', { min: 0, max: 3_600 });
  return withProjectPool(project, async (pool) => {
    const store = createPostgresReportStore(pool);
    const id = newId();
    const askedAt = Date.now();
    const entry = entryOf('report_asked', { by, subject: id, at: askedAt });
    await store.askReport({ id, request, by, askedAt }, { ...entry, detail: { kind: request.kind } });
    const report = await untilEnded(store, id, askedAt + waitMs);
    if (!report) throw new Error(`the report ${id} was asked for and is not there`);
    console.log(tellReport(report));
    if (report.state === 'asked') console.log('A running server makes it: list says when it is there.');
    return report.state === 'refused' ? 1 : 0;
  });
}

/** Looks at least once. */
async function untilEnded(store: ReportStore, id: string, until: number): Promise<KeptReport | null> {
  for (;;) {
    const report = await store.report(id);
    if (report?.state !== 'asked' || Date.now() >= until) return report;
    await delay(LOOK_EVERY_MS);
  }
}

function save([id, ...args]: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const options = readOptions(args, { format: text, to: text, by: text });
  if (id === undefined || !isId(id))
    throw new UsageError(
      id === undefined ? 'Say which report.' : `"${id}" is no id of a report: list says them.`,
    );
  const format = readFormat(options.format ?? 'csv');
  const by = readName(options.by);
  return withProjectPool(project, async (pool) => {
    const store = createPostgresReportStore(pool);
    const report = await store.report(id);
    const bytes = await store.reportFile(id, format);
    if (!report || !bytes)
      return refuse(report ? `It has no ${format}: it is ${report.state}.` : `There is no report ${id}.`);
    const file = fileAt(options.to ?? fileNameOf(report, format));
    // On record before there is a file that could go anywhere.
    const entry = entryOf('report_saved', { by, subject: id, at: Date.now() });
    await createPostgresStore(pool).append(REPORTS_BUCKET, [{ ...entry, detail: { format } }]);
    // It holds what people did: nobody else on this machine is to read it.
    writeFileSync(file, bytes, { mode: 0o600 });
    console.log(`${file}: ${bytes.length} bytes`);
    return 0;
  });
}

function entryOf(
  act: string,
  { by, subject, at }: { by: string; subject: string; at: number },
): Omit<AuditEntry, 'detail'> {
  return { id: newId(), at, actor: by, act, subject };
}

function newId(): string {
  return createId({ now: Date.now(), random, bucket: REPORTS_BUCKET });
}

function readName(by = userInfo().username): string {
  if (/^[\w.@-]{2,64}$/.test(by)) return by;
  throw new UsageError('--by takes your name: 2 to 64 letters, digits, dots, hyphens or @.');
}

/** Where the command was typed, not where the project lies. */
function fileAt(name: string): string {
  return resolve(process.env.INIT_CWD ?? '.', name);
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}
