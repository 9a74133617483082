// npm run bench:peers: what it measures and prints is in commands/help/bench-peers.txt.
//
// The peers are no packages of diBoaS: they have a workspace of their own, which is installed here when it is needed,
// and what imports them runs as a process of its own.
import { join } from 'node:path';
import { createReaper, followStopRequest, type Program, type Reaper } from '@diboas/testkit/processes';
import { NPM_OPTIONS, npmCommand, whyInstall } from './bootstrap/run-packages.mjs';
import { readInteger, readOptions, runCommand } from './command-line/options.ts';

const workspace = join(import.meta.dirname, '..', 'bench', 'peers');

await runCommand('bench:peers', async (args) => {
  const options = readOptions(args, {
    rounds: { type: 'string', default: '3' },
    lifecycles: { type: 'string', default: '50000' },
  });
  const rounds = readInteger('rounds', options.rounds, { min: 3, max: 50 });
  const lifecycles = readInteger('lifecycles', options.lifecycles, { min: 1_000, max: 100_000 });
  const stop = followStopRequest();
  const reaper = createReaper();
  await install(reaper, stop.run);
  const exitCode = await stop.run({
    command: process.execPath,
    args: [
      // DBOS uses node-postgres in a way that its next major version will not allow.
      '--disable-warning=DeprecationWarning',
      join(workspace, 'src', 'main.ts'),
      `--rounds=${rounds}`,
      `--lifecycles=${lifecycles}`,
    ],
    cwd: workspace,
    env: process.env,
    reaper,
  });
  await reaper.close();
  return exitCode;
});

/** Without its packages a peer is left out, and the others are measured all the same. */
async function install(reaper: Reaper, run: (program: Program) => Promise<number>): Promise<void> {
  const reason = whyInstall(workspace);
  if (reason === null) return;
  console.error(`Installing the peers' packages (${reason}) ...`);
  const [command = 'npm', ...before] = npmCommand();
  const args = [...before, 'ci', '--prefix', workspace, ...NPM_OPTIONS];
  const exitCode = await run({ command, args, cwd: workspace, env: process.env, reaper });
  if (exitCode !== 0)
    console.error(
      'The packages could not be installed (npm ci in bench/peers says why); peers that need them are left out.',
    );
}
