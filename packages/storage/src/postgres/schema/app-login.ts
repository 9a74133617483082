import { createHmac } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE } from '../connection/session.ts';
import { sqlStateOf } from '../connection/sqlstate.ts';

/** The login of the application on a server of our own: for one's own machine, tests and measurements. */
const LOGIN = 'diboas_server';

/**
 * Makes the application's login on a server whose administrator we are, and gives the same address with that login. It
 * may do what `diboas_app` may and nothing else. Its password follows from the administrator's, from which it cannot be
 * worked out backwards, so there is nothing to keep. Safe to call at once from several processes.
 */
export async function createAppLogin(adminUrl: string): Promise<string> {
  const url = new URL(adminUrl);
  const password = createHmac('sha256', decodeURIComponent(url.password)).update(LOGIN).digest('base64url');
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'diboas-login' });
  await client.connect();
  try {
    await createRole(client, `${APP_ROLE} NOLOGIN`);
    await createRole(client, `${LOGIN} LOGIN PASSWORD '${password}' IN ROLE ${APP_ROLE}`);
  } finally {
    await client.end();
  }
  url.username = LOGIN;
  url.password = password;
  return url.href;
}

async function createRole(client: pg.Client, definition: string): Promise<void> {
  try {
    await client.query(`CREATE ROLE ${definition}`);
  } catch (error) {
    // It was there before, or another process was quicker.
    if (!['42710', '23505'].includes(sqlStateOf(error) ?? '')) throw error;
  }
}
