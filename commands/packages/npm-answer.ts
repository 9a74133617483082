// Asking npm about the packages that package-lock.json names.
import { execFile } from 'node:child_process';
import { npmCommand } from '../bootstrap/run-packages.mjs';

export interface NpmAnswer {
  readonly output: string;
  readonly errors: string;
  readonly exitCode: number;
}

/** More than any description of our packages needs. */
const OUTPUT_MAX = 64 * 1024 * 1024;

/** What npm says when it is called with these arguments in the folder. It changes nothing there. */
export function askNpm(project: string, args: readonly string[]): Promise<NpmAnswer> {
  const [program = 'npm', ...before] = npmCommand();
  const options = { cwd: project, maxBuffer: OUTPUT_MAX, shell: program === 'npm.cmd' };
  return new Promise((resolve, reject) => {
    execFile(program, [...before, ...args], options, (error, output, errors) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ output, errors, exitCode: error === null ? 0 : Number(error.code) });
    });
  });
}
