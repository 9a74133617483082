import { addDays, type CalendarDay, ZONES } from '@diboas/calendars';
import { createSeededRandom, type Outcome, type Random, randomBelow } from '@diboas/kernel';
import {
  chartPointsOf,
  type Day,
  type DayFlow,
  type DaySeries,
  moneyWeightedReturn,
  RETURN_PERIODS,
  spanOfPeriod,
  timeWeightedReturn,
} from '@diboas/portfolio';
import { median, percentile } from '@diboas/testkit/figures';
import { printFigure, round } from '../figures/figures.ts';
import { openChartDrawing } from './draw-chart.ts';

const DAYS = 5 * 365 + 1;
const FIRST: CalendarDay = '2021-11-30';
const LAST = addDays(FIRST, DAYS - 1);
const ASSETS = ['BTC', 'ETH', 'SOL', 'SUI', 'USDC'] as const;

/** A phone draws no more. */
const POINTS = 400;

/** Each takes milliseconds, and is done so often a round. */
const TIMES = 20;

/**
 * Five years of a portfolio of five assets, a row a day: the points of its chart, and both returns of all periods, with money
 * that comes each month and with some that comes or goes each day; and the chart as React renders it, which a phone has 50 ms for. The ceiling reads every value of every row once and adds
 * it up, which whatever is told of all of them must do.
 */
export async function benchPortfolio({ rounds }: { readonly rounds: number }): Promise<void> {
  const monthly = makeSeries(createSeededRandom(33), 30);
  const daily = makeSeries(createSeededRandom(34), 1);
  const span = { from: FIRST, to: LAST };
  const works: Readonly<Record<string, (series: DaySeries) => unknown>> = {
    'portfolio chart of five years': (series) => chartPointsOf(series, 'all', { span, most: POINTS }),
    'portfolio time-weighted returns, seven periods': (series) =>
      RETURN_PERIODS.map((period) =>
        known(timeWeightedReturn(series, 'all', spanOfPeriod(period, LAST, series))),
      ),
    'portfolio money-weighted returns, seven periods': (series) =>
      RETURN_PERIODS.map((period) =>
        known(moneyWeightedReturn(series, 'all', spanOfPeriod(period, LAST, series))),
      ),
  };
  for (const [bench, work] of Object.entries(works)) {
    measure(`${bench}, a flow a month`, { rounds, ours: () => work(monthly), ceiling: () => addUp(monthly) });
    measure(`${bench}, a flow a day`, { rounds, ours: () => work(daily), ceiling: () => addUp(daily) });
  }
  const { draw, close } = await openChartDrawing();
  const points = chartPointsOf(monthly, 'all', { span, most: POINTS });
  measure('chart of five years, drawn as text by React', {
    ...{ rounds, ours: () => draw(points), ceiling: () => addUp(monthly) },
  });
  await close();
}

/** Ours and the ceiling in turns, after a round that warms up, so that what else the machine does slows both. */
function measure(
  bench: string,
  { rounds, ours, ceiling }: { readonly rounds: number; ours(): unknown; ceiling(): unknown },
): void {
  const [tookMs, ceilingMs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < (rounds + 1) * TIMES; turn += 1) {
    const [slow, fast] = [elapsedMs(ours), elapsedMs(ceiling)];
    if (turn < TIMES) continue;
    tookMs.push(slow);
    ceilingMs.push(fast);
  }
  printFigure({
    bench,
    per_second: Math.round(1_000 / median(tookMs)),
    p50_ms: round(median(tookMs), 2),
    p99_ms: round(percentile(tookMs, 99), 2),
    ratio_to_ceiling: round(median(ceilingMs) / median(tookMs), 3),
    rounds,
  });
}

function elapsedMs(work: () => unknown): number {
  const began = performance.now();
  const made = work();
  const took = performance.now() - began;
  if (made === undefined) throw new Error('nothing was worked out');
  return took;
}

/** To say that nothing is known takes no time, and would be no measure. */
function known<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`a return is not known: ${outcome.refusal}`);
  return outcome.value;
}

function addUp({ days }: DaySeries): bigint {
  let sum = 0n;
  for (const { holdings } of days) for (const { value } of holdings) sum += value ?? 0n;
  return sum;
}

/** Prices go up and down by some percent a day, and every so many days something is paid in, or one of three times out. */
function makeSeries(random: Random, flowEvery: number): DaySeries {
  let values = ASSETS.map(() => 1_000_000n);
  const days: Day[] = [];
  for (let index = 0; index < DAYS; index += 1) {
    const flow = index % flowEvery === 0 ? flowOf(random) : null;
    values = values.map((value) => (value * BigInt(965 + randomBelow(random, 72))) / 1_000n + 1n);
    if (flow) values = values.map((value, at) => (at === 0 ? value + signed(flow) : value));
    days.push({
      ...{ day: addDays(FIRST, index), currency: 'USD', flows: flow ? [flow] : [] },
      holdings: ASSETS.map((asset, at) => ({ asset, quantity: 1n, value: values[at] ?? 0n, at: null })),
    });
  }
  return { currency: 'USD', zone: ZONES.utc, before: 'unknown', days };
}

function flowOf(random: Random): DayFlow {
  const way = randomBelow(random, 3) === 0 ? 'out' : 'in';
  return { asset: 'BTC', kind: 'external', way, worth: BigInt(1 + randomBelow(random, 5_000)) };
}

function signed({ way, worth }: DayFlow): bigint {
  return way === 'in' ? (worth ?? 0n) : -(worth ?? 0n);
}
