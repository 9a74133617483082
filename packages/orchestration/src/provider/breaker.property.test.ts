import { MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitsCall,
  afterCall,
  BREAKER_RULES,
  type Breaker,
  type CallQuality,
  closedBreaker,
} from './breaker.ts';

function run(calls: readonly { quality: CallQuality; after: number }[]): { breaker: Breaker; now: number } {
  let now = 0;
  let breaker = closedBreaker(now);
  for (const { quality, after } of calls) {
    now += after;
    if (admitsCall(breaker, now)) breaker = afterCall(breaker, { quality, at: now });
  }
  return { breaker, now };
}

const bad = { quality: 'bad', after: SECOND_MS } as const;
const good = { quality: 'good', after: SECOND_MS } as const;

describe('the breaker', () => {
  it('opens after five bad calls in a row, not before [provider.down]', () => {
    expect(run([bad, bad, bad, bad]).breaker.state).toBe('closed');
    expect(run([bad, bad, bad, bad, good, bad]).breaker.state).toBe('closed');
    expect(run([bad, bad, bad, bad, bad]).breaker.state).toBe('open');
  });

  it('tries again after a minute, closes after three good calls, opens again after one bad [provider.down]', () => {
    const open = [bad, bad, bad, bad, bad];
    const probe = (quality: CallQuality) => ({ quality, after: MINUTE_MS });
    expect(run([...open, { ...good, after: MINUTE_MS - 1 }]).breaker.state).toBe('open');
    expect(run([...open, probe('good')]).breaker.state).toBe('half_open');
    expect(run([...open, probe('good'), good, good]).breaker.state).toBe('closed');
    expect(run([...open, probe('good'), good, bad]).breaker.state).toBe('open');
    expect(run([...open, probe('bad')]).breaker.state).toBe('open');
  });

  it('lets calls through again within a minute whatever happened before', () => {
    const call = fc.record({
      quality: fc.constantFrom<CallQuality>('good', 'bad'),
      after: fc.integer({ min: 0, max: 90_000 }),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const { breaker, now } = run(calls);
        expect(admitsCall(breaker, now + BREAKER_RULES.retryAfterMs)).toBe(true);
        expect(breaker.since).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('is not kept open by news of calls that were made before it opened', () => {
    const { breaker, now } = run([bad, bad, bad, bad, bad]);
    expect(afterCall(breaker, { quality: 'bad', at: now + SECOND_MS })).toEqual(breaker);
  });
});
