// npm run books:verify: what it compares and prints is in scripts/help/books-verify.txt.
import { join } from 'node:path';
import { type BookReport, openPool, verifyBooks } from '@diboas/storage';
import { explainDatabaseError } from './explain-database-error.ts';
import { readOptions, runCommand } from './options.ts';
import { openProjectDatabase } from './project-database.ts';

const project = join(import.meta.dirname, '..');

await runCommand('books:verify', async (args) => {
  readOptions(args, {});
  const database = await openProjectDatabase(project);
  if (!database.ok) {
    console.error(database.refusal);
    return 1;
  }
  const { url, close } = database.value;
  const pool = openPool(url, { max: 1 });
  try {
    const report = await verifyBooks(pool);
    console.log(JSON.stringify(printed(report)));
    return report.difference === null ? 0 : 1;
  } catch (error) {
    console.error(explainDatabaseError(error));
    return 1;
  } finally {
    await pool.end();
    await close();
  }
});

/** The line, with what everybody reads first. */
function printed({ accounts, transfers, difference }: BookReport): Record<string, unknown> {
  if (difference === null) return { accounts, transfers, ok: true };
  const { what, bucket, detail } = difference;
  return { accounts, transfers, ok: false, bad: { what, bucket, ...detail } };
}
