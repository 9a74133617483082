// What every local chain whose blocks can be undone must do, whatever network it speaks for: one suite for all of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalChain, StartChain } from '../local-chain.ts';

/** A payer of one network, who asks only the public wire. */
export interface ChainPayer {
  readonly address: string;
  /** Pays `PAYMENT` to an address, and answers the hash. Throws what its client throws. */
  pay(to: string): Promise<string>;
}

export interface ChainWorld {
  start(options: StartChain): Promise<LocalChain<string>>;
  /** The coin of the network, which `pay` pays in. */
  readonly asset: string;
  /** What a payer is granted: enough for some payments and their fees. */
  readonly granted: bigint;
  /** What is paid: above dust, and above what an account must hold. */
  readonly payment: bigint;
  payer(chain: LocalChain<string>): Promise<ChainPayer>;
  freshAddress(): Promise<string>;
  /** What an address holds in the newest block, over the public wire. */
  balance(chain: LocalChain<string>, address: string): Promise<bigint>;
  /** The method of the wire that takes a transaction, as faults name it. */
  readonly sendMethod: string;
}

export function describeLocalChain(name: string, world: ChainWorld): void {
  const { asset, granted, payment } = world;
  describe(`${name} as a local chain`, () => {
    let chain: LocalChain<string>;
    beforeAll(async () => {
      chain = await world.start({ dataless: true, port: 0, seed: name, pace: 'by-hand' });
    });
    afterAll(() => chain.stop());
    const someone = async (): Promise<ChainPayer & { to: string; held(): Promise<bigint> }> => {
      const payer = await world.payer(chain);
      await chain.fund(payer.address, asset, granted);
      const to = await world.freshAddress();
      return { ...payer, to, held: () => world.balance(chain, to) };
    };

    it('has a grant in a block when it is told', async () => {
      const to = await world.freshAddress();
      expect(await chain.fund(to, asset, payment)).not.toBe('');
      expect(await world.balance(chain, to)).toBe(payment);
    });

    it('makes a payment wait until it is told to make a block', async () => {
      const { pay, to, held } = await someone();
      await pay(to);
      expect(await held()).toBe(0n);
      await chain.mine(1);
      expect(await held()).toBe(payment);
    });

    it('shows its newest blocks, what waits for the next, and what an address holds', async () => {
      const { pay, to } = await someone();
      const hash = await pay(to);
      const before = await chain.view(2);
      expect(before.waiting).toEqual([hash]);
      await chain.mine(1);
      const after = await chain.view(2);
      const [newest, older] = after.blocks;
      expect({ waiting: after.waiting, sent: newest?.transactions }).toEqual({ waiting: [], sent: [hash] });
      expect(older).toEqual(before.blocks[0]);
      expect(newest?.height).toBe((older?.height ?? 0) + 1);
      expect(Math.abs(Date.now() - (newest?.at ?? 0))).toBeLessThan(3_600_000);
      expect((await chain.view(1_000)).blocks.at(-1)?.height).toBeLessThanOrEqual(1);
      expect([
        await chain.balance(to, asset),
        await chain.balance(await world.freshAddress(), asset),
      ]).toEqual([...[payment, 0n]]);
      await expect(chain.balance('nowhere', asset)).rejects.toThrow(RangeError);
    });

    it.each([1, 3, 6])('undoes %i blocks and returns what was in them', async (depth) => {
      const { pay, to, held } = await someone();
      await pay(to);
      await chain.mine(depth);
      await chain.reorganise({ depth, transactions: 'return' });
      expect(await held()).toBe(0n);
      await chain.mine(1);
      expect(await held()).toBe(payment);
    });

    it('undoes blocks and drops what was in them', async () => {
      const { pay, to, held } = await someone();
      await pay(to);
      await chain.mine(2);
      await chain.reorganise({ depth: 2, transactions: 'drop' });
      await chain.mine(2);
      expect(await held()).toBe(0n);
      await pay(to);
      await chain.mine(1);
      expect(await held()).toBe(payment);
    });

    it.each([0, -1, 0.5, 1_000_000])('undoes no %d blocks', async (depth) => {
      await expect(chain.reorganise({ depth, transactions: 'drop' })).rejects.toThrow(RangeError);
    });

    it('forgets what waits, once', async () => {
      const { pay, to, held } = await someone();
      const hash = await pay(to);
      expect([await chain.drop(hash), await chain.drop(hash)]).toEqual([true, false]);
      await chain.mine(1);
      expect(await held()).toBe(0n);
    });

    it('fails a send before anything is done, and loses the answer of one that was done', async () => {
      const { pay, to, held } = await someone();
      chain.answers(world.sendMethod, { kind: 'fail', times: 1 });
      await expect(pay(to)).rejects.toThrow();
      await chain.mine(1);
      expect(await held()).toBe(0n);
      chain.answers(world.sendMethod, { kind: 'lose', times: 1 });
      await expect(pay(to)).rejects.toThrow();
      await chain.mine(1);
      expect(await held()).toBe(payment);
    });

    it('knows by which methods it is asked', () => {
      expect(() => chain.answers('reorganise', { kind: 'fail', times: 1 })).toThrow(RangeError);
    });

    it('at once makes a block for each payment, none while it is stalled, and one for what came meanwhile', async () => {
      const quick = await world.start({ dataless: true, port: 0, seed: name, pace: 'at-once' });
      try {
        const payer = await world.payer(quick);
        await quick.fund(payer.address, asset, granted);
        const [first, second] = [await world.freshAddress(), await world.freshAddress()];
        await payer.pay(first);
        expect(await world.balance(quick, first)).toBe(payment);
        await quick.stall();
        await payer.pay(second);
        expect(await world.balance(quick, second)).toBe(0n);
        await quick.resume();
        expect(await world.balance(quick, second)).toBe(payment);
        quick.answers(world.sendMethod, { kind: 'hang', times: 1 });
        const unanswered = expect(payer.pay(first)).rejects.toThrow();
        await quick.stop();
        await unanswered;
      } finally {
        await quick.stop();
      }
    });
  });
}
