import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from '@diboas/testkit/person';
import type { OpenSystem } from '@diboas/testkit/system';

/** Runs the operators' command about whoever signs in by this person's address. */
export async function operate(
  { database }: Pick<OpenSystem, 'database'>,
  {
    verb,
    person,
    options,
  }: { readonly verb: string; readonly person: Person; readonly options: readonly string[] },
): Promise<{ readonly code: number | null; readonly said: string }> {
  const found = 'SELECT id::text AS id FROM auth_users WHERE email = $1';
  const [user] = await database.query<{ id: string }>(found, [person.email]);
  const command = join(import.meta.dirname, '../../commands/customers.ts');
  const env = { ...process.env, DATABASE_URL: database.url };
  const run = spawnSync(process.execPath, [command, verb, user?.id ?? '', ...options], {
    encoding: 'utf8',
    env,
  });
  return { code: run.status, said: `${run.stdout}${run.stderr}` };
}
