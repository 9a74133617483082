// Child processes that run as long as we do: started, known to be ready, and ended in time.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, createWriteStream, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reaper } from './reaper.ts';

export interface ProcessOptions {
  /** As a person would call it: "server", "sandbox". */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Everything it prints goes here, from the beginning of the file. */
  logFile: string;
  reaper: Reaper;
}

export interface RunningProcess {
  name: string;
  pid: number;
  /** The first line on its output that is a JSON object with `"ready": true`. Rejects when it ends before that. */
  ready: Promise<Readonly<Record<string, unknown>>>;
  /** How it ended, in words: "ended with code 1". */
  ended: Promise<string>;
  /** Everything it printed. */
  log(): string;
  /** What it printed last. */
  logEnd(): string;
  /** SIGTERM, then SIGKILL for the whole group after the deadline. Safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. Resolves when it is gone. */
  kill(): Promise<void>;
}

const stopDeadlineMs = 8_000;

export function startProcess(options: ProcessOptions): RunningProcess {
  mkdirSync(dirname(options.logFile), { recursive: true });
  writeFileSync(options.logFile, '', { mode: 0o600 });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  // What it writes to stderr, as a server does its log, costs us nothing: it goes into the file without us.
  const errors = openSync(options.logFile, 'a');
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', errors],
    // A group of its own: Ctrl-C reaches only us, and we stop the parts in order; what a part starts itself can be
    // ended with it.
    detached: true,
  });
  closeSync(errors);
  const pid = startedPid(child, `The ${options.name} can not be run: ${options.command} is missing.`);
  options.reaper.watch(pid, 'SIGTERM');
  const { stdout } = child;
  if (stdout === null) throw new Error(`The ${options.name} has no output.`);
  stdout.pipe(log, { end: false });
  let gone = false;
  const ended = new Promise<string>((resolve) => {
    // "close" comes after the last output, so the log is whole when somebody reads its end.
    child.once('close', (code, signal) => {
      gone = true;
      options.reaper.forget(pid);
      killGroup(pid);
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      log.end(() => resolve(how));
    });
  });
  const ready = firstReadyLine(stdout, ended, options.name);
  // A caller who does not care about readiness must not be brought down by its absence.
  ready.catch(() => {});
  return {
    name: options.name,
    pid,
    ready,
    ended,
    log: () => readFileSync(options.logFile, 'utf8'),
    logEnd: () => readFileSync(options.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n'),
    async stop() {
      if (!gone) child.kill('SIGTERM');
      await endInTime(ended, pid);
    },
    async kill() {
      if (!gone) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The number of a process that was just started. Throws the words when its program can not be run. */
export function startedPid(child: ChildProcess, words: string): number {
  // Node tells of that once more by an event, which would end us before we have stopped what else we started.
  child.on('error', () => {});
  if (child.pid === undefined) throw new Error(words);
  return child.pid;
}

async function firstReadyLine(
  output: NodeJS.ReadableStream,
  ended: Promise<string>,
  name: string,
): Promise<Readonly<Record<string, unknown>>> {
  const line = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    const lines = createInterface({ input: output });
    lines.on('line', (text) => {
      const message = parseReady(text);
      if (message === null) return;
      lines.close();
      // The interface pauses what it reads when it is closed; the rest still belongs in the log.
      output.resume();
      resolve(message);
    });
  });
  const first = await Promise.race([line, ended]);
  if (typeof first === 'string') throw new Error(`The ${name} ${first} before it was ready.`);
  return first;
}

/** Null for a line that is something else, such as a log entry. */
export function parseReady(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null;
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('ready' in message)) return null;
    return message.ready === true ? { ...message } : null;
  } catch {
    return null;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody left in the group, which is what was wanted.
  }
}

/**
 * Calls back once, when somebody asks this process to stop: Ctrl-C, SIGTERM, the terminal closing, or the starter
 * of the command (run.mjs) having gone away. From then on further signals change nothing: the stop is under way.
 */
export function onStopRequest(callback: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string) => {
    if (asked) return;
    asked = true;
    callback(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
  process.once('disconnect', () => ask('disconnect'));
  // The channel is there to notice its end, not to keep us alive.
  process.channel?.unref();
}

export interface Program {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  reaper: Reaper;
}

/** Runs a program to its end with our terminal as its output. Exit code as shells have it: 128 + signal number. */
export function runProgram(program: Program): { exitCode: Promise<number>; stop(): Promise<void> } {
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const pid = startedPid(child, `${program.command} can not be run.`);
  program.reaper.watch(pid, 'SIGTERM');
  const exitCode = new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => {
      program.reaper.forget(pid);
      killGroup(pid);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  return {
    exitCode,
    async stop() {
      child.kill('SIGTERM');
      await endInTime(exitCode, pid);
    },
  };
}

/** Keeps the program that runs at the moment in reach of a Ctrl-C, and starts none after one. */
export function followStopRequest(): {
  requested(): boolean;
  run(program: Program): Promise<number>;
} {
  let current: ReturnType<typeof runProgram> | null = null;
  let requested = false;
  onStopRequest(() => {
    requested = true;
    void current?.stop();
  });
  return {
    requested: () => requested,
    async run(program) {
      if (requested) return 130;
      current = runProgram(program);
      try {
        return await current.exitCode;
      } finally {
        current = null;
      }
    },
  };
}

/** Waits for the end of a process that was asked to go, and makes it go when it takes too long. */
async function endInTime(ended: Promise<unknown>, pid: number): Promise<void> {
  const patience = new AbortController();
  const late = delay(stopDeadlineMs, undefined, { signal: patience.signal }).then(
    () => killGroup(pid),
    () => undefined,
  );
  await Promise.race([ended, late]);
  patience.abort();
  await ended;
}
