// GET /chart/{pool} (github.com/DefiLlama/api-docs, which says nothing of the body): a row a day, as its public clients read it, of
// which every field but the time may be null.
import { DAY_MS, type Instant, money } from '@diboas/kernel';
import { happenedAt, type PoolMoment, readFigure } from '@diboas/providers-kit';
import { z } from 'zod';

const chartSchema = z.looseObject({ data: z.array(z.unknown()) });

/** Numbers are still text. What is no figure at all counts as none. */
const figure = z
  .string()
  .max(100)
  .nullish()
  .catch(null)
  .transform((text) => text ?? null);

const rowSchema = z.looseObject({
  timestamp: z.iso.datetime(),
  tvlUsd: figure,
  apy: figure,
  apyBase: figure,
  apyReward: figure,
});

/** No pool pays so much for long, and none can lose more than all. What is beyond is a fault of somebody's. */
const PPM_MAX = 10_000_000;
const PPM_MIN = -1_000_000;

/** More than there is money in the world. */
const CENTS_MAX = 10n ** 20n;

/** The rows as moments, in order, of each day the last; null for what is no answer of DefiLlama's. Rows without a time are left out. */
export function readChart(body: unknown, now: Instant): PoolMoment[] | null {
  const read = chartSchema.safeParse(body);
  if (!read.success) return null;
  const moments = read.data.data.flatMap((row) => readRow(row, now));
  const byDay = new Map<number, PoolMoment>();
  for (const moment of moments.toSorted((one, other) => one.at - other.at))
    byDay.set(Math.floor(moment.at / DAY_MS), moment);
  return [...byDay.values()];
}

function readRow(row: unknown, now: Instant): PoolMoment[] {
  const read = rowSchema.safeParse(row);
  if (!read.success) return [];
  const { timestamp, tvlUsd, apy, apyBase, apyReward } = read.data;
  const hasReward = apyReward !== null && readFigure(apyReward, { digits: 4, rounding: 'up' }) !== 0n;
  // What is paid in other tokens is none of a strategy's own rate.
  const rate = apyBase ?? (hasReward ? null : apy);
  return [
    {
      at: happenedAt(Date.parse(timestamp), { receivedAt: now }),
      ratePpm: rate === null ? null : readPercent(rate),
      total: tvlUsd === null ? null : readDollars(tvlUsd),
    },
  ];
}

function readPercent(text: string): number | null {
  const ppm = readFigure(text, { digits: 4, rounding: 'half_up' });
  return ppm === null || ppm > PPM_MAX || ppm < PPM_MIN ? null : Number(ppm);
}

function readDollars(text: string): PoolMoment['total'] {
  const cents = readFigure(text, { digits: 2, rounding: 'down' });
  return cents === null || cents < 0n || cents > CENTS_MAX ? null : money('USD', cents);
}
