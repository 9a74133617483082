import { DAY_MS, HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const dateIn = (ms: number) => new Date(NOW + ms).toUTCString();

describe('a Retry-After header', () => {
  it.each([
    ['0', 0],
    [' 7 ', 7_000],
    ['3600', HOUR_MS],
    [dateIn(90_000), 90_000],
    [dateIn(-90_000), 0],
    ['soon', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%j asks to wait %s ms', (header, waitMs) => {
    expect(retryAfterMs(header, NOW)).toBe(waitMs);
  });

  it.each(['999999', dateIn(30 * DAY_MS), 'Thu, 01 Jan 2099 00:00:00 GMT'])(
    '%j puts nothing off for more than an hour',
    (header) => expect(retryAfterMs(header, NOW)).toBe(HOUR_MS),
  );

  it.each(['1.5', '-5', '12345678'])('%j is neither seconds nor a date of HTTP', (header) => {
    expect(retryAfterMs(header, NOW)).toBeNull();
  });
});
