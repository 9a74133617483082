import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whenToSend } from './cheaper-time.ts';

const GWEI = 1_000_000_000n;
const HOUR = 3_600_000;
/** A day of ten hours: one to ten gwei. */
const PAST = Array.from({ length: 10 }, (_, index) => BigInt(index + 1) * GWEI);
const bound = (now: number) => ({ askedAt: 0, until: 8 * HOUR, now });

describe('when to send', () => {
  it('is now where it is as cheap as the cheapest fifth of the past, or hardly dearer', () => {
    expect(whenToSend({ past: PAST, next: 2n * GWEI }, bound(0))).toEqual({ kind: 'now', why: 'cheap' });
    expect(whenToSend({ past: PAST, next: 2_100_000_000n }, bound(0)).kind).toBe('now');
    expect(whenToSend({ past: PAST, next: 2_100_000_001n }, bound(0))).toEqual({
      ...{ kind: 'wait', below: 2n * GWEI, askAt: 200_000 },
    });
  });

  it('is content with more the longer it has waited, and not kept past the time that was given', () => {
    const dear = { past: PAST, next: 20n * GWEI };
    expect(whenToSend(dear, bound(4 * HOUR))).toMatchObject({ kind: 'wait', below: 5n * GWEI });
    expect(whenToSend(dear, bound(8 * HOUR - 1_000))).toMatchObject({ kind: 'wait', askAt: 8 * HOUR });
    expect(whenToSend(dear, bound(8 * HOUR))).toEqual({ kind: 'now', why: 'time_is_up' });
    expect(whenToSend({ past: PAST, next: 6n * GWEI }, bound(6 * HOUR)).kind).toBe('now');
  });

  it('is asked again by the minute at most, and no more often than so many times in all', () => {
    const dear = { past: PAST, next: 20n * GWEI };
    expect(whenToSend(dear, { askedAt: 0, until: HOUR, now: 0 })).toMatchObject({ askAt: 60_000 });
    expect(whenToSend(dear, { askedAt: 0, until: 24 * HOUR, now: 0 })).toMatchObject({ askAt: 600_000 });
  });

  it('is later where it is cheap and all the same more than was agreed, and no more once the time is over', () => {
    const cheap = { past: PAST, next: GWEI, isTooDear: true };
    expect(whenToSend(cheap, bound(0))).toMatchObject({ kind: 'wait' });
    expect(whenToSend(cheap, bound(8 * HOUR))).toEqual({ kind: 'now', why: 'time_is_up' });
  });

  it('is now where nothing is known of the past, or nobody waits', () => {
    expect(whenToSend({ past: [], next: GWEI }, bound(0))).toEqual({ kind: 'now', why: 'nothing_known' });
    const none = { askedAt: 5, until: 5, now: 5 };
    expect(whenToSend({ past: PAST, next: 99n * GWEI }, none)).toEqual({ kind: 'now', why: 'time_is_up' });
  });

  it('ends, and never asks for less than it did: whoever asks again when told is through by the end', () => {
    const fees = fc.array(fc.bigInt({ min: 1n, max: 500n * GWEI }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fees, fc.bigInt({ min: 1n, max: 900n * GWEI }), fc.nat(3 * HOUR), (past, next, wait) => {
        let below = 0n;
        let asked = 0;
        for (let now = 1_000; ; asked += 1) {
          const when = whenToSend({ past, next }, { askedAt: 1_000, until: 1_000 + wait, now });
          if (when.kind === 'now') break;
          expect(when.below).toBeGreaterThanOrEqual(below);
          expect(when.askAt).toBeGreaterThan(now);
          [below, now] = [when.below, when.askAt];
        }
        expect(asked).toBeLessThanOrEqual(Math.ceil(wait / 60_000));
      }),
      { numRuns: 200 },
    );
  });
});
