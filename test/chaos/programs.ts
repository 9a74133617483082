// The sandbox and the server as processes of their own, the way an operator would start them.
import { join } from 'node:path';
import { PROVIDERS } from '@diboas/providers';
import { sandboxSettings } from '@diboas/providers-kit';
import type { Reaper } from '@diboas/testkit/processes';
import { type RunningProcess, startProcess } from '@diboas/testkit/processes';
import type { ProjectSecrets } from '@diboas/testkit/state';

export const PROJECT = join(import.meta.dirname, '..', '..');

export interface ProgramOptions {
  readonly secrets: ProjectSecrets;
  readonly reaper: Reaper;
  readonly logFile: string;
  /** Settings of the program by name, on top of what every run gives. */
  readonly settings: Readonly<Record<string, string>>;
}

export function startSandboxProgram({ secrets, ...options }: ProgramOptions): RunningProcess {
  return start('sandbox', options, {
    ...sandboxSettings(PROVIDERS, { secrets: secrets.providers, serverUrl: null }),
    SANDBOX_LOG_LEVEL: 'warn',
    ...options.settings,
  });
}

export function startServerProgram({ secrets, ...options }: ProgramOptions): RunningProcess {
  return start('server', options, {
    WORLD: 'sandbox',
    HOST: '127.0.0.1',
    ...secrets.providers,
    AUTH_SECRET: secrets.auth,
    MAILBOX: 'on',
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: '1000000',
    QUOTES_PER_MINUTE: '1000000',
    SIGN_INS_PER_MINUTE: '1000',
    ...options.settings,
  });
}

function start(
  name: 'sandbox' | 'server',
  { reaper, logFile }: Omit<ProgramOptions, 'secrets'>,
  settings: Readonly<Record<string, string>>,
): RunningProcess {
  return startProcess({
    name,
    command: process.execPath,
    args: [join(PROJECT, 'apps', name, 'src', 'main.ts')],
    cwd: PROJECT,
    // Nothing of the caller's own settings, so that a run is the same whoever starts it.
    env: { PATH: process.env.PATH, NODE_ENV: 'development', ...settings },
    logFile,
    reaper,
  });
}

/** Where the sandbox delivers webhooks, by the address of whoever takes them in. */
export function webhookSettings(serverUrl: string, secrets: ProjectSecrets): Record<string, string> {
  return sandboxSettings(PROVIDERS, { secrets: secrets.providers, serverUrl });
}

/** Where a server finds its providers, each by its id. */
export function providerSettings(urls: Readonly<Record<string, string>>): Record<string, string> {
  return Object.assign({}, ...PROVIDERS.map((one) => one.settingsAt(urls[one.id] ?? '')));
}

/** A text of a program's ready line. */
export function textOf(message: Readonly<Record<string, unknown>>, name: string): string {
  const value = message[name];
  if (typeof value !== 'string')
    throw new Error(`the ready line has no "${name}": ${JSON.stringify(message)}`);
  return value;
}
