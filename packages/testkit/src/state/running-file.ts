// Says that a command runs in this folder, so that a second one can point to it instead of failing on its data.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, startTime } from '../processes/alive.ts';
import { parseObject, readIfThere, writeStateFile } from './state-file.ts';

interface Holder {
  pid: number;
  /** What the holder wrote about itself: an address, or nothing yet. */
  note: string;
}

export type RunningFile =
  | { heldBy: Holder }
  | {
      heldBy: null;
      note(text: string): void;
      release(): void;
    };

/** Takes the file, or tells who has it. A file left by a process that is gone counts for nothing. */
export function holdRunningFile(file: string): RunningFile {
  mkdirSync(dirname(file), { recursive: true });
  const holder = readHolder(file);
  if (holder !== null && isAlive(holder.pid)) return { heldBy: holder };
  rmSync(file, { force: true });
  const text = (note: string) => JSON.stringify({ pid: process.pid, started: startTime(process.pid), note });
  // "wx" refuses a file that somebody made since: of two starts at the same instant only one goes on.
  writeFileSync(file, text(''), { flag: 'wx', mode: 0o600 });
  return {
    heldBy: null,
    note: (about) => writeStateFile(file, text(about)),
    release: () => rmSync(file, { force: true }),
  };
}

function readHolder(file: string): Holder | null {
  const found = parseObject(readIfThere(file) ?? '');
  if (found === null || typeof found.pid !== 'number' || typeof found.note !== 'string') return null;
  return startTime(found.pid) === found.started ? { pid: found.pid, note: found.note } : null;
}
