import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of the bench as a process of its own, which answers lines of JSON with lines of JSON. */
export interface LineProgram {
  readonly pid: number;
  readonly ready: Readonly<Record<string, unknown>>;
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startProgram(
  file: URL,
  { args = [] }: { readonly args?: readonly string[] } = {},
): Promise<LineProgram> {
  const program = [fileURLToPath(file), ...args];
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  async function nextLine(): Promise<unknown> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${file.pathname} ended too early: it says why above`);
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
    },
  };
}
