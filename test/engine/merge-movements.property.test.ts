import { money } from '@diboas/kernel';
import { type Movement, type MovementKind, mergeMovements } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const KINDS: readonly MovementKind[] = ['taken', 'given', 'returned', 'taken_back'];

/** All that ever moves, each under a name of its own. */
const truths = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom('a', 'b', 'c')), {
    selector: ([kind, id]) => `${kind} ${id}`,
    minLength: 1,
    maxLength: 8,
  })
  .map((names) =>
    names.map(([kind, id], index): Movement => {
      const amount = money('USDC', BigInt(10 * (index + 1)));
      const named = { kind, id, money: amount, network: 'solana' } as const;
      return { ...named, destination: 'there', networkReference: `hash_${kind}_${id}`, reason: 'R10' };
    }),
  );

/** One telling: of each movement nothing, or so much of it, with or without what names it. */
const tellings = fc.array(
  fc.array(fc.record({ units: fc.integer({ min: 0, max: 10 }), named: fc.boolean() }), {
    minLength: 8,
    maxLength: 8,
  }),
  { minLength: 1, maxLength: 6 },
);

type Telling = readonly { readonly units: number; readonly named: boolean }[];

function told(truth: readonly Movement[], telling: Telling): readonly Movement[] {
  return truth.flatMap((movement, index) => {
    const { units, named } = telling[index] ?? { units: 0, named: false };
    if (units === 0) return [];
    const names = named ? {} : { destination: null, networkReference: null, reason: null };
    return [{ ...movement, ...names, money: money('USDC', (movement.money.units * BigInt(units)) / 10n) }];
  });
}

function merge(known: readonly Movement[], more: readonly Movement[]) {
  const merged = mergeMovements(known, more);
  if (!merged.ok) throw new Error(merged.refusal);
  return merged.value;
}

function fold(parts: readonly (readonly Movement[])[]): readonly Movement[] {
  return parts.reduce<readonly Movement[]>((known, part) => merge(known, part).all, []);
}

describe('the union of what is told', () => {
  it('is the same in any order, repeated, at once or one by one', () => {
    fc.assert(
      fc.property(truths, tellings, fc.infiniteStream(fc.nat()), (truth, pieces, places) => {
        const parts = pieces.map((telling) => told(truth, telling));
        const shuffled = [...parts, ...parts]
          .map((part) => ({ part, place: places.next().value ?? 0 }))
          .toSorted((left, right) => left.place - right.place)
          .map(({ part }) => part);
        const plain = fold(parts);
        expect(fold(shuffled)).toEqual(plain);
        expect(fold([parts.flat()])).toEqual(plain);
        expect(fold(parts.flat().map((one) => [one]))).toEqual(plain);
        expect(merge(plain, parts.flat()).news).toEqual([]);
      }),
    );
  });

  it('tells as news exactly what was not known, and no amount ever shrinks', () => {
    fc.assert(
      fc.property(truths, tellings, (truth, pieces) => {
        let known: readonly Movement[] = [];
        for (const telling of pieces) {
          const { all, news } = merge(known, told(truth, telling));
          const before = new Map(known.map((one) => [`${one.kind} ${one.id}`, one]));
          const changed = all.filter((one) => !Object.is(before.get(`${one.kind} ${one.id}`), one));
          expect(news).toEqual(changed);
          for (const one of all)
            expect(one.money.units >= (before.get(`${one.kind} ${one.id}`)?.money.units ?? 0n)).toBe(true);
          known = all;
        }
      }),
    );
  });

  it('is refused whichever of two that contradict each other comes first', () => {
    const otherwise: readonly ((one: Movement) => Movement)[] = [
      (one) => ({ ...one, money: money('SOL', one.money.units) }),
      (one) => ({ ...one, network: 'ethereum' }),
      (one) => ({ ...one, destination: 'elsewhere' }),
      (one) => ({ ...one, networkReference: 'another' }),
      (one) => ({ ...one, reason: 'R01' }),
    ];
    fc.assert(
      fc.property(truths, fc.constantFrom(...otherwise), fc.nat(), (truth, change, which) => {
        const one = truth[which % truth.length];
        if (!one) return;
        expect(mergeMovements(truth, [change(one)])).toEqual({ ok: false, refusal: 'contradiction' });
        expect(mergeMovements([change(one)], truth)).toEqual({ ok: false, refusal: 'contradiction' });
        expect(mergeMovements([], [one, change(one)]).ok).toBe(false);
      }),
    );
  });
});
