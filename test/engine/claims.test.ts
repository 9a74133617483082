import { DAY_MS, HOUR_MS, type Id } from '@diboas/kernel';
import { type ActInput, type ClaimedInput, type Engine, StoreUnavailableError } from '@diboas/orchestration';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSendingScene, FIVE, type SendingScene } from './sending.ts';

const ADDRESS = 'zoe@example.com';

/** Five dollars that wait for whoever signs in by the address, and what Bo says who does. */
async function createWaiting(seed = 1) {
  const scene = await createSendingScene(seed);
  const before = await scene.available(scene.ana);
  const terms = await scene.sent({ address: ADDRESS });
  await scene.engine.send(scene.confirmed(terms));
  const { wait } = await scene.found(terms.id);
  const acts = {
    ...{ terms, before, until: wait?.until ?? 0 },
    /** Each session that finds it makes an id of its own. */
    claim: (): ClaimedInput => ({
      ...{ type: 'claimed', transactionId: terms.id },
      recipient: { customerId: scene.bo, transactionId: scene.idOf(scene.bo) },
    }),
    cancel: (): ActInput => ({
      ...{ type: 'act', transactionId: terms.id, by: scene.ana, key: 'cancel' },
      ...{ act: { kind: 'cancel' }, reason: 'its owner asked', evidence: null },
    }),
    arrivals: async (): Promise<readonly Id[]> => {
      const theirs = await scene.store.transactions(scene.bo, { before: null, limit: 9 });
      return theirs.map(({ id }) => id);
    },
  };
  return Object.assign(scene, acts);
}

type Waiting = Awaited<ReturnType<typeof createWaiting>>;

async function expectClaimed(scene: Waiting): Promise<void> {
  expect(await scene.found(scene.terms.id)).toMatchObject({ status: 'COMPLETED', wait: null, due: null });
  expect(await scene.available(scene.bo)).toBe(FIVE.units);
  expect(await scene.available(scene.ana)).toBe(scene.before - FIVE.units);
  expect(await scene.arrivals()).toHaveLength(1);
  expect(await scene.store.expectedAt(ADDRESS)).toEqual([]);
}

async function expectGivenBack(scene: Waiting, failure: 'not_claimed' | 'cancelled'): Promise<void> {
  expect(await scene.found(scene.terms.id)).toMatchObject({
    ...{ status: 'COMPENSATED', failure, wait: null, due: null, recipient: null, attempts: [] },
    compensation: { released: [FIVE], refunded: [] },
  });
  expect(await scene.available(scene.bo)).toBe(0n);
  expect(await scene.available(scene.ana)).toBe(scene.before);
  expect(await scene.arrivals()).toEqual([]);
  expect(await scene.store.expectedAt(ADDRESS)).toEqual([]);
}

