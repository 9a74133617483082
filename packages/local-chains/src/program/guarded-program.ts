// A program that ends with us, whatever ends us: a guard stands between, and ends it when the pipe to us closes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface GuardedProgramOptions {
  /** As a person would call it: `anvil`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Matched against each line that it prints, until one fits. */
  readonly ready: RegExp;
}

export interface GuardedProgram {
  /** What the first group of `ready` held. */
  readonly said: string;
  /** Ends it at once: it has nothing to keep. Safe to call twice. */
  stop(): Promise<void>;
}

/** How much of what it printed is told when it does not get ready. */
const WORDS_MAX = 4_000;

/** Starts it and waits until it is ready. Throws, with what it said, when it ends before that. */
export async function startGuardedProgram(options: GuardedProgramOptions): Promise<GuardedProgram> {
  const guard = spawn(
    process.execPath,
    [join(import.meta.dirname, 'guard.ts'), options.command, ...options.args],
    // Detached, so that a Ctrl-C in the terminal does not take the guard away before what it guards.
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: { PATH: process.env.PATH } },
  );
  // The end of the guard is told by `ended`; a pipe to it that broke is part of that.
  guard.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    guard.once('error', () => resolve());
    guard.once('close', () => resolve());
  });
  let words = '';
  const keep = (line: string): void => {
    words = `${words}${line}\n`.slice(-WORDS_MAX);
  };
  createInterface({ input: guard.stderr }).on('line', keep);
  const said = await new Promise<string>((resolve, reject) => {
    createInterface({ input: guard.stdout }).on('line', (line) => {
      keep(line);
      const found = options.ready.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    ended.then(() => reject(new Error(`${options.name} ended before it was ready.\n${words}`)));
  });
  guard.unref();
  return {
    said,
    async stop() {
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}
