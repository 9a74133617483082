import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Person } from '@diboas/testkit/person';
import type { OpenSystem } from '@diboas/testkit/system';

export interface Operated {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the operators' command about whoever signs in by this person's address. */
export async function operate(
  world: Pick<OpenSystem, 'database'>,
  {
    verb,
    person,
    options,
  }: { readonly verb: string; readonly person: Person; readonly options: readonly string[] },
): Promise<Operated> {
  const found = 'SELECT id::text AS id FROM auth_users WHERE email = $1';
  const [user] = await world.database.query<{ id: string }>(found, [person.email]);
  return await runOperator(world, 'customers', [verb, user?.id ?? '', ...options]);
}

/** Runs an operators' command on the database of a system. */
export async function runOperator(
  { database }: Pick<OpenSystem, 'database'>,
  command: 'customers' | 'cases' | 'sanctions-import',
  args: readonly string[],
): Promise<Operated> {
  const file = join(import.meta.dirname, `../../commands/${command}.ts`);
  const env = { ...process.env, DATABASE_URL: database.url };
  // The server of the test may be in this very process, which must go on meanwhile.
  const run = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
  const [said, wrong, code] = await Promise.all([text(run.stdout), text(run.stderr), ended]);
  return { code, said: `${said}${wrong}` };
}
