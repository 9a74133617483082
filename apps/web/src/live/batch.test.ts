import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatch } from './batch.ts';

describe('a batch of changes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('R8 twenty changes in a second are handed on at most four times, the latest of each', () => {
    const runs: (readonly number[])[] = [];
    const batch = createBatch<number>(250, (items) => runs.push(items));
    for (let change = 1; change <= 20; change += 1) {
      batch.add('one', change);
      vi.advanceTimersByTime(49);
    }
    expect(runs.length).toBeLessThanOrEqual(4);
    vi.advanceTimersByTime(250);
    expect(runs.at(-1)).toEqual([20]);
    expect(runs[0]).toEqual([1]);
  });

  it('R7 is emptied at once where nothing older may be shown', () => {
    const runs: (readonly string[])[] = [];
    const batch = createBatch<string>(250, (items) => runs.push(items));
    batch.add('one', 'first');
    batch.add('one', 'second');
    batch.flush();
    expect(runs).toEqual([['first'], ['second']]);
    batch.stop();
    vi.advanceTimersByTime(1_000);
    expect(runs).toHaveLength(2);
  });
});
