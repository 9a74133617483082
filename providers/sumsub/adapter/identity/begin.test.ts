import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createSumsubIdentity } from './desk.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const ASK = {
  ...{ key: 'key-1', personId: 'person/1', email: 'ada@example.test' },
  returnUrl: 'https://app.diboas.test/back',
};
const answers = (body: object, status = 200): WireAct => ({ status, body: JSON.stringify(body) });
const MADE = answers({ id: 'a1', externalUserId: 'person/1' }, 201);
const LINK = answers({ url: 'https://in.sumsub.test/websdk/p/sbx_1' });
const refuses = (status: number, errorName?: string): WireAct =>
  answers({ description: `of ada@example.test`, code: status, correlationId: 'req-1', errorName }, status);

let server: LoopbackServer;
afterEach(async () => await server.close());

async function deskAt(...acts: readonly WireAct[]) {
  const left = [...acts];
  server = await startLoopbackServer(() => left.shift() ?? 'reset');
  return createSumsubIdentity({
    ...{ world: 'sandbox', appToken: 'sbx:1', secretKey: 'secret', webhookSecrets: ['s'], level: 'a level' },
    ...{ baseUrl: server.url, timeoutMs: 300, now: () => NOW, reportCredentials: () => {} },
  });
}

describe('beginning', () => {
  it('makes the person known and gives a link, with the bytes that were signed', async () => {
    const desk = await deskAt(MADE, LINK);
    expect(await desk.begin(ASK)).toEqual({
      ...{ kind: 'begun', reference: 'person/1', url: 'https://in.sumsub.test/websdk/p/sbx_1' },
    });
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /resources/applicants?levelName=a%20level',
      'POST /resources/sdkIntegrations/levels/-/websdkLink',
    ]);
    for (const { headers } of server.received)
      expect(headers).toMatchObject({
        'x-app-token': 'sbx:1',
        'x-app-access-ts': String(NOW / 1_000),
        'x-app-access-sig': expect.stringMatching(/^[0-9a-f]{64}$/),
      });
  });

  it.each([undefined, 'applicant-already-exists'])('leads back a person who is known (%s)', async (name) => {
    const desk = await deskAt(refuses(409, name), LINK);
    expect(await desk.begin(ASK)).toMatchObject({ kind: 'begun', reference: 'person/1' });
  });

  it('goes no further after another conflict, nor with another person', async () => {
    expect(await (await deskAt(refuses(409, 'of-tomorrow'), LINK)).begin(ASK)).toMatchObject({
      kind: 'unknown',
    });
    expect(server.received).toHaveLength(1);
    await server.close();
    const other = answers({ id: 'a1', externalUserId: 'person/2' }, 201);
    expect(await (await deskAt(other, LINK)).begin(ASK)).toMatchObject({ kind: 'unknown' });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [401, { kind: 'rejected', code: 'not_authorised' }],
    [403, { kind: 'rejected', code: 'not_authorised' }],
    [400, { kind: 'rejected', code: 'invalid_request' }],
    [404, { kind: 'rejected', code: 'invalid_request' }],
    [422, { kind: 'rejected', code: 'invalid_request' }],
    [418, { kind: 'rejected', code: 'other' }],
    [429, { kind: 'retryable', cause: 'rate_limited' }],
    [500, { kind: 'unknown' }],
  ])('a refusal with %i is %j, and its detail repeats no text', async (status, sorted) => {
    const answer = await (await deskAt(refuses(status))).begin(ASK);
    expect(answer).toMatchObject(sorted);
    expect(answer).toMatchObject({ detail: `${status} ${status} req-1` });
  });

  it.each(['javascript:alert(1)', '', null])('a link to %j is given to nobody', async (url) => {
    expect(await (await deskAt(MADE, answers({ url }))).begin(ASK)).toMatchObject({ kind: 'unknown' });
  });
});

describe('a look', () => {
  it('asks by our name of the person, in letters that no path has', async () => {
    const desk = await deskAt(refuses(404));
    expect(await desk.look('person/1')).toEqual({ kind: 'not_found' });
    expect(server.received[0]?.path).toBe('/resources/applicants/-;externalUserId=person%2F1/one');
  });
});
