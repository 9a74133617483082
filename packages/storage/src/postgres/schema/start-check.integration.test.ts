import {
  createTestDatabase,
  createTestLogin,
  runAsSuperuser,
  type TestDatabase,
  type TestLogin,
  testServerUrl,
} from '@diboas/testkit/database';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTransactionPooler } from '../../testing/transaction-pooler.ts';
import { migrate } from './migrate.ts';
import { checkDatabase } from './start-check.ts';

const CHECK = { mustLast: false, allowsPlain: false };

let database: TestDatabase;
const logins: TestLogin[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
  for (const login of logins.splice(0)) await login.drop();
});

async function login(options: Parameters<typeof createTestLogin>[1]): Promise<string> {
  const made = await createTestLogin(database.url, options);
  logins.push(made);
  return made.urlOf(database.url);
}

const MEMBER = 'GRANT diboas_app TO $login';

describe('the application’s login', () => {
  it('is fine when it may do what the role may, and no more', async () => {
    await checkDatabase(database.appUrl, CHECK);
    await checkDatabase(await login({ grants: [MEMBER] }), CHECK);
  });

  it('is refused as a superuser, whatever role it works as', async () => {
    await expect(checkDatabase(database.url, CHECK)).rejects.toThrow('postgres is a superuser: ALTER ROLE');
  });

  const excesses: readonly (readonly [string, Parameters<typeof createTestLogin>[1], RegExp])[] = [
    ['may make roles', { attributes: 'CREATEROLE', grants: [MEMBER] }, /may make roles/],
    ['may make databases', { attributes: 'CREATEDB', grants: [MEMBER] }, /may make databases/],
    [
      'is a member of more',
      { grants: [MEMBER, 'GRANT pg_read_server_files TO $login'] },
      /REVOKE pg_read_server_files/,
    ],
    [
      'may become somebody who may more',
      { grants: [MEMBER, 'GRANT postgres TO $login'] },
      /postgres is a superuser/,
    ],
    ['may change the past', { grants: [MEMBER, 'GRANT UPDATE ON journal TO $login'] }, /may UPDATE journal/],
    [
      'may change a column of it',
      { grants: [MEMBER, 'GRANT UPDATE (cause) ON journal TO $login'] },
      /may UPDATE journal/,
    ],
    ['may delete of it', { grants: [MEMBER, 'GRANT DELETE ON audit TO $login'] }, /may DELETE audit/],
    [
      'may empty a table',
      { grants: [MEMBER, 'GRANT TRUNCATE ON accounts TO $login'] },
      /may TRUNCATE accounts/,
    ],
    [
      'may put a trigger on one',
      { grants: [MEMBER, 'GRANT TRIGGER ON transfers TO $login'] },
      /may TRIGGER transfers/,
    ],
    ['owns a table', { grants: [MEMBER, 'ALTER TABLE drafts OWNER TO $login'] }, /owns table drafts/],
    ['may make tables', { grants: [MEMBER, 'GRANT CREATE ON SCHEMA public TO $login'] }, /may make tables/],
    [
      'may make functions that jobs run',
      { grants: [MEMBER, 'GRANT CREATE ON SCHEMA graphile_worker TO $login'] },
      /in the schema of jobs: REVOKE CREATE ON SCHEMA graphile_worker/,
    ],
    [
      'may switch foreign keys off',
      { grants: [MEMBER, 'GRANT SET ON PARAMETER session_replication_role TO $login'] },
      /may switch foreign keys off/,
    ],
    [
      'may read files of the server',
      { grants: [MEMBER, 'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO $login'] },
      /may read files/,
    ],
  ];
  it.each(excesses)('is refused when it %s', async (_what, options, words) => {
    const url = await login(options);
    await expect(checkDatabase(url, CHECK)).rejects.toThrow(words);
    const { name = '' } = logins.at(-1) ?? {};
    await runAsSuperuser(database.url, [`REASSIGN OWNED BY ${name} TO postgres`, `DROP OWNED BY ${name}`]);
    if (/session_replication_role/.test(String(options?.grants)))
      await runAsSuperuser(database.url, [`REVOKE SET ON PARAMETER session_replication_role FROM ${name}`]);
  });

  it('is told what it lacks', async () => {
    const url = await login({});
    await expect(checkDatabase(url, CHECK)).rejects.toThrow(/GRANT diboas_app TO test_login_/);
  });
});

describe('the schema', () => {
  it('is refused in words when it is older or newer than the program', async () => {
    await runAsSuperuser(database.url, [`INSERT INTO schema_version (version) VALUES (9999)`]);
    await expect(checkDatabase(database.appUrl, CHECK)).rejects.toThrow('The database is at schema 9999');
    await expect(migrate(database.url)).rejects.toThrow('Run the newer program');
    await runAsSuperuser(database.url, ['DELETE FROM schema_version WHERE version > 1']);
    await expect(checkDatabase(database.appUrl, CHECK)).rejects.toThrow(
      'Give MIGRATE_DATABASE_URL to one node',
    );
    await runAsSuperuser(database.url, ['DROP TABLE schema_version']);
    await expect(checkDatabase(database.appUrl, CHECK)).rejects.toThrow('The database is at schema 0');
  });
});

describe('a pooler that gives each transaction another session', () => {
  it('is refused in words', async () => {
    const pooler = await startTransactionPooler(database.url, 2);
    const url = new URL(database.appUrl);
    url.port = String(pooler.port);
    await expect(checkDatabase(url.href, CHECK)).rejects.toThrow('There is a pooler');
    await pooler.close();
  });
});

describe('a server that forgets what was committed', () => {
  it('is refused where real money depends on it', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await runAsSuperuser(database.url, [`ALTER DATABASE ${name} SET synchronous_commit = off`]);
    await checkDatabase(database.appUrl, CHECK);
    const lasting = checkDatabase(database.appUrl, { ...CHECK, mustLast: true });
    await expect(lasting).rejects.toThrow('synchronous_commit = off');
  });
});

describe('migrations', () => {
  it('run as an owner who may not make roles, and as a second one on the same server', async () => {
    for (const schema of ['first', 'second']) {
      const made = await createTestLogin(database.url, {});
      logins.push(made);
      const name = `${made.name}_${schema}`;
      await runAsSuperuser(testServerUrl(), [`CREATE DATABASE ${name} OWNER ${made.name}`]);
      const url = new URL(made.urlOf(database.url));
      url.pathname = `/${name}`;
      await migrate(url.href);
      await migrate(url.href);
      await runAsSuperuser(testServerUrl(), [`DROP DATABASE ${name} WITH (FORCE)`]);
    }
  });

  it('say what to grant to a login that may not make tables', async () => {
    const url = await login({});
    await runAsSuperuser(database.url, ['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public']);
    await expect(migrate(url)).rejects.toThrow(/GRANT CREATE, USAGE ON SCHEMA public TO test_login_/);
  });

  it('wait in words for somebody who migrates, and give up in words', async () => {
    const holder = new pg.Client({ connectionString: database.url, application_name: 'sleeper' });
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(7201443)');
    const said: string[] = [];
    const late = migrate(database.url, { waitMaxMs: 300, onWait: (words) => said.push(words) });
    await expect(late).rejects.toThrow(/has held the lock of migrations .*sleeper/);
    expect(said).toEqual([expect.stringContaining('Another node migrates this database')]);
    await holder.query('SELECT pg_advisory_unlock(7201443)');
    await migrate(database.url);
    await holder.end();
  });
});
