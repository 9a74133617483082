import type { ToldSession } from '@diboas/orchestration';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createSessionBoard, lookOnce, watchSessions } from './market-sessions.ts';

const logger = pino({ level: 'silent' });
const OPEN = { isOpen: true, until: 9_000 };

/** A venue that answers so, the next time and from then on. */
function venue(id: string, answer: () => { readonly isOpen: boolean; readonly until: number } | null) {
  return {
    id,
    session: async () => {
      const told = answer();
      return told === null
        ? ({ ok: false, refusal: 'unavailable' } as const)
        : ({ ok: true, value: told } as const);
    },
  };
}

const untold = (id: string) =>
  venue(id, () => {
    throw new Error('it broke');
  });

describe('a look at how exchanges stand', () => {
  it('keeps what each venue says with the time of its asking, and what it said before where it says nothing', async () => {
    const board = createSessionBoard();
    let now = 1_000;
    let said: typeof OPEN | null = OPEN;
    const options = { board, logger, clock: { now: () => now } };
    const venues = [untold('broken'), { id: 'without-hours' }, venue('told', () => said)];
    await lookOnce({ ...options, venues });
    const first: ToldSession = { ...OPEN, at: 1_000 };
    expect(board.told()).toEqual([first]);
    [now, said] = [2_000, null];
    await lookOnce({ ...options, venues });
    expect(board.told()).toEqual([first]);
    said = { isOpen: false, until: 8_000 };
    await lookOnce({ ...options, venues: [...venues, venue('other', () => OPEN)] });
    expect(board.told()).toEqual([
      { isOpen: false, until: 8_000, at: 2_000 },
      { ...OPEN, at: 2_000 },
    ]);
  });

  it('is taken at once, and by nobody where no venue has hours', async () => {
    const board = createSessionBoard();
    const options = { board, logger, clock: { now: () => 1_000 }, paceFactor: 1 };
    await watchSessions({ ...options, venues: [{ id: 'without-hours' }] }).stop();
    expect(board.told()).toEqual([]);
    await watchSessions({ ...options, venues: [venue('told', () => OPEN)] }).stop();
    expect(board.told()).toHaveLength(1);
  });
});
