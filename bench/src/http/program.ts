import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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
  /** Whether it writes its log to stderr: into a file, as in production, of which the end is shown when it fails. */
  readonly isLogged?: boolean;
}

export async function startProgram(
  file: URL,
  { args = [], env = process.env, isLogged = false }: ProgramOptions = {},
): Promise<Program> {
  const log = isLogged ? openLog() : null;
  const program = [fileURLToPath(file), ...args];
  const stderr = log === null ? 'inherit' : log.file;
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', stderr], env });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('a program without input and output');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  async function nextLine(): Promise<unknown> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${file.pathname} ended too early: ${log?.end() ?? 'it says why above'}`);
    return JSON.parse(value);
  }
  const ready = await nextLine();
  return {
    pid: child.pid ?? 0,
    ready: typeof ready === 'object' && ready !== null ? { ...ready } : {},
    ask(question) {
      stdin.write(`${JSON.stringify(question)}\n`);
      return nextLine();
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      log?.remove();
    },
  };
}

function openLog(): { file: number; end(): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'diboas-bench-'));
  const path = join(folder, 'log');
  const file = openSync(path, 'a');
  return {
    file,
    end: () => readFileSync(path, 'utf8').slice(-2_000),
    remove() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
