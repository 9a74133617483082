import { assert, DAY_MS } from '@diboas/kernel';
import { type Movement, mergeMovements, type Observation, type Provider } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { readWholeEvent } from '../order/read-whole-event.ts';
import { accepted, lookupOf, type OrderScene } from '../order/scene.ts';
import type { OffRampSuite } from './payout-world.ts';

/** Money that did not stay at the bank comes back to us, is told as having moved once it did, and never before. */
export function describeReturns(suite: OffRampSuite, scene: OrderScene): void {
  const { done, returned, undelivered, refunded } = suite.returns;
  describe('a payout that comes back', () => {
    it('days after it was done has gone and come, in what was paid and where that lies', async () => {
      const life = await aLife(scene);
      const paid = await life.bring(done);
      expect(kindsOf(paid)).toEqual(['given', 'taken']);
      scene.world().pass(3 * DAY_MS);
      if (returned !== null) {
        const onItsWay = await life.bring(returned);
        expect(onItsWay.end).not.toBe('done');
        expect(kindsOf(onItsWay)).not.toContain('returned');
      }
      const back = await life.bring(refunded);
      expect(back.stage).toBe('ended');
      expect(kindsOf(back)).toEqual(['given', 'returned', 'taken']);
      expect(back.movements).toEqual(expect.arrayContaining([...paid.movements]));
      const { payNetwork, attemptId } = life.submission;
      const [order] = scene.world().orders(attemptId);
      assert(order?.returned, 'the world has given it back', { order });
      const given = back.movements.find(({ kind }) => kind === 'returned');
      expect(given).toMatchObject({ money: order.returned, network: payNetwork });
    });

    it('is told by look-ups and events alike, and comes to the same in any order', async () => {
      const life = await aLife(scene);
      const told: Observation[] = [];
      for (const status of [done, returned, refunded].filter((one) => one !== null))
        told.push(await life.bring(status));
      const [first = [], ...others] = ordersOf(told).map(allOf);
      for (const other of others) expect(other).toEqual(first);
      expect(first.map(({ kind }) => kind)).toEqual(['given', 'returned', 'taken']);
    });

    it('was never there when the bank did not take it, and all of it is ours again', async () => {
      const life = await aLife(scene);
      const stuck = await life.bring(undelivered);
      if (returned === null) {
        expect(stuck.stage).toBe('ended');
        expect(stuck.end).not.toBe('done');
        expect(stuck.movements).toEqual([]);
        expect(scene.world().orders(life.submission.attemptId)).toMatchObject([{ charged: null }]);
        return;
      }
      expect(stuck).toMatchObject({ stage: 'working', end: null });
      expect(kindsOf(stuck)).toEqual(['taken']);
      const back = await life.bring(refunded);
      expect(back.stage).toBe('ended');
      expect(back.end).not.toBe('done');
      expect(kindsOf(back)).toEqual(['returned', 'taken']);
      const [taken, given] = ['taken', 'returned'].map((kind) =>
        back.movements.find((one) => one.kind === kind),
      );
      expect(given?.money).toEqual(taken?.money);
    });
  });

  it.each(suite.forPeople)('of status %s is for people, and nothing is guessed', async (status) => {
    const world = scene.world();
    const submission = scene.submission();
    const adapter = await scene.adapter();
    const { reference } = accepted(await adapter.submit(submission));
    world.bring(reference, status);
    for (const known of [reference, null])
      expect(await adapter.lookup(lookupOf(submission, known, world))).toMatchObject({
        ...{ kind: 'unknown', isAnswered: true },
      });
    const event = await world.awaitEvent(reference, status);
    if (event) expect(await readWholeEvent(adapter, event)).toEqual({ ok: false, refusal: 'unreadable' });
  });
}

/** One payout, brought from status to status; each is looked up and heard of, which must say the same. */
async function aLife(scene: OrderScene) {
  const world = scene.world();
  const submission = scene.submission();
  const adapter = await scene.adapter();
  const { reference } = accepted(await adapter.submit(submission));
  const startedAt = world.now();
  return {
    submission,
    async bring(status: string): Promise<Observation> {
      world.bring(reference, status);
      const found = await adapter.lookup({ ...lookupOf(submission, reference, world), startedAt });
      assert(found.kind === 'found', 'the payout is found', { status, found });
      expect(await adapter.lookup({ ...lookupOf(submission, null, world), startedAt })).toEqual(found);
      await expectHeard(adapter, { event: await world.awaitEvent(reference, status), ...found });
      return found.observation;
    },
  };
}

type Heard = Parameters<Provider['readWebhook']>[0] | null;

async function expectHeard(
  adapter: Provider,
  { event, observation }: { event: Heard; observation: Observation },
): Promise<void> {
  if (event)
    expect(await readWholeEvent(adapter, event)).toMatchObject({
      ok: true,
      value: { order: { observation } },
    });
}

function kindsOf({ movements }: Observation): string[] {
  return movements.map(({ kind }) => kind).toSorted();
}

function allOf(told: readonly Observation[]): readonly Movement[] {
  return told.reduce<readonly Movement[]>((known, { movements }) => {
    const merged = mergeMovements(known, movements);
    assert(merged.ok, 'what is told later contradicts nothing that was told before', { known, movements });
    return merged.value.all;
  }, []);
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    ordersOf([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
