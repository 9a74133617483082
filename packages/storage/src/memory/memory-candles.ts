import type { Instant } from '@diboas/kernel';
import { type Candle, type CandleStore, type History, isComplete, type PastStretch } from '@diboas/market';

/** The past of what is traded, in memory. */
export function createMemoryCandles(): CandleStore {
  const bySeries = new Map<string, Map<string, Map<Instant, Candle>>>();
  const turns = new Map<string, Instant>();
  const sourcesOf = (series: string) => {
    const sources = bySeries.get(series) ?? new Map<string, Map<Instant, Candle>>();
    bySeries.set(series, sources);
    return sources;
  };
  return {
    async keepCandles({ base, quote, granularity, source, candles }) {
      const sources = sourcesOf(nameOf({ pair: { base, quote }, granularity }));
      const kept = sources.get(source) ?? new Map<Instant, Candle>();
      for (const candle of candles) {
        const before = kept.get(candle.start);
        const stays = before && (isComplete(before, granularity) || before.at >= candle.at);
        if (!stays) kept.set(candle.start, candle);
      }
      sources.set(source, kept);
    },
    async candles({ pair, granularity, from, to }) {
      const sources = [...sourcesOf(nameOf({ pair, granularity }))].sort(([one], [other]) =>
        one < other ? -1 : 1,
      );
      return sources.flatMap(([source, kept]): History[] => {
        const candles = [...kept.values()].filter(({ start }) => start >= from && start < to);
        candles.sort((one, other) => one.start - other.start);
        return candles.length === 0 ? [] : [{ ...pair, granularity, source, candles }];
      });
    },
    async claimTurn(name, { now, nextAt }) {
      const due = turns.get(name);
      if (due !== undefined && due > now) return false;
      turns.set(name, nextAt);
      return true;
    },
  };
}

function nameOf({ pair: { base, quote }, granularity }: Pick<PastStretch, 'pair' | 'granularity'>): string {
  return `${base}/${quote} ${granularity}`;
}
