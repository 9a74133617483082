import type pg from 'pg';
import { APP_ROLE } from '../connection/session.ts';
import { sqlStateOf } from '../connection/sqlstate.ts';
import { StartRefusal } from './start-refusal.ts';

/**
 * Sees to it that the application's role is there before the migrations grant to it. A role belongs to the whole
 * server: another database may have brought it, or the server's administrator, and then there is nothing to make. The
 * owner of the tables needs not be a member of it to grant to it.
 * @throws StartRefusal when it is not there and this login may not make it
 */
export async function prepareAppRole(client: pg.ClientBase): Promise<void> {
  if (await isThere(client)) return;
  await client.query('SAVEPOINT app_role');
  try {
    await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT app_role');
    const code = sqlStateOf(error);
    // Another database's migration was quicker.
    if (code === '42710' || code === '23505') return;
    if (code !== '42501') throw error;
    throw new StartRefusal(
      [
        `The role ${APP_ROLE} is not there, and this login may not make it. An administrator of the server can: ` +
          `CREATE ROLE ${APP_ROLE} NOLOGIN;`,
      ],
      error,
    );
  }
}

async function isThere(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
  return rows.length > 0;
}

/** What no migration can grant: reading the number of the schema, and the schema itself where PUBLIC has lost it. */
export async function grantSchema(client: pg.ClientBase): Promise<void> {
  await client.query(`GRANT SELECT ON schema_version TO ${APP_ROLE}`);
  const { rows } = await client.query<{ usable: boolean }>(
    `SELECT has_schema_privilege($1, 'public', 'USAGE') AS usable`,
    [APP_ROLE],
  );
  if (rows[0]?.usable) return;
  await client.query('SAVEPOINT usage');
  try {
    await client.query(`GRANT USAGE ON SCHEMA public TO ${APP_ROLE}`);
  } catch (error) {
    throw new StartRefusal(
      [
        `The schema public is closed to ${APP_ROLE}. Its owner can: GRANT USAGE ON SCHEMA public TO ${APP_ROLE};`,
      ],
      error,
    );
  }
}
