import { MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { StoreUnavailableError, type TransactionStore } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

/** The scene's store behind a wire that the test can cut. */
function behindWire({ store }: Scene): { readonly store: TransactionStore; cut: boolean } {
  const wire = {
    cut: false,
    store: {
      commit: (...args: Parameters<typeof store.commit>) => reach(() => store.commit(...args)),
      claimDue: (...args: Parameters<typeof store.claimDue>) => reach(() => store.claimDue(...args)),
      dueBuckets: (...args: Parameters<typeof store.dueBuckets>) => reach(() => store.dueBuckets(...args)),
    } as TransactionStore,
  };
  const reach = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    wire.cut ? Promise.reject(new StoreUnavailableError('cut')) : ask();
  return wire;
}

/** A node whose store is lost while the provider is taking its order. */
async function loseStoreDuringSend(scene: Scene) {
  const wire = behindWire(scene);
  const errors: unknown[] = [];
  const node = scene.another({ store: wire.store, onError: (error) => errors.push(error) });
  const terms = await scene.quote(await scene.customer());
  scene.outside.submit = async () => {
    wire.cut = true;
    return { kind: 'accepted', observation: tellOf(terms, 'open') };
  };
  const { total: totalSeen } = terms.price;
  await node.send({ type: 'initiate', terms, key: terms.id, fingerprint: terms.id, totalSeen });
  await node.idle();
  expect((await scene.read(terms)).attempts).toMatchObject([{ state: 'sending' }]);
  await expect(node.runDue()).rejects.toThrow(StoreUnavailableError);
  return { wire, node, terms, errors };
}

it('an answer that came while the store was away is brought in when it is back [answer.unwritten]', async () => {
  const scene = createScene();
  const { wire, node, terms, errors } = await loseStoreDuringSend(scene);
  scene.now += 5 * SECOND_MS;
  wire.cut = false;
  await node.runDue();
  await node.idle();
  expect((await scene.read(terms)).attempts).toMatchObject([{ state: 'accepted', sends: 1, lookups: 0 }]);
  expect(errors).toEqual([]);
  const seq = (await scene.read(terms)).version;
  await node.runDue();
  await node.idle();
  expect((await scene.read(terms)).version).toBe(seq);
});

it('an answer that could not be brought in until others look after its attempt is left to them', async () => {
  const scene = createScene();
  const { wire, node, terms } = await loseStoreDuringSend(scene);
  scene.now += MINUTE_MS;
  wire.cut = false;
  scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'busy', isAnswered: true });
  await node.runDue();
  await node.idle();
  expect((await scene.read(terms)).attempts).toMatchObject([{ state: 'unknown', inDoubt: true }]);
});

it('silence that was written, although the store said nothing of it, is counted once', async () => {
  const scene = createScene();
  const wire = {
    isLost: false,
    async commit(...args: Parameters<typeof scene.store.commit>) {
      const result = await scene.store.commit(...args);
      if (!wire.isLost) return result;
      wire.isLost = false;
      throw new StoreUnavailableError('lost after it was written');
    },
  };
  const store = { ...scene.store, commit: wire.commit as TransactionStore['commit'] };
  const node = scene.another({ store });
  const terms = await scene.start(await scene.customer());
  scene.outside.lookup = async () => {
    wire.isLost = true;
    return { kind: 'unknown', detail: 'no answer' };
  };
  scene.now += 10 * MINUTE_MS;
  await node.runDue();
  await node.idle();
  expect(await scene.read(terms)).toMatchObject({ attempts: [{ silent: 1 }] });
  await node.runDue();
  await node.idle();
  expect(await scene.read(terms)).toMatchObject({ attempts: [{ silent: 1, lookups: 1 }] });
});
