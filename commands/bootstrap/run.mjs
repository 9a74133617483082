// node commands/bootstrap/run.mjs <command> [options]
//
// The one way into every command of this project, on a machine with only Node 20 (or newer) and npm. It is plain
// JavaScript because the Node that starts it may be too old for TypeScript. It installs the packages when they are
// missing or out of date, finds the Node 24 that comes with them, and runs commands/<command>.ts under it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandEnvironment } from './run-environment.mjs';
import { findNode24 } from './run-node.mjs';
import { installPackages } from './run-packages.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const oldestMajor = 20;

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...options]) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestMajor)
    return refuse(`diBoaS needs Node ${oldestMajor} or newer; this is ${process.version}.`);
  const commands = knownCommands();
  if (command === '--help' || command === undefined) {
    console.log(
      `Usage: node commands/bootstrap/run.mjs <command> [options]\nCommands: ${commands.join(', ')}`,
    );
    return command === undefined ? 2 : 0;
  }
  if (!commands.includes(command)) {
    return refuse(`There is no command "${command}". Commands: ${commands.join(', ')}.`);
  }
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(readFileSync(helpFile(command), 'utf8'));
    return 0;
  }
  const unfit = unfitFor(project);
  if (unfit !== null) return refuse(unfit);
  const stop = followSignals();
  try {
    await installPackages(project, stop);
    const node = await findNode24(project);
    // Tools call "node" by name, and must get the one that was found, not the machine's.
    const path = [dirname(node), join(project, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
    return await stop.run(node, [join(project, 'commands', `${command}.ts`), ...options], {
      cwd: project,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...commandEnvironment(process.env), PATH: path },
    });
  } catch (error) {
    // Anything that is not said in words of ours is a bug, and keeps its stack.
    console.error(error.expected === true ? error.message : error);
    return 1;
  }
}

/** A command is a program with a help text: commands/start.ts and commands/help/start.txt. */
function knownCommands() {
  const names = readdirSync(join(project, 'commands', 'help')).map((name) => name.replace(/\.txt$/, ''));
  return names.filter((name) => existsSync(join(project, 'commands', `${name}.ts`)));
}

function helpFile(command) {
  return join(project, 'commands', 'help', `${command}.txt`);
}

/**
 * Some characters in the path of the folder mean something to the programs that get it: to the shell through which
 * PostgreSQL starts its own programs, and to the builder of the web app, for which a path is half an address.
 * @returns what to do about it, null for a path that is good
 */
function unfitFor(folder) {
  const [found] = /["#$?`\p{Cc}]/u.exec(folder) ?? [];
  if (found === undefined) return null;
  return `The path of this folder has ${JSON.stringify(found)} in it, which the programs that diBoaS starts can not take: ${folder}\nMove the folder to a path without any of " # $ ? and \`.`;
}

function refuse(message) {
  console.error(message);
  return 2;
}

/**
 * Passes our signals on to whatever runs at the moment, and waits for it: only the child knows how to stop in order.
 * A Ctrl-C in a terminal reaches the child directly too; the commands take the second one as the same request.
 */
function followSignals() {
  let child = null;
  let received = null;
  const pass = (signal) => {
    received = signal;
    child?.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => pass(signal));
  stopWithNpm(() => pass('SIGHUP'));
  return {
    /** Runs a program to its end. The exit code, 128 + number when a signal ended it, as shells have it. */
    run(program, args, spawnOptions) {
      if (received !== null) return Promise.resolve(128 + constants.signals[received]);
      return new Promise((resolve, reject) => {
        child = spawn(program, args, spawnOptions);
        child.once('error', reject);
        child.once('exit', (code, signal) => {
          child = null;
          resolve(code ?? 128 + constants.signals[signal]);
        });
      });
    },
    received: () => received,
  };
}

/**
 * When npm itself is killed, its Ctrl-C can not reach us any more, and nobody tells us. Between npm and us there may
 * be a shell that lives on, so on Linux the parent's parent is watched too.
 */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const first = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === first) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

/** From proc_pid_stat(5): the second field after the command's name, which may itself hold spaces. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[1];
  } catch {
    return '';
  }
}
