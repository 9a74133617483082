import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningShare } from './running-share.ts';

const total = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const cuts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 });

describe('running shares', () => {
  it('M35 add up to the total, however a whole is cut, and none is a unit off', () => {
    fc.assert(
      fc.property(total, cuts, (all, parts) => {
        const whole = parts.reduce((sum, one) => sum + one, 0n);
        let [from, sum] = [0n, 0n];
        for (const part of parts) {
          const share = runningShare(all, whole, { from, to: from + part });
          const off = share * whole - all * part;
          expect(off > -whole && off < whole).toBe(true);
          [from, sum] = [from + part, sum + share];
        }
        expect(sum).toBe(all);
      }),
    );
  });

  it('of a stretch are those of its two halves', () => {
    fc.assert(
      fc.property(total, cuts, fc.nat(30), (all, parts, at) => {
        const whole = parts.reduce((sum, one) => sum + one, 0n);
        const middle = parts.slice(0, at).reduce((sum, one) => sum + one, 0n);
        const halves = [
          { from: 0n, to: middle },
          { from: middle, to: whole },
        ].map((stretch) => runningShare(all, whole, stretch));
        expect((halves[0] ?? 0n) + (halves[1] ?? 0n)).toBe(all);
      }),
    );
  });
});
