import { HOUR_MS } from '@diboas/kernel';
import { parseFraction } from '@diboas/market';
import { assetHistory } from '@diboas/protocol';
import { createMemoryCandles } from '@diboas/storage';
import { expect, it } from 'vitest';
import { requestOf } from '../../testing/parts.ts';
import { createAssetHistoryHandlers } from './handler.ts';

const NOW = Date.UTC(2026, 10, 29, 12, 30);

it('M32 GET /v1/assets/:asset/history tells points exactly, their source and what is missing', async () => {
  const candles = createMemoryCandles();
  const past = { candles: candles.candles, nameOf: (source: string) => `${source} itself` };
  const { assetHistory: ask } = createAssetHistoryHandlers({ past, clock: { now: () => NOW } });
  const request = { ...requestOf('customer-1'), params: { asset: 'BTC' }, query: { range: '1W' } } as const;
  expect(await ask(request)).toMatchObject({ ok: false, refusal: { code: 'no_provider' } });
  const candle = (hoursAgo: number, text: string) => {
    const price = parseFraction(text) ?? { numerator: 1n, denominator: 1n };
    const start = Date.UTC(2026, 10, 29, 12) - hoursAgo * HOUR_MS;
    return { start, ...{ open: price, high: price, low: price, close: price }, volume: 0n, at: NOW };
  };
  const series = { base: 'BTC', quote: 'USDC', granularity: 'one_hour', source: 'northpay' } as const;
  await candles.keepCandles({ ...series, candles: [candle(2, '96412.123456789'), candle(0, '97000')] });
  const outcome = await ask(request);
  const body = outcome.ok ? assetHistory.parse(outcome.value.body) : null;
  expect(body).toEqual({
    ...{ asOf: '2026-11-29T12:30:00.000Z', asset: 'BTC', quote: 'USDC', range: '1W', everyMs: HOUR_MS },
    ...{ from: '2026-11-22T13:00:00.000Z', source: 'northpay itself' },
    points: [
      { at: '2026-11-29T11:00:00.000Z', price: '96412.123456789' },
      { at: '2026-11-29T12:30:00.000Z', price: '97000' },
    ],
    gaps: [
      { from: '2026-11-22T13:00:00.000Z', until: '2026-11-29T10:00:00.000Z' },
      { from: '2026-11-29T11:00:00.000Z', until: '2026-11-29T12:00:00.000Z' },
    ],
  });
});
