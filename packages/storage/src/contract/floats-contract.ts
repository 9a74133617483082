import { BugError, createId, createSeededRandom } from '@diboas/kernel';
import {
  type Float,
  type FloatChange,
  type FloatKey,
  type FloatPart,
  NO_WRITES,
  scopeOf,
} from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must keep of what lies with providers. */
export function describeFloats(fresh: () => StoreWorld): void {
  const random = createSeededRandom(79);
  const BUCKET = 3;

  /** One provider's float on two networks; tests share a database. */
  function twoFloats(): readonly [FloatKey, FloatKey] {
    const key = { provider: `northpay-${random.uint32()}`, asset: 'USDC' } as const;
    return [
      { ...key, network: 'solana' },
      { ...key, network: 'sui' },
    ];
  }

  function fund({ store, now }: StoreWorld, units: bigint, key: FloatKey, part?: FloatPart) {
    const id = createId({ now, random, bucket: BUCKET });
    const audit = { id, at: now, actor: 'ana', act: 'float_added', subject: key.provider, detail: {} };
    return store.fundFloat({ bucket: BUCKET, ...key, units, audit, ...(part ? { part } : {}) });
  }

  /** What a batch finds under the lock, and does. */
  async function change(
    { store, now }: StoreWorld,
    named: readonly FloatKey[],
    { floats = [], bucket = BUCKET }: { floats?: readonly FloatChange[]; bucket?: number } = {},
  ) {
    const scope = { ...scopeOf([], now), floatsOf: () => named };
    return await store.commit(bucket, scope, (loaded) => ({
      writes: { ...NO_WRITES, floats },
      result: loaded.floats,
    }));
  }

  async function standings({ store }: StoreWorld, { provider }: FloatKey) {
    return (await store.floatStandings(BUCKET)).filter((one) => one.provider === provider);
  }

  async function known({ store }: StoreWorld, { provider }: FloatKey, bucket = BUCKET) {
    return (await store.floats(bucket)).filter((one) => one.provider === provider);
  }

  describe('a float', () => {
    it('is opened by the first money that is brought, and found by a batch that names it', async () => {
      const world = fresh();
      const [usdc, onSui] = twoFloats();
      expect(await change(world, [usdc, onSui])).toEqual([]);
      expect([await fund(world, 700n, usdc), await fund(world, 300n, usdc)]).toEqual([true, true]);
      const share: Float = { ...usdc, bucket: BUCKET, free: 1_000n };
      await fund(world, 5n, onSui);
      expect(await change(world, [usdc])).toEqual([share]);
      expect(await known(world, usdc)).toEqual([share, { ...onSui, bucket: BUCKET, free: 5n }]);
      expect(await known(world, usdc, BUCKET + 1)).toEqual([]);
      expect(await change(world, [usdc], { bucket: BUCKET + 1 })).toEqual([]);
    });

    it('changes with the batch, and below zero where that is a fact', async () => {
      const world = fresh();
      const [usdc, onSui] = twoFloats();
      await fund(world, 500n, usdc);
      await fund(world, 40n, onSui);
      const floats = [
        { ...usdc, units: -600n, promised: 600n },
        { ...onSui, units: 2n, promised: 0n },
      ];
      await change(world, [usdc, onSui], { floats });
      expect(await known(world, usdc)).toEqual([
        { ...usdc, bucket: BUCKET, free: -100n },
        { ...onSui, bucket: BUCKET, free: 42n },
      ]);
      expect(await standings(world, usdc)).toEqual([
        { ...usdc, bucket: BUCKET, free: -100n, promised: 600n },
        { ...onSui, bucket: BUCKET, free: 42n, promised: 0n },
      ]);
      // What was promised is paid out: no more is free, and less is promised.
      await change(world, [usdc], { floats: [{ ...usdc, units: 0n, promised: -600n }] });
      expect((await standings(world, usdc))[0]).toMatchObject({ free: -100n, promised: 0n });
      expect(await fund(world, 10n, usdc)).toBe(true);
      expect(await change(world, [usdc, onSui])).toContainEqual({ ...usdc, bucket: BUCKET, free: -90n });
    });

    it('that was never opened stays so', async () => {
      const world = fresh();
      const [usdc] = twoFloats();
      await change(world, [usdc], { floats: [{ ...usdc, units: 5n, promised: 0n }] });
      expect(await known(world, usdc)).toEqual([]);
    });

    it('gives back no more than is free', async () => {
      const world = fresh();
      const [usdc] = twoFloats();
      expect(await fund(world, -1n, usdc)).toBe(false);
      await fund(world, 50n, usdc);
      expect([await fund(world, -51n, usdc), await fund(world, -50n, usdc)]).toEqual([false, true]);
      expect(await known(world, usdc)).toEqual([{ ...usdc, bucket: BUCKET, free: 0n }]);
    });

    it('changes once for a part of an act, however often it is asked for', async () => {
      const world = fresh();
      const [usdc] = twoFloats();
      const [one, other] = [0, 1].map(() => createId({ now: world.now, random, bucket: BUCKET }));
      const part = { actId: one ?? '', side: 'to' } as const;
      expect([await fund(world, 50n, usdc, part), await fund(world, 50n, usdc, part)]).toEqual([true, true]);
      expect((await known(world, usdc))[0]?.free).toBe(50n);
      // The other side of it is another part, and so is that of another act.
      await fund(world, -20n, usdc, { actId: part.actId, side: 'from' });
      await fund(world, 7n, usdc, { actId: other ?? '', side: 'to' });
      expect((await known(world, usdc))[0]?.free).toBe(37n);
      // What was refused is no part, and may be done later.
      const late = { actId: other ?? '', side: 'from' } as const;
      expect(await fund(world, -40n, usdc, late)).toBe(false);
      await fund(world, 3n, usdc);
      expect(await fund(world, -40n, usdc, late)).toBe(true);
      expect((await known(world, usdc))[0]?.free).toBe(0n);
    });

    it('is not changed by a batch that is not written', async () => {
      const world = fresh();
      const [usdc] = twoFloats();
      await fund(world, 50n, usdc);
      const scope = { ...scopeOf([], world.now), floatsOf: () => [usdc] };
      const failing = world.store.commit(BUCKET, scope, () => {
        throw new BugError('a bug', {});
      });
      await expect(failing).rejects.toThrow('a bug');
      expect(await known(world, usdc)).toEqual([{ ...usdc, bucket: BUCKET, free: 50n }]);
    });
  });
}
