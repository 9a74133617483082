import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../live/transaction-for-tests.ts';
import { lateInMs } from './late.ts';

const AT = '2026-11-23T05:00:00.000Z';
const at = Date.parse(AT);
const processing = sampleTransaction({
  createdAt: '2026-11-23T04:00:00.000Z',
  estimate: { fromSeconds: 60, toSeconds: 300, source: 'provider' },
  history: [{ status: 'PROVIDER_PROCESSING', activity: null, at: AT }],
});

describe('R19 when a transaction has to be read again, because it may be late', () => {
  it('is at the end of its estimate, counted from when the provider began', () => {
    expect(lateInMs([processing], { now: at, readAt: at })).toBe(301_000);
    expect(
      lateInMs([processing, { ...processing, estimate: { ...processing.estimate, toSeconds: 60 } }], {
        now: at,
        readAt: at,
      }),
    ).toBe(61_000);
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
