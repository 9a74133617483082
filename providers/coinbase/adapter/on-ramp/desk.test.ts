import { credentialNews, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, NOW, SUBMISSION, sessionAnswer } from './adapter-for-tests.ts';

describe('the adapter is not made', () => {
  it.each([
    [
      'for the United States without a state',
      { market: { country: 'US', subdivision: null } },
      'COINBASE_MARKET',
    ],
    ['for a country that is none', { market: { country: 'us', subdivision: 'NY' } }, 'COINBASE_MARKET'],
    ['for a state that is none', { market: { country: 'US', subdivision: '' } }, 'COINBASE_MARKET'],
    [
      'in the test mode of Coinbase, for the live world',
      { world: 'live', testMode: true },
      'COINBASE_TEST_MODE',
    ],
    ['without a webhook secret', { webhookSecrets: [] }, 'COINBASE_WEBHOOK_SECRET'],
    ['with a key id on two lines', { apiKeyId: 'a\nb' }, 'COINBASE_API_KEY_ID'],
    ['with half a key', { apiKeySecret: 'c2hvcnQ=' }, 'COINBASE_API_KEY_SECRET'],
  ] as const)('%s, and says which setting it is', (_name, changes, setting) => {
    expect(() => adapterAt('http://127.0.0.1:9', changes)).toThrow(setting);
  });

  it('but is elsewhere without a state', () => {
    expect(() =>
      adapterAt('http://127.0.0.1:9', { market: { country: 'DE', subdivision: null } }),
    ).not.toThrow();
  });
});

describe('credentials that Coinbase refuses', () => {
  const newsOf = (...acts: readonly WireAct[]) =>
    credentialNews(acts, ({ baseUrl, reportCredentials }) => {
      const adapter = adapterAt(baseUrl, { reportCredentials });
      return () => adapter.submit(SUBMISSION);
    });

  const early = { date: new Date(NOW - 7_000).toUTCString() };

  it('are told of once, with how far the clocks are apart, and that they are taken again [credentials.refused]', async () => {
    const refused = failure(401, 'unauthorized', early);
    const detail = '401 unauthorized, asked with COINBASE_API_KEY_ID; our clock is 7 s ahead of theirs';
    expect(await newsOf(refused, refused, answer(sessionAnswer()), answer(sessionAnswer()))).toEqual([
      { state: 'refused', detail },
      { state: 'accepted', detail: expect.any(String) },
    ]);
  });

  it.each([
    ['by the older API, in its own words', answer({ code: 16, message: 'x', details: [] }, 401)],
    ['by a page', { status: 401, body: '<html>' }],
    ['for a key that may not do this', failure(403, 'forbidden')],
  ])('are told of %s', async (_name, act) => {
    expect(await newsOf(act)).toMatchObject([{ state: 'refused' }]);
  });

  it.each([
    ['a region', failure(403, 'guest_region_forbidden')],
    ['an outage', failure(503, 'service_unavailable')],
    ['silence', 'reset' as const],
  ])('are not what %s is about', async (_name, act) => {
    expect(await newsOf(act)).toEqual([]);
  });
});

describe("Coinbase's own test mode", () => {
  it('is in the reference that everything is found by', async () => {
    const server = await startLoopbackServer(({ method }) =>
      method === 'POST' ? answer(sessionAnswer()) : answer({ transactions: [] }, 200),
    );
    try {
      const adapter = adapterAt(server.url, { testMode: true });
      const accepted = await adapter.submit(SUBMISSION);
      expect(accepted).toMatchObject({ observation: { reference: expect.stringMatching(/^sandbox-/) } });
      const { key, transactionId, attemptId } = SUBMISSION;
      await adapter.lookup({ key, transactionId, attemptId, reference: null, startedAt: NOW });
      expect(server.received[1]?.path).toContain('/user/sandbox-');
    } finally {
      await server.close();
    }
  });
});
