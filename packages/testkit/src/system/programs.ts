// The sandbox and the server as processes of their own, the way an operator would start them.
import { join } from 'node:path';
import { type RunningProcess, startProcess } from '../processes/process.ts';
import type { Reaper } from '../processes/reaper.ts';
import { PROJECT } from './project.ts';
import type { Environment } from './settings.ts';

export interface ProgramOptions {
  readonly reaper: Reaper;
  readonly logFile: string;
  /** All that it is told: see settings.ts. */
  readonly settings: Environment;
}

export function startSandboxProgram(options: ProgramOptions): RunningProcess {
  return start('sandbox', options);
}

export function startServerProgram(options: ProgramOptions): RunningProcess {
  return start('server', options);
}

const MAIN = { sandbox: 'apps/sandbox/src/main.ts', server: 'apps/server/src/main.ts' } as const;

/**
 * Where Node keeps what it compiled of our modules and of packages: a program that is started again is ready with two
 * thirds of the work.
 */
const COMPILED = join(PROJECT, '.diboas', 'compiled');

function start(name: keyof typeof MAIN, { reaper, logFile, settings }: ProgramOptions): RunningProcess {
  const { PATH, NODE_COMPILE_CACHE = COMPILED } = process.env;
  return startProcess({
    name,
    command: process.execPath,
    args: [join(PROJECT, MAIN[name])],
    cwd: PROJECT,
    // Nothing of the caller's own settings, so that a run is the same whoever starts it.
    env: {
      ...{ PATH, NODE_ENV: 'development', NODE_COMPILE_CACHE },
      ...settings,
    },
    logFile,
    reaper,
  });
}

/** A text of a program's ready line. */
export function messageText(message: Readonly<Record<string, unknown>>, name: string): string {
  const value = message[name];
  if (typeof value !== 'string')
    throw new Error(`the ready line has no "${name}": ${JSON.stringify(message)}`);
  return value;
}
