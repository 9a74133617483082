// npm start: the whole system on this machine, until Ctrl-C. See system.ts for how.
import { join } from 'node:path';
import { chooseUnprivilegedUser } from '@diboas/testkit/postgres';
import { choosePort, isPortFree, onStopRequest } from '@diboas/testkit/processes';
import { type Addresses, runSystem } from '@diboas/testkit/start';
import { holdRunningFile, refuseForeignState } from '@diboas/testkit/state';
import { readInteger, readOptions, runCommand, UsageError } from './command-line/options.ts';
import { readDatabaseUrl } from './database/database-url.ts';

const project = join(import.meta.dirname, '..');
const defaultPort = 3000;

await runCommand('start', main);

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { port: { type: 'string' }, reset: { type: 'boolean', default: false } });
  const fixedPort =
    options.port === undefined ? null : readInteger('port', options.port, { min: 1, max: 65_535 });
  const databaseUrl = readDatabaseUrl();
  if (options.reset && databaseUrl !== null) {
    throw new UsageError(
      '--reset forgets the data of our own PostgreSQL; it does not touch the one in DATABASE_URL.',
    );
  }
  const state = join(project, '.diboas');
  refuseForeignState(state);
  if (databaseUrl === null) chooseUnprivilegedUser();
  const stopRequested = new Promise<string>((resolve) => onStopRequest(resolve));
  const running = holdRunningFile(join(state, 'running.json'));
  if (running.heldBy !== null) {
    const where = running.heldBy.note === '' ? 'is starting' : `runs at ${running.heldBy.note}`;
    console.error(
      `diBoaS already ${where}, from this folder (process ${running.heldBy.pid}). Stop it first.`,
    );
    return 1;
  }
  try {
    const port = await findPort(fixedPort);
    if (port === null) return 1;
    if (databaseUrl !== null) console.log(`Using the PostgreSQL of DATABASE_URL at ${databaseUrl.host}.`);
    const system = {
      project,
      port,
      databaseUrl: databaseUrl?.href ?? null,
      reset: options.reset,
      say: console.log,
    };
    return await runSystem(system, stopRequested, (addresses) => {
      running.note(addresses.app);
      console.log(welcome(addresses));
    });
  } finally {
    running.release();
  }
}

/** Null when the port the person asked for is taken. A port nobody asked for gives way. */
async function findPort(fixed: number | null): Promise<number | null> {
  if (fixed !== null) {
    if (await isPortFree(fixed)) return fixed;
    console.error(`Port ${fixed} is taken by another program. Choose another with --port.`);
    return null;
  }
  const port = await choosePort(defaultPort);
  if (port !== defaultPort) console.log(`Port ${defaultPort} is taken by another program; using ${port}.`);
  return port;
}

function welcome({ app, sandbox }: Addresses): string {
  return `
diBoaS is running.

  App            ${app}
  API reference  ${app}/docs
  Mailbox        ${app}/mailbox
  Sandbox        ${sandbox}
  Logs           .diboas/logs

To sign in, type any e-mail address in the app, open the mailbox page, and follow the link in the message there.
No e-mail leaves this machine. Ctrl-C stops everything.`;
}
