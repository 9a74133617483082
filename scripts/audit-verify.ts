// npm run audit:verify: what it checks and prints is in scripts/help/audit-verify.txt.
import { join } from 'node:path';
import { parseAuditKeys } from '@diboas/server/settings';
import { type AuditReport, openPool, verifyAudit } from '@diboas/storage';
import { explainDatabaseError } from './explain-database-error.ts';
import { readOptions, runCommand, UsageError } from './options.ts';
import { openProjectDatabase } from './project-database.ts';

const project = join(import.meta.dirname, '..');

await runCommand('audit:verify', async (args) => {
  const options = readOptions(args, { expect: { type: 'string' } });
  const expect = options.expect?.toLowerCase() ?? null;
  if (expect !== null && !/^[0-9a-f]{64}$/.test(expect))
    throw new UsageError('--expect takes the digest of a seal: 64 characters from 0 to 9 and a to f.');
  const keys = parseAuditKeys(process.env);
  if (!keys.ok) throw new UsageError(keys.refusal.join('\n'));
  const database = await openProjectDatabase(project);
  if (!database.ok) {
    console.error(database.refusal);
    return 1;
  }
  const { url, close } = database.value;
  const pool = openPool(url, { max: 1 });
  try {
    const report = await verifyAudit({ pool, keys: keys.value, expect });
    console.log(JSON.stringify(printed(report)));
    return report.ok ? 0 : 1;
  } catch (error) {
    console.error(explainDatabaseError(error));
    return 1;
  } finally {
    await pool.end();
    await close();
  }
});

/** The line, with what everybody reads first. */
function printed(report: AuditReport): Record<string, unknown> {
  const { entries, seals, ok } = report;
  if (!ok) return { entries, seals, ok, bad: report.bad };
  const { unsealed, digest, keyedFrom } = report;
  return { entries, seals, ok, unsealed, digest, ...(keyedFrom === null ? {} : { keyed_from: keyedFrom }) };
}
