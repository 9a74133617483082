// What the bench of the import runs as a process of its own: node import-program.ts parse|import FILE DATABASE_URL. Says in one
// line of JSON what it took.
import { createReadStream } from 'node:fs';
import { createSeededRandom } from '@diboas/kernel';
import { createXmlReader, importList } from '@diboas/sanctions';
import { createPostgresSanctionsLists, keepHeapSmall, openPool } from '@diboas/storage';

const [what, file = '', databaseUrl = ''] = process.argv.slice(2);
const chunks = createReadStream(file, 'utf8');
const began = performance.now();
if (what === 'parse') await parse();
else await importIt();
const seconds = (performance.now() - began) / 1_000;
// Kilobytes on every system (libuv).
const peakMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ seconds, peakMb }));

async function parse(): Promise<void> {
  const reader = createXmlReader(() => false);
  for await (const chunk of chunks) reader.write(String(chunk));
  reader.end();
  if (reader.fault !== null) throw new Error(`the document is no XML: ${reader.fault.reason}`);
}

async function importIt(): Promise<void> {
  keepHeapSmall();
  const pool = openPool(databaseUrl, { max: 1, scans: true });
  const store = createPostgresSanctionsLists(pool);
  const random = createSeededRandom(26);
  const outcome = await importList(chunks, { store, now: Date.now(), random, by: 'bench' });
  await pool.end();
  if (!outcome.ok) throw new Error(`the list was refused: ${outcome.refusal.reason}`);
}
