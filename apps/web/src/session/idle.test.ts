import { describe, expect, it } from 'vitest';
import { idleLook, WARN_MS } from './idle.ts';

const MINUTE = 60_000;

describe('the warning before a session ends', () => {
  it('W29 comes two minutes before, and not earlier', () => {
    const look = idleLook({ idleMs: 30 * MINUTE, lifeMs: 24 * 60 * MINUTE });
    expect(look.warning).toBe('none');
    expect(idleLook({ idleMs: 30 * MINUTE - look.lookAgainMs, lifeMs: 24 * 60 * MINUTE }).warning).toBe(
      'idle',
    );
    expect(idleLook({ idleMs: WARN_MS + 1, lifeMs: 24 * 60 * MINUTE }).warning).toBe('none');
  });

  it('says that nothing helps where the day is over', () => {
    expect(idleLook({ idleMs: MINUTE, lifeMs: MINUTE }).warning).toBe('life');
    expect(idleLook({ idleMs: MINUTE, lifeMs: MINUTE + 1 }).warning).toBe('idle');
  });

  it('is followed by a look just after the end', () => {
    expect(idleLook({ idleMs: MINUTE, lifeMs: 5 * MINUTE }).lookAgainMs).toBeGreaterThan(MINUTE);
  });
});
