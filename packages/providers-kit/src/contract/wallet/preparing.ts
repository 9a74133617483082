import { assert, money } from '@diboas/kernel';
import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';
import { tooLittleFor } from './prices.ts';
import { memoFor, questionAbout } from './scene.ts';

const group = 'what is prepared';

export const PREPARING_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'does nothing outside, has a name, and is not found before it is sent',
    async run({ suite, world, wallet, submission }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const asked = await submission(desk, sent);
        const memo = await memoFor(desk, asked);
        expect(memo.bytes).not.toBe('');
        expect(memo.names.length).toBeGreaterThan(0);
        await world.mine(sent.network, 2);
        const held = await world.heldAt(sent.network, asked.destination, sent.money.asset);
        expect(held.units, `of ${held.asset} on ${sent.network}`).toBe(0n);
        expect(await desk.lookup(questionAbout(asked, [memo], world))).toEqual({ kind: 'not_found' });
      }
    },
  },
  {
    group,
    says: 'is all that is ever sent',
    async run({ suite, world, wallet, submission }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const asked = await submission(desk, sent);
        expect((await desk.submit(asked)).kind).not.toBe('accepted');
        await world.mine(sent.network, 1);
        expect((await world.heldAt(sent.network, asked.destination, sent.money.asset)).units).toBe(0n);
      }
    },
  },
  {
    group,
    says: 'is nothing for an address of another network, for dust, or for more than lies there',
    async run({ suite, world, wallet, submission }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const other = suite.sends.find(({ network }) => network !== sent.network);
        assert(other, 'a wallet has several networks');
        const wrong = await submission(desk, sent, { destination: world.newAddress(other.network) });
        expect(await desk.prepare?.(wrong)).toMatchObject({ kind: 'rejected' });
        const address = world.newAddress(sent.network);
        const dust = tooLittleFor(sent.network, address, sent.money.asset);
        const asset = sent.money.asset;
        const few = (units: bigint) => ({
          ...{ pay: money(asset, units), deliver: money(asset, units), destination: address },
          chargeMax: money(asset, units * 2n + 1n),
        });
        if (dust !== null) {
          const answer = await desk.prepare?.(await submission(desk, sent, few(dust)));
          expect(answer?.kind, `${dust} of ${asset} on ${sent.network}`).not.toBe('prepared');
        }
        // Who sends is the judge of what lies there, so it may be prepared; but nothing moves.
        const much = await submission(desk, sent, few(sent.money.units * 10_000_000_000n));
        const answer = await desk.prepare?.(much);
        if (answer?.kind === 'prepared') await desk.submit({ ...much, memo: answer.memo });
        await world.mine(sent.network, 1);
        expect((await world.heldAt(sent.network, address, asset)).units).toBe(0n);
      }
    },
  },
  {
    group,
    says: 'does not cost more than was agreed, or is not prepared',
    async run({ suite, wallet, submission }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const asked = await submission(desk, sent);
        assert(asked.networkCost, 'a price says what the network takes');
        const cheap = { ...asked, networkCost: money(asked.networkCost.asset, 1n) };
        const answer = await desk.prepare?.(cheap);
        expect(answer?.kind, `${sent.money.asset} on ${sent.network}`).not.toBe('prepared');
      }
    },
  },
];
