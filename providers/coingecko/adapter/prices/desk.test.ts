import type { DeskOf, ReportCredentials } from '@diboas/providers-kit';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createCoinGeckoPrices } from './desk.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const none = { ok: false, refusal: 'unavailable' };

function feedAt(
  baseUrl: string,
  {
    plan = 'demo',
    callsAMonth = 10_000,
    reportCredentials = () => {},
  }: { plan?: 'demo' | 'pro'; callsAMonth?: number; reportCredentials?: ReportCredentials } = {},
): DeskOf<'prices'> {
  const given = { apiKey: 'CG-1', plan, callsAMonth, timeoutMs: 20_000, now: () => NOW };
  return createCoinGeckoPrices({ ...given, baseUrl: `${baseUrl}/api/v3`, reportCredentials });
}

async function asked(act: WireAct, plan: 'demo' | 'pro' = 'demo') {
  const server = await startLoopbackServer(() => act);
  const news: Parameters<ReportCredentials>[0][] = [];
  try {
    const feed = feedAt(server.url, { plan, reportCredentials: (one) => news.push(one) });
    const told = await feed.rates(['BTC', 'SUI'], ['USD', 'BRL']);
    return { told, news, received: server.received };
  } finally {
    await server.close();
  }
}

describe('CoinGecko', () => {
  it('is asked for all pairs in one call, with the time of each and every digit, by the key of its plan', async () => {
    const { received } = await asked({ status: 200, body: '{}' });
    expect(received).toHaveLength(1);
    const [path = '', query] = received[0]?.path.split('?') ?? [];
    expect(path).toBe('/api/v3/simple/price');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      ...{ ids: 'bitcoin,sui', vs_currencies: 'usd,brl' },
      ...{ include_last_updated_at: 'true', precision: 'full' },
    });
    expect(received[0]?.headers).toMatchObject({ 'x-cg-demo-api-key': 'CG-1' });
    expect(received[0]?.headers).not.toHaveProperty('x-cg-pro-api-key');
    const pro = await asked({ status: 200, body: '{}' }, 'pro');
    expect(pro.received[0]?.headers).toMatchObject({ 'x-cg-pro-api-key': 'CG-1' });
    expect(pro.received[0]?.headers).not.toHaveProperty('x-cg-demo-api-key');
  });

  it('leaves out what it has no price or no time of, and what nobody asked for', async () => {
    const time = Math.floor(NOW / 1_000) - 40;
    const body = `{"bitcoin":{"usd":96412.51,"brl":null,"usd_24h_change":-1.5,"last_updated_at":${time}},"sui":{"usd":4.1},"dogecoin":{"usd":1,"last_updated_at":${time}}}`;
    expect((await asked({ status: 200, body })).told).toEqual({
      ok: true,
      value: [
        {
          ...{ asset: 'BTC', currency: 'USD', at: NOW - 40_000, source: 'coingecko' },
          price: { numerator: 9_641_251n, denominator: 100n },
        },
      ],
    });
  });

  it('says once that our key is refused, and when it is taken again', async () => {
    for (const [status, code] of [
      [401, 10_002],
      [403, 10_005],
      [401, 10_010],
    ]) {
      const body = JSON.stringify({ status: { error_code: code, error_message: 'API Key Missing' } });
      const { told, news } = await asked({ status: status ?? 401, body });
      expect(told).toEqual(none);
      const detail = expect.stringContaining(`${status} asked with COINGECKO_API_KEY`);
      expect(news).toMatchObject([{ state: 'refused', detail }]);
    }
  });

  it('is called once, also where it asks to be called again, or sends us elsewhere', async () => {
    const again = { 'x-should-retry': 'true', 'retry-after-ms': '1' };
    const busy = await asked({ status: 503, headers: again, body: '{}' });
    expect([busy.told, busy.received.length]).toEqual([none, 1]);
    const limited = await asked({ status: 429, headers: { 'retry-after': '1' }, body: '{}' });
    expect([limited.told, limited.received.length]).toEqual([{ ok: false, refusal: 'rate_limited' }, 1]);
    const moved = await asked({ status: 302, headers: { location: '/api/v3/simple/price' }, body: '' });
    expect([moved.told, moved.received.length]).toEqual([none, 1]);
  });

  it('is asked no oftener than its plan allows', () => {
    expect(feedAt('http://127.0.0.1:9').everyMs).toBe(259_200);
    expect(feedAt('http://127.0.0.1:9', { callsAMonth: 500_000 }).everyMs).toBe(5_184);
    expect(feedAt('http://127.0.0.1:9', { callsAMonth: 100_000_000 }).everyMs).toBe(5_000);
  });
});
