import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./node.ts', import.meta.url));

export interface NodesFigure {
  /** All nodes' lifecycles over the time of the slowest. */
  readonly perSecond: number;
  /** Resident memory of the largest node, in MiB. */
  readonly rssMb: number;
}

/** Runs so many nodes on one database at once, each with the same number of lifecycles. */
export async function runNodes(databaseUrl: string, nodes: number, lifecycles: number): Promise<NodesFigure> {
  const started = await Promise.all(Array.from({ length: nodes }, () => startNode(databaseUrl, lifecycles)));
  const results = await Promise.all(started.map((node) => node.run()));
  const slowest = Math.max(...results.map((one) => one.seconds));
  return {
    perSecond: (nodes * lifecycles) / slowest,
    rssMb: Math.max(...results.map((one) => one.rss_mb)),
  };
}

interface NodeResult {
  readonly seconds: number;
  readonly rss_mb: number;
}

async function startNode(databaseUrl: string, lifecycles: number): Promise<{ run(): Promise<NodeResult> }> {
  const args = [PROGRAM, databaseUrl, String(lifecycles)];
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  await nextLine(lines, child);
  return {
    async run() {
      child.stdin.write('go\n');
      const result: NodeResult = JSON.parse(await nextLine(lines, child));
      await once(child, 'exit');
      return result;
    },
  };
}

/** The next line of the node; an error when it ends without one. */
async function nextLine(
  lines: ReturnType<typeof createInterface>,
  child: { exitCode: number | null },
): Promise<string> {
  const ended = once(lines, 'close').then(() => {
    throw new Error(`a node ended too early, with code ${child.exitCode}`);
  });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  return String(line);
}
