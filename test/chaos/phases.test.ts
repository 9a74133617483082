import { describe, expect, it } from 'vitest';
import type { Kill } from './cluster/disturbances.ts';
import { phasesOf, tellPhases } from './phases.ts';
import type { Recovery } from './recovery.ts';

function recoveryAfter(kill: Partial<Kill>, ms: number): Recovery {
  const whole = { what: 'PostgreSQL', at: 1_000, pauseMs: 100, stopsAll: true, ...kill };
  const { what } = whole;
  return { transactionId: 't', what, ms, kill: whole, restedFor: 'lookup', movedBy: 'due' };
}

describe('the phases of a recovery', () => {
  it('follow one another after a kill that stops all, and add up', () => {
    const starts = [
      { what: 'PostgreSQL', at: 500 },
      { what: 'node 1', at: 1_200 },
      { what: 'PostgreSQL', at: 1_400 },
    ];
    const phases = phasesOf(recoveryAfter({}, 700), { starts, commits: [900, 1_500, 1_700] });
    expect(phases).toEqual({ pauseMs: 100, startMs: 300, firstMs: 100, turnMs: 200 });
  });

  it('end with the first node that is ready when all nodes were killed', () => {
    const starts = [{ what: 'node 2', at: 1_600 }];
    const kill = { what: 'node 3', stopsAll: true };
    const phases = phasesOf(recoveryAfter(kill, 800), { starts, commits: [1_650] });
    expect(phases).toEqual({ pauseMs: 100, startMs: 500, firstMs: 50, turnMs: 150 });
  });

  it('do not wait for the start of one node of several, and never pass the commit that ended them', () => {
    const kill = { what: 'node 3', stopsAll: false };
    const known = { starts: [{ what: 'node 3', at: 4_000 }], commits: [1_020, 1_300] };
    expect(phasesOf(recoveryAfter(kill, 300), known)).toMatchObject({ firstMs: 20, turnMs: 280 });
    expect(phasesOf(recoveryAfter(kill, 10), { starts: [], commits: [1_020] })).toEqual({
      ...{ pauseMs: 100, startMs: null, firstMs: 10, turnMs: 0 },
    });
  });

  it('are told in a table for each kind of what was killed', () => {
    const recoveries = [
      recoveryAfter({}, 700),
      recoveryAfter({ what: 'node 1', stopsAll: false }, 50),
      recoveryAfter({ what: 'node 2', stopsAll: false }, 70),
    ];
    const told = tellPhases(recoveries, { starts: [], commits: [1_010, 1_050] });
    expect(told.filter((line) => /^(one node|PostgreSQL)/.test(line))).toEqual([
      'PostgreSQL           1    700 / 700     100 / 100          -       10 / 10  690 / 690',
      'one node             2      50 / 70     100 / 100          -       10 / 10    40 / 60',
    ]);
    expect(told.at(-1)).toBe('lookup, due               3  60 / 690');
  });
});
