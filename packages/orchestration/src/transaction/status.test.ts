import { describe, expect, it } from 'vitest';
import { isFinal, isLegalMove, LEGAL_MOVES, STATUSES, type Status } from './status.ts';

function reachable(from: Status): Set<Status> {
  const seen = new Set<Status>([from]);
  for (const status of seen) for (const next of LEGAL_MOVES[status]) seen.add(next);
  return seen;
}

describe('M2 A16 the status table', () => {
  it('reaches every status from the first, and an end from every status', () => {
    expect(reachable('INITIATED')).toEqual(new Set(STATUSES));
    for (const status of STATUSES) expect([...reachable(status)].some(isFinal)).toBe(true);
  });

  it('has moves out of every status but the final ones', () => {
    for (const status of STATUSES) expect(LEGAL_MOVES[status].length === 0).toBe(isFinal(status));
  });

  it('never goes back to before a reservation', () => {
    for (const status of STATUSES) {
      if (status === 'INITIATED') continue;
      expect(isLegalMove(status, 'INITIATED')).toBe(false);
      if (reachable(status).has('VALIDATING')) expect(status).toBe('VALIDATING');
    }
  });
});
