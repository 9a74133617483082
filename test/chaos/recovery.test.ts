import { describe, expect, it } from 'vitest';
import type { Life } from './books/lives.ts';
import type { Kill } from './cluster/disturbances.ts';
import { findRecoveries } from './recovery.ts';

function lifeWithCommitsAt(id: string, times: readonly number[], endedAt?: number, cause = 'due'): Life {
  const journal = times.map((at, index) => ({ at, seq: index + 1, cause, events: [] }));
  const history = endedAt === undefined ? [] : [{ status: 'COMPENSATED', activity: null, at: endedAt }];
  return { id, journal, state: { history } } as unknown as Life;
}

function killAt(at: number, stopsAll = false): Kill {
  return { what: `killed at ${at}`, at, pauseMs: 0, stopsAll };
}

describe('recovery', () => {
  it('is the time to the next commit of what was under way at the kill, and of nothing else', () => {
    const lives = [
      lifeWithCommitsAt('before', [10, 50]),
      lifeWithCommitsAt('under-way', [10, 120, 130]),
      lifeWithCommitsAt('begun-after', [101, 140]),
      lifeWithCommitsAt('ended-and-still-asked-about', [10, 50, 170], 50),
    ];
    expect(findRecoveries(lives, [killAt(100)])).toEqual([
      {
        ...{ transactionId: 'under-way', what: 'killed at 100', ms: 20, kill: killAt(100) },
        ...{ restedFor: null, movedBy: 'due' },
      },
    ]);
  });

  it('is none of what waits for its legs alone, each of which is counted for itself', () => {
    const parent = lifeWithCommitsAt('parent', [10, 500], undefined, 'leg');
    expect(findRecoveries([parent], [killAt(100)])).toEqual([]);
  });

  it('counts from the first of several kills, and anew from one that stops all', () => {
    const life = lifeWithCommitsAt('slow', [10, 150, 200]);
    const first = [killAt(100), killAt(110), killAt(120)];
    expect(findRecoveries([life], first).map(({ ms }) => ms)).toEqual([50]);
    const anew = [killAt(100), killAt(110, true), killAt(120)];
    expect(findRecoveries([life], anew).map(({ ms }) => ms)).toEqual([40]);
    expect(findRecoveries([life], [killAt(20), killAt(190)]).map(({ ms }) => ms)).toEqual([130, 10]);
  });
});
