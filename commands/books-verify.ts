// npm run books:verify: what it compares and prints is in commands/help/books-verify.txt.
import { join } from 'node:path';
import { type BookReport, verifyBooks } from '@diboas/storage';
import { readOptions, runCommand } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';

const project = join(import.meta.dirname, '..');

await runCommand('books:verify', async (args) => {
  readOptions(args, {});
  return await withProjectPool(project, async (pool) => {
    const report = await verifyBooks(pool);
    console.log(JSON.stringify(printed(report)));
    return report.difference === null ? 0 : 1;
  });
});

/** The line, with what everybody reads first. */
function printed({ accounts, transfers, difference }: BookReport): Record<string, unknown> {
  if (difference === null) return { accounts, transfers, ok: true };
  const { what, bucket, detail } = difference;
  return { accounts, transfers, ok: false, bad: { what, bucket, ...detail } };
}
