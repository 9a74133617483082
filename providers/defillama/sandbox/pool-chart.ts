import { DAY_MS, formatInstant, type Instant, MINUTE_MS } from '@diboas/kernel';

interface Pool {
  /** About what it pays a year, in hundred-thousandths of a percent. */
  readonly rate: number;
  /** About what lies in it, in dollars. */
  readonly dollars: number;
}

/** By the ids that DefiLlama has for them: dollars and ether, each lent out at about what the contracts of a local chain pay. */
const POOLS: Readonly<Record<string, Pool>> = {
  'aa70268e-4b52-42bf-a116-608b370f9501': { rate: 259_300, dollars: 50_000_000 },
  'e880e828-ca59-4ec6-8d4f-27182a4dc23d': { rate: 64_200, dollars: 80_000_000 },
};

const FIRST_DAY = Date.UTC(2026, 7, 1);

/** It looks a minute after 23:00 each day. Of the day that goes on it has looked once an hour. */
const LOOKED_AT_MS = 23 * 60 * MINUTE_MS + MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** On each so manieth day nobody could tell the rate, and on another the total: then there is null. */
const NO_RATE_EACH = 29;
const NO_TOTAL_EACH = 31;

/** The body as text. A pool that is not known has no rows. */
export function chartBody(pool: string, now: Instant): string {
  const known = POOLS[pool];
  const rows = known ? daysUntil(now).map((day) => rowOf(known, day, now)) : [];
  return `{"status":"success","data":[${rows.join(',')}]}`;
}

function daysUntil(now: Instant): number[] {
  const count = Math.max(0, Math.floor((now - FIRST_DAY) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, index) => index);
}

function rowOf({ rate, dollars }: Pool, day: number, now: Instant): string {
  const start = FIRST_DAY + day * DAY_MS;
  const looked = start + LOOKED_AT_MS <= now ? start + LOOKED_AT_MS : now - (now % HOUR_MS);
  const paid = day % NO_RATE_EACH === NO_RATE_EACH - 1 ? 'null' : percent(rate + swing(day, rate));
  const total = day % NO_TOTAL_EACH === NO_TOTAL_EACH - 1 ? 'null' : String(dollars + swing(day, dollars));
  const time = formatInstant(Math.max(start, looked));
  return `{"timestamp":"${time}","tvlUsd":${total},"apy":${paid},"apyBase":${paid},"apyReward":null,"il7d":null,"apyBase7d":null}`;
}

/** Up and down by a sixteenth at most, within eleven days and within three. */
function swing(day: number, size: number): number {
  const wave = (length: number) => Math.abs((day % (2 * length)) - length) * 2 - length;
  return Math.floor((size * (wave(11) * 3 + wave(3) * 5)) / 800);
}

function percent(hundredThousandths: number): string {
  const digits = String(hundredThousandths).padStart(6, '0');
  return `${digits.slice(0, -5)}.${digits.slice(-5)}`;
}
