import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A program of the bench as a process of its own, which answers lines of JSON with lines of JSON. */
export interface Program {
  readonly pid: number;
  readonly ready: Readonly<Record<string, unknown>>;
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it writes its log to stderr, which nobody wants to see here. */
  readonly isLogged?: boolean;
}

export async function startProgram(
  file: URL,
  { args = [], env = process.env, isLogged = false }: ProgramOptions = {},
): Promise<Program> {
  const program = [fileURLToPath(file), ...args];
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, program, {
    stdio: ['pipe', 'pipe', isLogged ? 'ignore' : 'inherit'],
    env,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  async function nextLine(): Promise<unknown> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${file.pathname} ended too early, with code ${child.exitCode}`);
    return JSON.parse(value);
  }
  const ready = await nextLine();
  return {
    pid: child.pid ?? 0,
    ready: typeof ready === 'object' && ready !== null ? { ...ready } : {},
    ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return nextLine();
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
