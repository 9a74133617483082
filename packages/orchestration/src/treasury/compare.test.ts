import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedAgain, differenceOf, hasStood, STANDS_MS } from './compare.ts';

const QUIET = { before: { free: 100n, promised: 0n }, after: { free: 100n, promised: 0n }, onItsWay: 0n };

describe('B6 R42 what is held against what the books say', () => {
  it('differs by what is too much or missing, while nothing is under way', () => {
    expect([100n, 99n, 101n].map((held) => differenceOf(held, QUIET))).toEqual([0n, -1n, 1n]);
  });

  it('does not differ by what is under way, whether it has left or not', () => {
    const open = { ...QUIET, before: { free: 70n, promised: 30n }, after: { free: 70n, promised: 30n } };
    expect([100n, 85n, 70n].map((held) => differenceOf(held, open))).toEqual([0n, 0n, 0n]);
    expect([69n, 101n].map((held) => differenceOf(held, open))).toEqual([-1n, 1n]);
  });

  it('does not differ by what operators have on its way there', () => {
    const coming = { ...QUIET, onItsWay: 50n };
    expect([100n, 150n, 151n, 99n].map((held) => differenceOf(held, coming))).toEqual([0n, 0n, 1n, -1n]);
  });

  it('does not differ because of what happens while the provider is asked', () => {
    type Step = { kind: 'promise' | 'leave' | 'book' | 'let_go'; units: bigint };
    const step: fc.Arbitrary<Step> = fc.record({
      kind: fc.constantFrom('promise', 'leave', 'book', 'let_go'),
      units: fc.bigInt(1n, 20n),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(), fc.nat(), (steps, first, second) => {
        // What is promised leaves first and is booked later, or does not leave and is let go of.
        const world = { free: 100n, waiting: 0n, left: 0n, held: 100n };
        const seen = [{ ...world }];
        for (const { kind, units } of steps) {
          const atMost = (most: bigint) => (units < most ? units : most);
          if (kind === 'promise') {
            const some = atMost(world.free);
            world.free -= some;
            world.waiting += some;
          } else if (kind === 'leave') {
            const some = atMost(world.waiting);
            world.waiting -= some;
            world.left += some;
            world.held -= some;
          } else if (kind === 'book') world.left -= atMost(world.left);
          else {
            const some = atMost(world.waiting);
            world.waiting -= some;
            world.free += some;
          }
          seen.push({ ...world });
        }
        const [start, end] = [first % seen.length, second % seen.length].toSorted(
          (one, other) => one - other,
        );
        const books = ({ free, waiting, left }: typeof world) => ({ free, promised: waiting + left });
        const around = { before: seen[start ?? 0] ?? world, after: seen[end ?? 0] ?? world };
        const asked = { before: books(around.before), after: books(around.after), onItsWay: 0n };
        for (const { held } of seen.slice(start, (end ?? 0) + 1))
          expect(differenceOf(held, asked) === 0n).toBe(true);
      }),
    );
  });
});

describe('a difference', () => {
  it('stands from when it was first seen until it is gone', () => {
    const at = 1_000_000;
    const first = comparedAgain(null, { held: 9n, difference: -1n, at });
    expect([first.differsSince, hasStood(first)]).toEqual([at, false]);
    const later = comparedAgain(first, { held: 8n, difference: -2n, at: at + STANDS_MS });
    expect([later.differsSince, hasStood(later)]).toEqual([at, true]);
    expect(
      comparedAgain(later, { held: 10n, difference: 0n, at: at + 2 * STANDS_MS }).differsSince,
    ).toBeNull();
  });
});
