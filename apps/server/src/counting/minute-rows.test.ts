import { MINUTE_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { createMinuteRows } from './minute-rows.ts';

function openRows(keysMax = 10) {
  const clock = { at: 1_000_000, now: () => clock.at };
  const rows = createMinuteRows(clock, keysMax);
  const written: string[] = [];
  const note = (key: string) =>
    rows.note(key, async (unrecorded) => {
      written.push(`${key} ${unrecorded}`);
    });
  return { clock, rows, written, note };
}

describe('rows of the audit that anybody could have written without end', () => {
  it('are one a minute and key, with the number of those that have none', async () => {
    const { clock, written, note } = openRows();
    for (const key of ['ana', 'ana', 'ben', 'ana']) await note(key);
    expect(written).toEqual(['ana 0', 'ben 0']);
    clock.at += MINUTE_MS;
    await note('ana');
    await note('ben');
    expect(written.slice(2)).toEqual(['ana 2', 'ben 0']);
  });

  it('lose no count when one could not be written', async () => {
    const { clock, rows, written, note } = openRows();
    await note('ana');
    await note('ana');
    clock.at += MINUTE_MS;
    const lost = rows.note('ana', () => Promise.reject(new Error('the database is away')));
    await expect(lost).rejects.toThrow('away');
    await note('ana');
    clock.at += MINUTE_MS;
    await note('ana');
    expect(written).toEqual(['ana 0', 'ana 3']);
  });

  it('go on when the clock was put back', async () => {
    const { clock, written, note } = openRows();
    await note('ana');
    clock.at -= 20 * MINUTE_MS;
    await note('ana');
    expect(written).toEqual(['ana 0', 'ana 0']);
  });

  it('are remembered of so many keys and no more', async () => {
    const { written, note } = openRows(2);
    for (const key of ['ana', 'ben', 'cleo', 'ben', 'ana']) await note(key);
    expect(written).toEqual(['ana 0', 'ben 0', 'cleo 0', 'ana 0']);
  });
});