describe('money for an address that nobody signs in by', () => {
  it('is found by the address, and is theirs once they come', async () => {
    const scene = await createWaiting();
    expect(await scene.store.expectedAt(ADDRESS)).toEqual([scene.terms.id]);
    const claim = scene.claim();
    await scene.engine.send(claim);
    await scene.engine.idle();
    await expectClaimed(scene);
    expect(await scene.found(claim.recipient.transactionId)).toMatchObject({
      ...{ customerId: scene.bo, operation: 'RECEIVE_MONEY', status: 'COMPLETED' },
      terms: { origin: { kind: 'arrival', sentBy: scene.terms.id }, letter: { from: 'ana@example.com' } },
    });
  });

  it('goes to whoever is first, once, though they come by two sessions at a time [claim.late]', async () => {
    const scene = await createWaiting();
    const [first, second] = [scene.claim(), scene.claim()];
    const another = scene.another();
    const replies = await Promise.all([
      ...[scene.engine.send(first), scene.engine.send(second)],
      ...[another.send(scene.claim()), scene.engine.send(first)],
    ]);
    await Promise.all([scene.engine.idle(), another.idle()]);
    expect(replies.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
    expect(await scene.arrivals()).toEqual([first.recipient.transactionId]);
    await expectClaimed(scene);
  });

  it('is theirs to the last moment before it comes back, and comes back from that moment on [claim.late]', async () => {
    const early = await createWaiting();
    early.now = early.until - 1;
    await early.engine.send(early.claim());
    await early.pass(1);
    await early.engine.idle();
    await expectClaimed(early);

    const late = await createWaiting();
    late.now = late.until;
    // Due work and the claim come at the same instant, whichever is taken first.
    await Promise.all([late.engine.send(late.claim()), late.engine.runDue(), late.engine.send(late.claim())]);
    await late.engine.idle();
    await expectGivenBack(late, 'not_claimed');
  });

  it('is its owner’s again when they cancel, or theirs when they came first, never both [claim.late]', async () => {
    const cancelled = await createWaiting();
    const replies = await Promise.all([
      cancelled.engine.send(cancelled.cancel()),
      cancelled.engine.send(cancelled.claim()),
    ]);
    await cancelled.engine.idle();
    expect(replies.map(({ kind }) => kind)).toEqual(['applied', 'ignored']);
    await expectGivenBack(cancelled, 'cancelled');

    const claimed = await createWaiting();
    const [, refused] = await Promise.all([
      claimed.engine.send(claimed.claim()),
      claimed.engine.send(claimed.cancel()),
    ]);
    await claimed.engine.idle();
    expect(refused).toMatchObject({ kind: 'act_refused', refusal: 'too_late' });
    await expectClaimed(claimed);
  });

  it('comes back when whoever came is frozen by then', async () => {
    const scene = await createWaiting();
    await scene.barred(scene.bo, 'frozen');
    await scene.engine.send(scene.claim());
    await scene.engine.idle();
    expect(await scene.found(scene.terms.id)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'recipient_cannot_receive', due: null },
    });
    expect(await scene.available(scene.ana)).toBe(scene.before);
  });
});

/** A node that is lost as money arrives, before its commit or after it. */
function losing(scene: SendingScene, when: 'before' | 'after'): Engine {
  const { commit } = scene.store;
  return scene.another({
    store: {
      ...scene.store,
      async commit(bucket, scope, decide) {
        const isArrival = scope.customerIds.includes(scene.bo);
        if (isArrival && when === 'before') throw new StoreUnavailableError('lost');
        const result = await commit(bucket, scope, decide);
        if (isArrival) throw new StoreUnavailableError('lost');
        return result;
      },
    },
  });
}

const STEPS = ['claim', 'claim', 'claim_lost', 'claim_half', 'cancel', 'hour', 'week', 'end'] as const;

async function walk(scene: Waiting, step: (typeof STEPS)[number]): Promise<void> {
  const nodes = { claim_lost: losing(scene, 'before'), claim_half: losing(scene, 'after') };
  switch (step) {
    case 'claim':
    case 'claim_lost':
    case 'claim_half': {
      const node = step === 'claim' ? scene.engine : nodes[step];
      await node.send(scene.claim());
      return await node.idle();
    }
    case 'cancel':
      await scene.engine.send(scene.cancel());
      return await scene.engine.idle();
    case 'hour':
      return await scene.pass(HOUR_MS);
    case 'week':
      return await scene.pass(7 * DAY_MS);
    case 'end': {
      scene.now = Math.max(scene.now, scene.until);
      await Promise.all([scene.engine.send(scene.claim()), scene.engine.runDue()]);
      return await scene.engine.idle();
    }
  }
}

it('whatever comes in whatever order, it is with one of the two, whole, and only once', async () => {
  const walks = fc.array(fc.constantFrom(...STEPS), { maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000), walks, async (seed, steps) => {
      const scene = await createWaiting(seed);
      for (const step of steps) {
        await walk(scene, step);
        const given = await scene.available(scene.bo);
        const left = await scene.available(scene.ana);
        if (given !== 0n) expect([given, left]).toEqual([FIVE.units, scene.before - FIVE.units]);
      }
      await scene.pass(15 * DAY_MS);
      const { status, failure, recipient } = await scene.found(scene.terms.id);
      if (status === 'COMPLETED') return await expectClaimed(scene);
      expect([status, recipient]).toEqual(['COMPENSATED', null]);
      await expectGivenBack(scene, failure === 'cancelled' ? 'cancelled' : 'not_claimed');
    }),
    { numRuns: 60 },
  );
});
