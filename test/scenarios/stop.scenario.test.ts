import { LIVE_CLOSE } from '@diboas/protocol';
import { signIn } from '@diboas/testkit/person';
import { unusedPort } from '@diboas/testkit/processes';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let system: OpenSystem;

beforeAll(async () => {
  system = await openSystem({ servers: 0 });
});
afterAll(() => system?.close());

describe('a server that is asked to stop', () => {
  it('says goodbye to screens, finishes what it began and ends well', async () => {
    const server = await system.startServer({ settings: { LOG_LEVEL: 'info' } });
    const { url } = await server.ready;
    expect(url).toBe(system.url);
    const ana = await signIn(system.url, 'ana.silva@example.com');
    const link = ana.live();
    await link.until((said) => said.length > 0);
    const quote = await ana.quote();
    const confirming = ana.confirm(quote, 'a-key-that-is-secret');
    const { status } = await confirming;
    await server.stop();
    expect(status).toBe(201);
    expect(await server.ended).toBe('ended with code 0');
    expect(await link.closed).toBe(LIVE_CLOSE.serverStopping);
    // What was begun was finished: the provider's answer is in.
    const attempts = await system.database.query(
      `SELECT attempt ->> 'state' AS state
       FROM transactions CROSS JOIN LATERAL json_array_elements(state::json -> 'attempts') AS attempt
       WHERE transaction_id = $1`,
      [quote.id],
    );
    expect(attempts).toEqual([{ state: 'accepted' }]);

    const log = server.log();
    expect(log).toContain('"route":"/v1/transactions"');
    for (const secret of ['ana.silva', 'diboas.session', 'a-key-that-is-secret', quote.pay.total.amount]) {
      expect(log).not.toContain(secret);
    }
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('says that it is not ready before it takes no more connections', async () => {
    const port = await unusedPort();
    const server = await system.startServer({ port, settings: { DRAIN_SECONDS: '2' } });
    const status = async (path: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } })).status;
    expect(await status('/v1/health/ready')).toBe(200);
    const stopped = server.stop();
    await expect.poll(() => status('/v1/health/ready')).toBe(503);
    expect(await status('/v1/config')).toBe(200);
    await stopped;
    expect(await server.ended).toBe('ended with code 0');
    await expect(status('/v1/health/ready')).rejects.toThrow();
  });

  it('refuses to start with settings that are wrong, and says which', async () => {
    const start = system.startServer({ settings: { DATABASE_URL: '' } });
    await expect(start).rejects.toThrow(/DATABASE_URL/);
  });
});
