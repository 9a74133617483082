import { ROUTES } from '@diboas/protocol';
import { firstOnRamp } from '@diboas/providers/testing';
import { inProcess } from '@diboas/testkit/in-process';
import { call, type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem, testSecret } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cable, layCable } from './cable.ts';

let world: OpenSystem;
let ana: Person;
let cable: Cable;

beforeAll(async () => {
  cable = await layCable(new URL(process.env.TEST_DATABASE_URL ?? ''));
  world = await openSystem({
    start: inProcess(),
    settings: { LOG_LEVEL: 'silent' },
    databaseHost: cable.host,
  });
  ana = await world.person('ana');
});
afterAll(async () => {
  await world?.close();
  await cable?.cut();
});

describe('while the database is away', () => {
  it('everything says so, nothing is lost, and all goes on by itself [database.away]', {
    timeout: 60_000,
  }, async () => {
    const quote = await ana.quote();
    const { id } = await ana.add();
    const link = ana.live(0);
    await link.until((said) => said.some(({ type }) => type === 'caught_up'));
    await cable.cut();

    const ready = await call(world.url, 'GET', '/v1/health/ready');
    expect(problemIn(ready).code).toBe('unavailable');
    expect((await call(world.url, 'GET', '/v1/health/live')).status).toBe(200);
    const refused = await ana.confirm(quote, 'kept-key');
    expect(problemIn(refused)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(refused.headers.get('retry-after')).toBe('2');
    const mail = await call(world.url, 'POST', ROUTES.requestLink.path, {
      body: { email: 'b@example.com' },
    });
    expect(problemIn(mail).code).toBe('unavailable');
    const at = Date.now();
    const payload = firstOnRamp.tellOfOthers({ id: 'evt_1', at });
    const webhook = await call(world.url, 'POST', `/v1/webhooks/${firstOnRamp.id}`, {
      raw: payload,
      headers: firstOnRamp.sign(payload, { secret: testSecret(firstOnRamp.secretSetting), at }),
    });
    expect(problemIn(webhook).code).toBe('unavailable');

    await cable.mend();
    await untilTrue(
      async () => (await call(world.url, 'GET', '/v1/health/ready')).status === 200,
      () => 'not ready again',
    );
    expect((await ana.confirm(quote, 'kept-key')).status).toBe(201);
    await ana.until(id, 'completed');
    await ana.until(quote.id, 'completed');
    const { seq } = await ana.balances();
    await link.until((said) => said.some((one) => one.type === 'change' && one.seq === seq));
    const seqs = link.said.filter(({ type }) => type === 'change').map((one) => one.seq);
    expect(seqs).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    link.close();
  });
});
