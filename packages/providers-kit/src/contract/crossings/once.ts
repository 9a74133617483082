import { assert, money } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { preparedFor, sumsOf } from '../dex/scene.ts';
import { type CrossingSuite, leavingWays } from './crossing-world.ts';
import {
  askAfter,
  type CrossingScene,
  endOfCrossing,
  expectCrossedOnce,
  handOver,
  heldAtEnds,
  left,
  preparedCrossing,
} from './scene.ts';

/** A crossing is carried out once and as a whole, for no less than was agreed; or it never leaves, or it comes back. */
export function describeCrossings(suite: CrossingSuite, scene: () => CrossingScene): void {
  const { ways } = suite;
  describeTurns(suite, scene);
  it.each(ways)(
    '$name that is prepared does nothing, has the name that it will bear, and arrives once',
    async (way) => {
      const desk = await scene().desk();
      const one = await preparedCrossing(desk, way, scene());
      await scene().world.mine(way.from, 1);
      expect(await heldAtEnds(way, scene())).toEqual(one.before);
      expect(await askAfter(desk, one, scene())).toEqual({ kind: 'not_found' });
      expect((await desk.submit(one.submission)).kind, 'without a memo nothing is sent').not.toBe('accepted');
      for (const _again of [1, 2]) expect((await handOver(desk, one)).kind).toBe('accepted');
      const over = await expectCrossedOnce(desk, one, scene());
      expect((await handOver(desk, one)).kind, 'and once more').not.toBe('rejected');
      await expectCrossedOnce(desk, one, scene());
      expect(one.memos.flatMap(({ names }) => names)).toContain(over.reference);
    },
  );

  it.each(leavingWays(ways).filter(({ isMadeElsewhere }) => isMadeElsewhere !== true))(
    '$name that was prepared twice for one order leaves once, whichever of the two is sent',
    async (way) => {
      const desk = await scene().desk();
      const one = await preparedCrossing(desk, way, scene());
      // What is signed later is another transaction.
      await scene().world.mine(way.from, 2);
      const twice = { ...one, memos: [...one.memos, await preparedFor(desk, one.submission)] };
      for (const memos of [one.memos, twice.memos]) await handOver(desk, { ...one, memos });
      const over = await endOfCrossing(desk, twice, scene());
      expect(over).toMatchObject({ end: 'done' });
      expect(sumsOf(over).taken).toBe(way.pay.units);
      const after = await heldAtEnds(way, scene());
      expect(after.source - one.before.source).toBe(-way.pay.units);
      expect(after.target - one.before.target).toBe(sumsOf(over).given);
    },
  );
  describeMany(suite, scene);
}

function describeMany({ ways }: CrossingSuite, scene: () => CrossingScene): void {
  it.each(ways)('several of $name that are made at once each arrive once', async (way) => {
    const desk = await scene().desk();
    const before = await heldAtEnds(way, scene());
    const all = await Promise.all(
      [1, 2, 3].map(async () => {
        const { submission } = await scene().agreed(desk, way);
        return { way, submission, before, memos: [await preparedFor(desk, submission)] };
      }),
    );
    await Promise.all(all.map((one) => handOver(desk, one)));
    const given = [];
    for (const one of all) {
      const over = await endOfCrossing(desk, one, scene());
      expect(over).toMatchObject({ end: 'done' });
      given.push(sumsOf(over).given);
    }
    const after = await heldAtEnds(way, scene());
    expect(after.source - before.source).toBe(-3n * way.pay.units);
    expect(after.target - before.target).toBe(given.reduce((sum, one) => sum + one, 0n));
  });

  it.each(leavingWays(ways))('$name does not cost more than was agreed, or is not prepared', async (way) => {
    const desk = await scene().desk();
    const { submission } = await scene().agreed(desk, way);
    const { networkCost } = submission;
    assert(networkCost, 'a crossing says what the source network may take');
    const cheap = { ...submission, networkCost: money(networkCost.asset, 1n) };
    const tooDear = { kind: 'rejected', code: 'price_changed', elsewhere: true };
    expect(await desk.prepare?.(cheap)).toMatchObject(tooDear);
    scene().world.raiseFees();
    expect(await desk.prepare?.(submission)).toMatchObject(tooDear);
  });
}

/** Whatever else it may come to is told as what it is. */
function describeTurns({ ways, turns }: CrossingSuite, scene: () => CrossingScene): void {
  if (turns.includes('refunded'))
    it.each(ways)(
      '$name that comes back is told as returned, and arrived nowhere [crossing.returned]',
      async (way) => {
        const desk = await scene().desk();
        scene().world.turn('refunded');
        const one = await left(desk, way, scene());
        const over = await endOfCrossing(desk, one, scene());
        expect(over.end).not.toBe('done');
        const { taken, given, returned } = sumsOf(over);
        expect([taken, given]).toEqual([way.pay.units, 0n]);
        expect(returned > 0n && returned <= taken, `${returned} came back`).toBe(true);
        const after = await heldAtEnds(way, scene());
        expect(after.source - one.before.source).toBe(returned - taken);
        expect(after.target).toBe(one.before.target);
      },
    );

  if (turns.includes('overstated'))
    it.each(ways)('$name that is said to have arrived and did not is believed by nobody', async (way) => {
      const desk = await scene().desk();
      scene().world.turn('overstated');
      const one = await left(desk, way, scene());
      for (let time = 0; time < 4; time += 1) {
        const found = await askAfter(desk, one, scene());
        expect(found).not.toMatchObject({ observation: { stage: 'ended' } });
        await scene().world.settle();
      }
      expect(await askAfter(desk, one, scene())).toMatchObject({ kind: 'unknown', isAnswered: true });
    });

  if (turns.includes('partial'))
    it.each(ways)(
      '$name that arrives as something else is no success of what was ordered [crossing.another]',
      async (way) => {
        const desk = await scene().desk();
        scene().world.turn('partial');
        const one = await left(desk, way, scene());
        for (let time = 0; time < 4; time += 1) {
          const found = await askAfter(desk, one, scene());
          await scene().world.settle();
          if (found.kind !== 'found') {
            // Somebody answered, and it is a person who must make sense of it.
            expect(found).toMatchObject({ kind: 'unknown', isAnswered: true });
            continue;
          }
          const given = found.observation.movements.filter(
            ({ kind, money: { asset, units } }) =>
              kind === 'given' && asset === way.pay.asset && units >= one.submission.deliver.units,
          );
          expect(given, 'what was ordered is not there').toEqual([]);
        }
        expect((await heldAtEnds(way, scene())).target).toBe(one.before.target);
      },
    );
}
