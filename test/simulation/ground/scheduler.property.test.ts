import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChance } from './chance.ts';
import { createScheduler } from './scheduler.ts';

describe('virtual time', () => {
  it('never goes back, and everything planned happens once at its instant', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 })), fc.nat(), (waits, seed) => {
        const scheduler = createScheduler(1_000, createChance(seed, 'order'));
        const happened: number[] = [];
        for (const wait of waits) {
          scheduler.after(wait, () => {
            expect(scheduler.now()).toBe(1_000 + wait);
            happened.push(wait);
          });
        }
        while (scheduler.next() !== null) scheduler.step();
        expect(happened).toEqual(waits.toSorted((left, right) => left - right));
      }),
    );
  });

  it('puts what falls on one instant into an order that the seed draws', () => {
    const orderOf = (seed: number): string => {
      const scheduler = createScheduler(0, createChance(seed, 'order'));
      const happened: number[] = [];
      for (let index = 0; index < 8; index += 1) scheduler.after(5, () => happened.push(index));
      while (scheduler.next() !== null) scheduler.step();
      return happened.join('');
    };
    expect(orderOf(7)).toBe(orderOf(7));
    expect(new Set([1, 2, 3, 4].map(orderOf)).size).toBeGreaterThan(1);
  });
});
