// npm run audit:verify: what it checks and prints is in commands/help/audit-verify.txt.
import { join } from 'node:path';
import { parseAuditKeys, parsePayloadKeys } from '@diboas/server/settings';
import { type AuditReport, createPayloadKeys, verifyAudit, verifyPayloads } from '@diboas/storage';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';

const project = join(import.meta.dirname, '..');

await runCommand('audit:verify', async (args) => {
  const options = readOptions(args, { expect: { type: 'string' } });
  const expect = options.expect?.toLowerCase() ?? null;
  if (expect !== null && !/^[0-9a-f]{64}$/.test(expect))
    throw new UsageError('--expect takes the digest of a seal: 64 characters from 0 to 9 and a to f.');
  const keys = parseAuditKeys(process.env);
  if (!keys.ok) throw new UsageError(keys.refusal.join('\n'));
  const payloadKeys = parsePayloadKeys(process.env);
  if (!payloadKeys.ok) throw new UsageError(payloadKeys.refusal.join('\n'));
  return await withProjectPool(project, async (pool) => {
    const report = await verifyAudit({ pool, keys: keys.value, expect });
    const payloads = report.ok ? await checkPayloads(pool, payloadKeys.value) : null;
    console.log(JSON.stringify({ ...printed(report), ...payloads }));
    return report.ok && payloads?.ok !== false ? 0 : 1;
  });
});

/** What to say of the texts of webhooks; nothing without a key to open them. */
async function checkPayloads(
  pool: Parameters<typeof verifyPayloads>[0],
  [first, ...others]: readonly string[],
): Promise<{ ok?: false } & Record<string, unknown>> {
  if (first === undefined) return {};
  const { checked, locked, changed } = await verifyPayloads(pool, createPayloadKeys([first, ...others]));
  if (changed === null) return { payloads: checked, payloads_locked: locked };
  return { ok: false, bad: { what: 'payload_changed', row: { table: 'inbox_payloads', key: changed } } };
}

/** The line, with what everybody reads first. */
function printed(report: AuditReport): Record<string, unknown> {
  const { entries, seals, ok } = report;
  if (!ok) return { entries, seals, ok, bad: report.bad };
  const { unsealed, digest, keyedFrom } = report;
  return { entries, seals, ok, unsealed, digest, ...(keyedFrom === null ? {} : { keyed_from: keyedFrom }) };
}
