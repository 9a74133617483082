import { LIVE_CLOSE } from '@diboas/protocol';
import { signIn } from '@diboas/testkit/person';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from './child-process.ts';
import { createDatabase, type ScenarioDatabase } from './database.ts';
import { type OutsideWorld, startOutsideWorld } from './outside-world.ts';
import { findFreePort, serverEnvironment } from './world.ts';

let database: ScenarioDatabase;
let outside: OutsideWorld;
let port: number;

beforeAll(async () => {
  port = await findFreePort();
  database = await createDatabase();
  outside = await startOutsideWorld(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  await outside?.stop();
  await database?.drop();
});

describe('a server that is asked to stop', () => {
  it('says goodbye to screens, finishes what it began and ends well', async () => {
    const environment = serverEnvironment({ database, port, outside });
    const server = await startProgram(new URL('../../apps/server/src/main.ts', import.meta.url), {
      ...environment,
      LOG_LEVEL: 'info',
    });
    const url = String(server.ready.url);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const ana = await signIn(url, 'ana.silva@example.com');
    const link = ana.live();
    await link.until((said) => said.length > 0);
    const quote = await ana.quote();
    const confirming = ana.confirm(quote, 'a-key-that-is-secret');
    const { status } = await confirming;
    const code = await server.stop();
    expect(status).toBe(201);
    expect(code).toBe(0);
    expect(await link.closed).toBe(LIVE_CLOSE.serverStopping);
    // What was begun was finished: the provider's answer is in.
    const attempts = await database.query(
      `SELECT attempt ->> 'state' AS state
       FROM transactions CROSS JOIN LATERAL json_array_elements(state::json -> 'attempts') AS attempt
       WHERE transaction_id = $1`,
      [quote.id],
    );
    expect(attempts).toEqual([{ state: 'accepted' }]);

    const log = server.errors();
    expect(log).toContain('"route":"/v1/transactions"');
    for (const secret of ['ana.silva', 'diboas.session', 'a-key-that-is-secret', quote.pay.total.amount]) {
      expect(log).not.toContain(secret);
    }
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('says that it is not ready before it takes no more connections', async () => {
    const port = await findFreePort();
    const environment = serverEnvironment({ database, port, outside });
    const server = await startProgram(new URL('../../apps/server/src/main.ts', import.meta.url), {
      ...environment,
      DRAIN_SECONDS: '2',
    });
    const status = async (path: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } })).status;
    expect(await status('/v1/health/ready')).toBe(200);
    const stopped = server.stop();
    await expect.poll(() => status('/v1/health/ready')).toBe(503);
    expect(await status('/v1/config')).toBe(200);
    expect(await stopped).toBe(0);
    await expect(status('/v1/health/ready')).rejects.toThrow();
  });

  it('refuses to start with settings that are wrong, and says which', async () => {
    const start = startProgram(new URL('../../apps/server/src/main.ts', import.meta.url), { PORT: 'x' });
    await expect(start).rejects.toThrow(/DATABASE_URL is missing/);
  });
});
