import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSeededRandom } from '@diboas/kernel';
import { makeEntries, publishAdvanced } from '@diboas/sanctions/testing';
import { printFigure, round } from '../figures/figures.ts';

const PROGRAM = fileURLToPath(new URL('./import-program.ts', import.meta.url));

/** As many as OFAC's list has, which is of about this size. */
const ENTRIES = 17_000;

/** What an import may take of memory, whatever the size of the list. */
const MEMORY_MAX_MB = 300;

/**
 * The import of a list in the form of sdn_advanced.xml, in a process of its own: how long it takes and what it takes of memory
 * at most. The ceiling is the XML parser alone, over the same document in a process of its own.
 */
export async function benchImport(databaseUrl: string, { megabytes }: { megabytes: number }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'diboas-sanctions-'));
  try {
    const file = join(folder, 'sdn_advanced.xml');
    const bytes = await writeList(file, megabytes * 1_000_000);
    const ceiling = await run('parse', file, databaseUrl);
    const ours = await run('import', file, databaseUrl);
    printFigure({
      bench: 'import of a list of sanctions',
      ...{ megabytes: round(bytes / 1_000_000, 1), entries: ENTRIES, seconds: round(ours.seconds, 2) },
      per_second: Math.round(ENTRIES / ours.seconds),
      ratio_to_ceiling: round(ceiling.seconds / ours.seconds, 2),
      ...{ peak_mb: round(ours.peakMb, 1), ceiling_peak_mb: round(ceiling.peakMb, 1) },
    });
    if (ours.peakMb > MEMORY_MAX_MB)
      throw new Error(`the import took ${round(ours.peakMb, 1)} MB of memory, more than ${MEMORY_MAX_MB}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Most of a published list is not read: here it is what is said of each entry. */
async function writeList(file: string, bytesWanted: number): Promise<number> {
  const made = makeEntries(createSeededRandom(25), ENTRIES).map(({ entry }) => entry);
  const publication = { publishedOn: '2026-05-21' };
  const least = [...publishAdvanced(made, publication)].reduce(
    (sum, part) => sum + Buffer.byteLength(part),
    0,
  );
  const remarks = 'Said of it. '.repeat(Math.max(0, Math.ceil((bytesWanted - least) / ENTRIES / 12)));
  const handle = await open(file, 'w');
  let bytes = 0;
  try {
    for (const part of publishAdvanced(made, { ...publication, remarks }))
      bytes += (await handle.write(part)).bytesWritten;
  } finally {
    await handle.close();
  }
  return bytes;
}

interface Ran {
  readonly seconds: number;
  readonly peakMb: number;
}

async function run(what: 'parse' | 'import', file: string, databaseUrl: string): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, what, file, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the program of the import ended with ${code}: it says why above`);
  return JSON.parse(said) as Ran;
}
