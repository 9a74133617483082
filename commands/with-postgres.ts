// node commands/with-postgres.ts [--bin-dir <folder>] -- <command> [arguments]
// Runs a command with a throwaway PostgreSQL, whose superuser URL it finds in TEST_DATABASE_URL.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { startPostgres } from '@diboas/testkit/postgres';

const usage = 'Usage: node commands/with-postgres.ts [--bin-dir <folder>] -- <command> [arguments]';
const { values, positionals } = parseArgs({
  options: { 'bin-dir': { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const [command, ...args] = positionals;
if (values.help === true || command === undefined) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}

const binDir = values['bin-dir'];
const postgres = await startPostgres({ throwaway: true, ...(binDir === undefined ? {} : { binDir }) });
const env = { ...process.env, TEST_DATABASE_URL: postgres.url };
const child = spawn(command, args, { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
process.exitCode = await new Promise<number>((resolve) => {
  child.once('error', (error) => {
    console.error(`${command} can not be run: ${error.message}`);
    resolve(127);
  });
  child.once('exit', (code, signal) =>
    resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
  );
});
await postgres.stop();
