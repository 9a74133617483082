import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program of ours as a process of its own, known to be ready. */
export interface Running {
  readonly ready: Readonly<Record<string, unknown>>;
  /** What it wrote to stderr so far. */
  errors(): string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Asks it to end, and answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `node <file>` and waits for its ready line. */
export async function startProgram(file: URL, env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, [file.pathname], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = await firstJsonLine(child, ended, () => errors);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    ready,
    errors: () => errors,
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

async function firstJsonLine(
  child: ChildProcess,
  ended: Promise<number | null>,
  errors: () => string,
): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = child;
  if (!stdout) throw new Error('the program has no output');
  const line = new Promise<string>((resolve) => createInterface({ input: stdout }).once('line', resolve));
  const first = await Promise.race([line, ended]);
  if (typeof first !== 'string') throw new Error(`the program ended with ${first}:\n${errors()}`);
  const parsed: unknown = JSON.parse(first);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`not a ready line: ${first}`);
  return { ...parsed };
}
