import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createTickerPrices } from './desk.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const GOOD = { status: 200, body: '{"price":"96412.51","time":"2026-11-29T11:59:58.123456Z","trade_id":1}' };

async function asked(act: (path: string) => WireAct) {
  const server = await startLoopbackServer(({ path }) => act(path));
  try {
    const given = {
      baseUrl: `${server.url}/`,
      feedUrl: 'ws://127.0.0.1:1',
      timeoutMs: 20_000,
      now: () => NOW,
      reportCredentials: () => {},
    };
    const told = await createTickerPrices(given).rates(['BTC', 'ETH'], ['USD', 'BRL']);
    return { told, received: server.received };
  } finally {
    await server.close();
  }
}

describe('the ticker of Coinbase Exchange', () => {
  it('is asked once for each pair that is traded there, and by whom it says', async () => {
    const { told, received } = await asked(() => GOOD);
    expect(received.map(({ path }) => path).toSorted()).toEqual([
      '/products/BTC-USD/ticker',
      '/products/ETH-USD/ticker',
    ]);
    expect(received[0]?.headers['user-agent']).toBe('diboas');
    expect(told).toMatchObject({
      ok: true,
      value: [
        {
          asset: 'BTC',
          currency: 'USD',
          at: NOW - 1_877,
          price: { numerator: 9_641_251n, denominator: 100n },
        },
        { asset: 'ETH', currency: 'USD' },
      ],
    });
  });

  it.each([
    ['is not traded any more', { status: 404, body: '{"message":"NotFound"}' }],
    ['has had no trade', { status: 200, body: '{"price":"0","time":"2026-11-29T11:59:58Z"}' }],
    ['cannot be read', { status: 200, body: '{"price":96412.51}' }],
    ['has a day for its time', { status: 200, body: '{"price":"1","time":"2026-11-29"}' }],
  ])('leaves out a pair that %s, and tells the others', async (_why, answer) => {
    const { told } = await asked((path) => (path.includes('BTC') ? answer : GOOD));
    expect(told).toMatchObject({ ok: true, value: [{ asset: 'ETH', currency: 'USD' }] });
  });

  it('is not asked on when it is asked too often for one pair', async () => {
    const limited = { status: 429, body: '{"message":"Public rate limit exceeded"}' };
    const { told } = await asked((path) => (path.includes('BTC') ? limited : GOOD));
    expect(told).toEqual({ ok: false, refusal: 'rate_limited' });
  });
});
