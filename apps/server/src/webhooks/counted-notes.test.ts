import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCountedNotes } from './counted-notes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createScene() {
  const rows: [string, number][] = [];
  const errors: unknown[] = [];
  const state = { isAway: false };
  const notes = createCountedNotes({
    windowMs: 60_000,
    async write(kind, count) {
      if (state.isAway) throw new Error('away');
      rows.push([kind, count]);
    },
    onError: (error) => errors.push(error),
  });
  return { rows, errors, state, notes };
}

describe('what happens often', () => {
  it('is on record at once, and then by its number, once a window and kind', async () => {
    const { rows, notes } = createScene();
    for (let count = 0; count < 1_000; count += 1) await notes.note('forged');
    await notes.note('stale');
    expect(rows).toEqual([
      ['forged', 1],
      ['stale', 1],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rows.slice(2)).toEqual([['forged', 999]]);
    await notes.note('forged');
    expect(rows).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rows.at(-1)).toEqual(['forged', 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    await notes.note('forged');
    expect(rows.at(-1)).toEqual(['forged', 1]);
  });

  it('is not lost when it cannot be written, nor when the server stops', async () => {
    const { rows, errors, state, notes } = createScene();
    await notes.note('forged');
    await notes.note('forged');
    state.isAway = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(errors).toHaveLength(1);
    state.isAway = false;
    await notes.note('forged');
    await notes.close();
    expect(rows).toEqual([
      ['forged', 1],
      ['forged', 2],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
