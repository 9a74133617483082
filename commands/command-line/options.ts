// Command-line options, with refusals in words.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Refused } from '@diboas/testkit/state';

/** A mistake of the person who typed the command: said without a stack, exit code 2. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

/** Like `parseArgs`, strictly: what is not declared is refused. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A whole number within limits, both included. */
export function readInteger(name: string, text: string, limits: { min: number; max: number }): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= limits.min && value <= limits.max)) {
    throw new UsageError(
      `--${name} takes a whole number from ${limits.min} to ${limits.max}, not "${text}".`,
    );
  }
  return value;
}

/** Runs a command's main function; its result is the exit code. */
export async function runCommand(
  name: string,
  main: (args: readonly string[]) => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof Refused) {
      console.error(error.message);
      process.exitCode = 1;
      return;
    }
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\nTry: npm run ${name} -- --help`);
    process.exitCode = 2;
  }
}
