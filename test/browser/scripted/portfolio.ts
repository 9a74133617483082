import { DAY_MS, HOUR_MS } from '@diboas/kernel';
import { type AssetHistoryView, coin, type HistoryRangeView, type PortfolioView } from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

/** How many days a range has, and how far apart the points of its charts are. */
const RANGES: Readonly<Record<HistoryRangeView, { readonly days: number; readonly everyMs: number }>> = {
  '1D': { days: 1, everyMs: 5 * 60_000 },
  '1W': { days: 7, everyMs: HOUR_MS },
  '1M': { days: 30, everyMs: 6 * HOUR_MS },
  '1Y': { days: 365, everyMs: DAY_MS },
  ALL: { days: 800, everyMs: 7 * DAY_MS },
};

const NOTHING: Omit<PortfolioView, 'asOf' | 'currency' | 'range'> = {
  zone: 'UTC',
  value: { money: { asset: 'USD', amount: '0.00' }, at: null, isOld: false },
  unknown: [],
  gained: null,
  positions: [],
  period: {
    from: null,
    change: null,
    timeWeighted: { kind: 'unknown', why: 'no_days' },
    moneyWeighted: { kind: 'unknown', why: 'no_days' },
  },
  chart: [],
  allocation: { byAsset: [], byKind: [], byNetwork: [], byIssuer: [] },
  concentration: { byAsset: 0, byNetwork: 0, byIssuer: 0 },
  advice: [],
};

const dollars = (amount: number) => ({ asset: 'USD' as const, amount: amount.toFixed(2) });

/** All that is told of what is invested, and of what coins cost before. */
export function invested(
  world: ScriptedWorld,
  {
    method,
    path,
    query,
    body,
  }: {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly body: unknown;
  },
): { readonly status: 200; readonly body: unknown } {
  const [, , resource, id] = path.split('/');
  if (resource === 'assets') return { status: 200, body: historyOf(coin.parse(id), query) };
  return { status: 200, body: method === 'GET' ? portfolioOf(world, query) : body };
}

/** Of somebody who has Bitcoin and some digital dollars: a line with ups and downs, of which one day was not written. */
function portfolioOf({ portfolio }: ScriptedWorld, query: URLSearchParams): PortfolioView {
  const range = (query.get('range') ?? '1M') as HistoryRangeView;
  const now = Date.now();
  const told = { asOf: wireInstant(now), currency: 'USD', range } as const;
  if (portfolio === 'none') return { ...NOTHING, ...told };
  const { days } = RANGES[range];
  const count = Math.min(days, 200) + 1;
  const chart = Array.from({ length: count }, (_, index) => {
    const at = index === count - 1 ? now : Math.floor(now / DAY_MS) * DAY_MS - (count - 2 - index) * DAY_MS;
    const value = 1_800 + 4 * index + 110 * Math.sin(index / 3) + 60 * Math.sin(index * 1.7);
    return { at: wireInstant(at), value: index === 9 ? null : value.toFixed(2) };
  });
  const last = Number(chart.at(-1)?.value);
  const slice = <Key>(key: Key, shareBps: number) => {
    return { key, value: dollars((last * shareBps) / 10_000), shareBps };
  };
  const at = wireInstant(now - 2_000);
  return {
    ...{ ...NOTHING, ...told },
    value: { money: dollars(last), at, isOld: false },
    gained: { money: dollars(112.4), share: '0.051' },
    positions: [
      {
        ...{ asset: 'BTC', quantity: { asset: 'BTC', amount: '0.01000000' }, shareBps: 8_000 },
        value: { money: dollars(last * 0.8), at, isOld: false },
        cost: dollars(900),
        gain: { total: dollars(104.62), parts: null },
      },
      {
        ...{ asset: 'USDC', quantity: { asset: 'USDC', amount: '1000.000000' }, shareBps: 2_000 },
        ...{ value: { money: dollars(last * 0.2), at, isOld: false }, cost: null, gain: null },
      },
    ],
    period: {
      from: wireInstant(now - days * DAY_MS),
      change: dollars(range === '1D' ? -18.2 : 112.4),
      timeWeighted: { kind: 'known', rate: range === '1D' ? '-0.012' : '0.051' },
      moneyWeighted: { kind: 'unknown', why: 'one_sided' },
    },
    chart,
    allocation: {
      byAsset: [slice('BTC', 8_000), slice('USDC', 2_000)],
      byKind: [slice('coin', 8_000), slice('token', 2_000)],
      byNetwork: [slice('bitcoin', 8_000), slice('solana', 2_000)],
      byIssuer: [slice('BTC', 8_000), slice('circle', 2_000)],
    },
    concentration: { byAsset: 6_800, byNetwork: 6_800, byIssuer: 6_800 },
    advice: [
      { code: 'largest_position', asset: 'BTC', shareBps: 8_000, weight: 'high', threshold: 7_000 },
      { code: 'concentrated_in_assets', largest: 'BTC', index: 6_800, weight: 'high', threshold: 5_000 },
      {
        ...{ code: 'concentrated_in_networks', largest: 'bitcoin', index: 6_800, weight: 'notable' },
        threshold: 5_000,
      },
    ],
  };
}

/** What a coin cost, with a time of which nobody knows. */
function historyOf(asset: AssetHistoryView['asset'], query: URLSearchParams): AssetHistoryView {
  const range = (query.get('range') ?? '1M') as HistoryRangeView;
  const { days, everyMs } = RANGES[range];
  const now = Date.now();
  const count = Math.floor((days * DAY_MS) / everyMs);
  const timeOf = (index: number) => now - (count - 1 - index) * everyMs;
  const isGap = (index: number) => index > count / 3 && index < count / 3 + 4;
  const points = Array.from({ length: count }, (_, index) => index)
    .filter((index) => !isGap(index))
    .map((index) => ({
      at: wireInstant(timeOf(index)),
      price: (95_000 + 3_000 * Math.sin(index / 9) + 900 * Math.sin(index * 1.3)).toFixed(2),
    }));
  const from = Math.floor(count / 3) + 1;
  return {
    ...{ asOf: wireInstant(now), asset, quote: 'USDC', range, from: wireInstant(now - days * DAY_MS) },
    ...{ source: 'Northvenue', everyMs, points },
    gaps: [{ from: wireInstant(timeOf(from)), until: wireInstant(timeOf(from + 3)) }],
  };
}
