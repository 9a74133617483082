import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { testServerUrl } from './test-database.ts';

/** A login of a test's own, which belongs to the whole server. */
export interface TestLogin {
  readonly name: string;
  /** The same database with this login. */
  urlOf(databaseUrl: string): string;
  drop(): Promise<void>;
}

/**
 * @param attributes as CREATE ROLE takes them, such as `CREATEROLE`
 * @param grants statements in which `$login` is its name, run as the superuser in `databaseUrl`
 */
export async function createTestLogin(
  databaseUrl: string,
  { attributes = '', grants = [] }: { attributes?: string; grants?: readonly string[] } = {},
): Promise<TestLogin> {
  const name = `test_login_${randomUUID().replaceAll('-', '')}`;
  await runAsSuperuser(databaseUrl, [
    `CREATE ROLE ${name} LOGIN PASSWORD '${name}' ${attributes}`,
    ...grants.map((grant) => grant.replaceAll('$login', name)),
  ]);
  return {
    name,
    urlOf(url) {
      const address = new URL(url);
      address.username = name;
      address.password = name;
      return address.href;
    },
    drop: () => runAsSuperuser(testServerUrl(), [`DROP ROLE ${name}`]),
  };
}

export async function runAsSuperuser(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
