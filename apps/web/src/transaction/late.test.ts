import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { lateInMs } from './late.ts';

const AT = '2026-11-23T05:00:00.000Z';
const at = Date.parse(AT);
const lateIn = (seconds: number) => new Date(at + seconds * 1_000).toISOString();
const processing = sampleTransaction({ lateAt: lateIn(300) });

describe('R19 when a transaction has to be read again, because it may be late', () => {
  it('is at the end of its estimate, of the first of them', () => {
    expect(lateInMs([processing], { now: at, readAt: at })).toBe(301_000);
    const sooner = sampleTransaction({ lateAt: lateIn(60) });
    expect(lateInMs([processing, sooner], { now: at, readAt: at })).toBe(61_000);
  });

  it('is again after a while when the server did not find it late', () => {
    expect(lateInMs([processing], { now: at + 400_000, readAt: at + 350_000 })).toBe(30_000);
  });

  it('is at once when the page slept over it', () => {
    expect(lateInMs([processing], { now: at + 400_000, readAt: at })).toBe(1_000);
  });

  it('is never for what is not on its way, or is known to be late', () => {
    expect(
      lateInMs([sampleTransaction({ state: 'delayed' }), sampleTransaction({ state: 'completed' })], {
        now: at,
        readAt: at,
      }),
    ).toBe(false);
    expect(lateInMs([], { now: at, readAt: at })).toBe(false);
  });
});
