// Says that a command runs in this folder, so that a second one can point to it instead of failing on its data.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, startTime } from './alive.ts';

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
  const write = (note: string, flag: 'w' | 'wx') => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: startTime(process.pid), note }), {
      flag,
    });
  };
  // "wx" refuses a file that somebody made since: of two starts at the same instant only one goes on.
  write('', 'wx');
  return {
    heldBy: null,
    note: (text) => write(text, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

function readHolder(file: string): Holder | null {
  try {
    const found: { pid: number; started: string; note: string } = JSON.parse(readFileSync(file, 'utf8'));
    return startTime(found.pid) === found.started ? { pid: found.pid, note: found.note } : null;
  } catch {
    return null;
  }
}
