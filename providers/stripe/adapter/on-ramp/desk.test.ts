import type { WireAct } from '@diboas/providers-kit/contract';
import { credentialNews } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createStripeOnramp, type StripeOnrampOptions } from './desk.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);

function adapterWith(changes: Partial<StripeOnrampOptions>) {
  return createStripeOnramp({
    ...{ world: 'sandbox', apiKey: 'sk_test_1', webhookSecrets: ['whsec_1'] },
    ...{ baseUrl: 'http://127.0.0.1:9', timeoutMs: 300, now: () => NOW, reportCredentials: () => {} },
    ...changes,
  });
}

describe('a key of the other mode', () => {
  it.each([
    ['sandbox', 'sk_live_1'],
    ['sandbox', 'rk_live_1'],
    ['live', 'sk_test_1'],
    ['live', 'pk_live_1'],
    ['live', 'sandbox_key'],
    ['sandbox', 'sk_test_1\n'],
    ['sandbox', '"sk_test_1" '],
    ['sandbox', ''],
  ] as const)('is refused at the start: %s, %j', (world, apiKey) => {
    expect(() => adapterWith({ world, apiKey })).toThrow('STRIPE_API_KEY');
    // The value is never in the words.
    expect(() => adapterWith({ world, apiKey })).not.toThrow(apiKey.trim() || 'sk_');
  });

  it.each([
    ['sandbox', 'sk_test_1'],
    ['sandbox', 'rk_test_1'],
    ['live', 'sk_live_1'],
    ['live', 'rk_live_1'],
  ] as const)('is not what this is: %s, %s', (world, apiKey) => {
    expect(() => adapterWith({ world, apiKey })).not.toThrow();
  });

  it('and no webhook secret is refused too', () => {
    expect(() => adapterWith({ webhookSecrets: ['whsec_1\n'] })).toThrow('STRIPE_WEBHOOK_SECRET');
  });
});

describe('credentials that Stripe refuses', () => {
  const newsOf = (...acts: readonly WireAct[]) =>
    credentialNews(acts, (at) => {
      const adapter = adapterWith(at);
      const lookup = { key: 'k', transactionId: 't', attemptId: 'a', reference: 'cos_1', startedAt: NOW };
      return () => adapter.lookup(lookup);
    });

  const refusal = (status: number): WireAct => ({
    status,
    headers: { date: new Date(NOW).toUTCString() },
    body: JSON.stringify({ error: { type: 'invalid_request_error', message: 'Invalid API Key' } }),
  });

  it('are told of once, and that they are taken again [credentials.refused]', async () => {
    expect(await newsOf(refusal(401), refusal(403), { status: 200, body: '{}' })).toEqual([
      { state: 'refused', detail: '401 asked with STRIPE_API_KEY' },
      { state: 'accepted', detail: expect.any(String) },
    ]);
  });

  it.each([404, 402, 429, 500])('are not what %i is about', async (status) => {
    expect(await newsOf(refusal(status))).toEqual([]);
  });
});
