import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('tasks that take turns', () => {
  it('run so many at a time, in the order in which they came, and a failed one makes room too', async () => {
    const turns = createTurns({ atOnce: 2, waitingMax: 2 });
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
    const begun: number[] = [];
    const results = gates.map(({ promise }, index) =>
      turns.take(() => {
        begun.push(index);
        return promise;
      }),
    );
    const outcomes = Promise.allSettled(results);
    await expect.poll(() => begun).toEqual([0, 1]);
    expect(turns.hasRoom()).toBe(false);
    gates[1]?.reject(new Error('lost'));
    await expect.poll(() => begun).toEqual([0, 1, 2]);
    expect(turns.hasRoom()).toBe(true);
    for (const { resolve } of gates) resolve(1);
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
