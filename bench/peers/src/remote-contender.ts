import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Said, Turn } from './contender-process.ts';

const PROGRAM = fileURLToPath(new URL('./contender-process.ts', import.meta.url));

/** A contender in a process of its own. */
export interface RemoteContender {
  /** As the JSON line names it. */
  readonly name: string;
  /** Does so much work with so many in flight, checks that all of it was done, and answers the seconds it took. */
  turn(count: number, inFlight: number): Promise<number>;
  /** Lets it end, orderly. */
  close(): Promise<void>;
}

/** Starts the process. Throws when it cannot run here, and says why. */
export async function startContender(name: string, serverUrl: string): Promise<RemoteContender> {
  const child = fork(PROGRAM, [name, serverUrl], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const first = await nextWord(child, name);
  if (!('ready' in first)) throw new Error(`${name} did not start`);
  return {
    name: first.ready,
    async turn(count, inFlight) {
      const turn: Turn = { count, inFlight };
      child.send(turn);
      const said = await nextWord(child, name);
      if (!('seconds' in said)) throw new Error(`${name} did not say how long it took`);
      return said.seconds;
    },
    async close() {
      const ended = once(child, 'exit');
      child.send('close');
      await ended;
    },
  };
}

/** What the process says next. Throws when that is an error, or when it ends without a word. */
async function nextWord(child: ChildProcess, name: string): Promise<Said> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const said = await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as Said),
      once(child, 'exit', { signal }).then(([code]) => ({
        error: `${name} ended by itself, with code ${code}`,
      })),
    ]);
    if ('error' in said) throw new Error(said.error);
    return said;
  } finally {
    over.abort();
  }
}
