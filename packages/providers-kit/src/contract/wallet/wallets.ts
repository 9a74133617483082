import { assert } from '@diboas/kernel';
import { isChainNetwork, readAddress } from '@diboas/networks';
import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';

const group = 'a wallet';

export const WALLET_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'is made once of the same bytes, however often they are sent, and has an address on each network',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      const name = `once ${world.now()}`;
      const memo = desk.prepareWallet({ name, now: world.now() });
      expect(world.walletsNamed(name)).toBe(0);
      const answers = await Promise.all(Array.from({ length: 50 }, () => desk.createWallet(memo)));
      const made = answers.flatMap((one) => (one.kind === 'created' ? [one] : []));
      expect(made.length).toBeGreaterThan(0);
      expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(world.walletsNamed(name)).toBe(1);
      const [first] = made;
      assert(first, 'it was made');
      expect(first.addresses.map(({ network }) => network).toSorted()).toEqual([...desk.networks].toSorted());
      expect(new Set(suite.sends.map(({ network }) => network))).toEqual(new Set(desk.networks));
      for (const { network, address } of first.addresses) {
        assert(isChainNetwork(network), 'a wallet has addresses on chains', { network });
        expect(readAddress(network, address, 'test'), address).toMatchObject({ ok: true });
      }
    },
  },
  {
    group,
    says: 'of another request is another one',
    async run({ world, wallet }) {
      const desk = await wallet();
      const made = await Promise.all(
        ['one', 'two'].map((name) =>
          desk.createWallet(desk.prepareWallet({ name: `${name} ${world.now()}`, now: world.now() })),
        ),
      );
      const addresses = made.flatMap((one) => (one.kind === 'created' ? one.addresses : []));
      expect(addresses).toHaveLength(2 * desk.networks.length);
      expect(new Set(addresses.map(({ address }) => address)).size).toBe(addresses.length);
    },
  },
  {
    group,
    says: 'that nobody answered about is unknown, and is made by the same bytes',
    async run({ world, wallet }) {
      const desk = await wallet();
      const nowhere = await wallet({ reach: 'nowhere' });
      const memo = desk.prepareWallet({ name: `later ${world.now()}`, now: world.now() });
      expect((await nowhere.createWallet(memo)).kind).toBe('unknown');
      expect((await desk.createWallet(memo)).kind).toBe('created');
    },
  },
  {
    group,
    says: 'that orders are paid from holds what the network says that it holds',
    async run({ suite, wallet }) {
      const desk = await wallet();
      const held = await desk.holdings();
      assert(held.ok, 'the networks say what lies there', { held });
      expect(held.value.silent).toEqual([]);
      for (const { network, money } of suite.sends) {
        const one = held.value.held.find(
          (each) => each.network === network && each.money.asset === money.asset,
        );
        assert(one, 'it is told of each asset that is sent', { network, asset: money.asset });
        expect(one.money.units > 0n).toBe(true);
      }
    },
  },
  {
    group,
    says: 'of which nobody says what it holds is not said to hold nothing',
    async run({ wallet }) {
      expect(await (await wallet({ reach: 'nowhere' })).holdings()).toEqual({
        ok: false,
        refusal: 'unavailable',
      });
    },
  },
];
