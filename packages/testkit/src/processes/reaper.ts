// No process may outlive the command that started it, not even when that command is killed with SIGKILL and can do
// nothing any more. So a small second process holds the other end of a pipe: when the pipe closes, however that came
// about, it ends what is still on its list. The list travels over the pipe as JSON lines.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type ReaperOrder =
  /** `signal` is the polite one; SIGKILL follows for those who do not go. */
  | { order: 'watch'; pid: number; signal: NodeJS.Signals }
  | { order: 'forget'; pid: number }
  /** Folders to remove after everything has ended. */
  | { order: 'remove'; folder: string }
  | { order: 'keep'; folder: string };

export interface Reaper {
  /** Promise that the process will end with us. It must lead its own process group (spawned `detached`). */
  watch(pid: number, signal: NodeJS.Signals): void;
  /** The process has ended: its number may soon belong to somebody else. */
  forget(pid: number): void;
  removeAtEnd(folder: string): void;
  keep(folder: string): void;
  /** Ends the reaper itself, after it has ended whatever is still on its list. */
  close(): Promise<void>;
}

export function createReaper(): Reaper {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'reaper-process.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a session of its own, so a Ctrl-C in the terminal does not take the guard away first.
    detached: true,
    cwd: '/',
  });
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // A reaper that is gone must not bring down the command it guards.
  child.stdin.on('error', () => {});
  const send = (order: ReaperOrder) => child.stdin.write(`${JSON.stringify(order)}\n`);
  return {
    watch: (pid, signal) => void send({ order: 'watch', pid, signal }),
    forget: (pid) => void send({ order: 'forget', pid }),
    removeAtEnd: (folder) => void send({ order: 'remove', folder }),
    keep: (folder) => void send({ order: 'keep', folder }),
    async close() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
