// The other side of guarded-program.ts: runs the program that its arguments name, until either ends.
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const program = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
program.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
program.once('exit', (code) => process.exit(code ?? 1));

process.stdin.once('close', () => program.kill('SIGKILL'));
process.stdin.resume();
