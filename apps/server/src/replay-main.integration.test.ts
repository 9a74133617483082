import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets, outsideSettings } from '@diboas/providers-kit';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NOWHERE = Object.fromEntries(PROVIDERS.map(({ id }) => [id, 'http://127.0.0.1:9']));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

function replay(settings: Record<string, string>) {
  // That nobody says what things cost, where nobody is there at all, is a warning and no error.
  const env = { PATH: process.env.PATH, LOG_LEVEL: 'error', ...settings };
  const program = join(import.meta.dirname, 'replay-main.ts');
  return spawnSync(process.execPath, [program], { env, encoding: 'utf8', timeout: 50_000 });
}

describe('the program that replays webhooks', () => {
  it('says what came of it, and ends', () => {
    const { status, stdout, stderr } = replay({
      WORLD: 'sandbox',
      DATABASE_URL: database.appUrl,
      ...outsideSettings(PROVIDERS, { secrets: makeSecrets(PROVIDERS, createSecretSource()), urls: NOWHERE }),
      AUTH_SECRET: 'a secret that only this test signs with',
    });
    expect([status, stdout, stderr]).toEqual([0, '{}\n', '']);
  });

  it('says which settings are missing', () => {
    const { status, stderr } = replay({});
    expect([status, stderr]).toEqual([2, expect.stringContaining('DATABASE_URL is missing')]);
  });
});
