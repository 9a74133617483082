import type { StreamMessage } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { showTransaction } from '../api/transactions/view.ts';
import { createSmallWorld, type SmallWorld, sampleObservation, VIEWED } from '../testing/small-world.ts';
import { createLiveStream } from './stream.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

function open(world: SmallWorld, { takes = Number.POSITIVE_INFINITY }: { takes?: number } = {}) {
  const said: StreamMessage[] = [];
  const errors: unknown[] = [];
  const stream = createLiveStream({
    customerId: CUSTOMER,
    reader: world.store,
    viewOf: (one) => showTransaction(one, { ...VIEWED, now: world.clock.now() }),
    now: world.clock.now,
    heartbeatMs: 5_000,
    outlet: { send: (message) => said.push(message) < takes, room: async () => {} },
    onError: (error) => errors.push(error),
  });
  return { stream, said, errors, words: () => said.map(({ type, seq }) => `${type} ${seq}`) };
}

/** Until every look that was begun is over: the memory store answers without leaving the event loop's turn. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A customer with one transaction that has come to its end in three changes. */
async function worldWithChanges(): Promise<SmallWorld & { readonly id: string }> {
  const world = createSmallWorld();
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(id, sampleObservation('done'));
  return { ...world, id };
}

describe('a live stream', () => {
  it('starts at now when nothing is asked for', async () => {
    const { stream, words } = open(await worldWithChanges());
    await stream.start(null);
    expect(words()).toEqual(['hello 3', 'caught_up 3']);
  });

  it('gives what came after the place that was asked for, each once and in order', async () => {
    const { stream, words, said } = open(await worldWithChanges());
    await stream.start(1);
    expect(words()).toEqual(['hello 1', 'change 2', 'change 3', 'caught_up 3']);
    expect(said.at(-2)).toMatchObject({ transaction: { state: 'completed', seq: 3 } });
  });

  it('tells of a reversal on both sides, each as a transaction of its own', async () => {
    const world = await worldWithChanges();
    await world.tell(world.id, sampleObservation('taken_back'));
    const { stream, said } = open(world);
    await stream.start(3);
    const told = said.flatMap((one) => (one.type === 'change' ? [one.transaction] : []));
    expect(told.map(({ state }) => state).sort()).toEqual(['reversed', 'taken_back']);
    const [original, reversal] = told[0]?.reverses === null ? told : told.toReversed();
    expect(original?.reversedBy).toBe(reversal?.id);
    expect(reversal?.reverses).toBe(world.id);
  });

  it('says nothing new when nothing was missed', async () => {
    const { stream, words } = open(await worldWithChanges());
    await stream.start(3);
    stream.wake();
    await settle();
    expect(words()).toEqual(['hello 3', 'caught_up 3']);
  });

  it('asks for a fresh start when the place lies in the future', async () => {
    const { stream, words } = open(await worldWithChanges());
    await stream.start(4);
    expect(words()).toEqual(['hello 3', 'resync 3', 'caught_up 3']);
  });

  it('gives a change once, however often it is woken', async () => {
    const world = createSmallWorld();
    const { stream, words } = open(world);
    await stream.start(0);
    const { id } = await world.confirm(CUSTOMER);
    for (let times = 0; times < 10; times += 1) stream.wake();
    await world.engine.idle();
    await world.tell(id, sampleObservation('working'));
    stream.wake();
    await expect.poll(() => words().at(-1)).toBe('change 3');
    await settle();
    expect(words()).toEqual(['hello 0', 'caught_up 0', 'change 1', 'change 2', 'change 3']);
  });

  it('beats with the place it has reached', async () => {
    const { stream, words } = open(await worldWithChanges());
    stream.tell('heartbeat');
    await stream.start(null);
    stream.tell('heartbeat');
    expect(words().at(-1)).toBe('heartbeat 3');
  });

  it('stops at once when the other side does not keep up', async () => {
    const { stream, words } = open(await worldWithChanges(), { takes: 2 });
    await stream.start(0);
    stream.wake();
    stream.tell('heartbeat');
    await settle();
    expect(words()).toEqual(['hello 0', 'change 1']);
  });

  it('goes on from the same place after the store was away', async () => {
    const world = await worldWithChanges();
    let broken = true;
    const reader = {
      ...world.store,
      changesAfter: async (...asked: Parameters<typeof world.store.changesAfter>) => {
        if (broken) throw new Error('away');
        return world.store.changesAfter(...asked);
      },
    };
    const { stream, words, errors } = open({ ...world, store: reader });
    await stream.start(1);
    expect(words()).toEqual(['hello 1']);
    expect(errors).toHaveLength(1);
    broken = false;
    stream.wake();
    await expect.poll(words).toEqual(['hello 1', 'change 2', 'change 3', 'caught_up 3']);
  });
});
