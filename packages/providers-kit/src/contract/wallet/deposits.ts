import { accept, assert, type Network } from '@diboas/kernel';
import type { Deposit, Lookup, StrangeDeposit, Wallet } from '@diboas/orchestration';
import { expect, vi } from 'vitest';
import type { WalletCheck } from './check.ts';
import { ended, twice, type WalletScene, waits } from './scene.ts';
import { oneOfEach } from './sends.ts';
import type { WalletWorld } from './wallet-world.ts';

const group = 'a deposit';

export const DEPOSIT_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'of each asset is told with what came and where, under one name whenever it is looked for',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const { network, money } = sent;
        const address = await addressOn(desk, network, world);
        const empty = await seeAll(desk, { network, address, since: null });
        assert(empty.ok, 'the network says what arrived', { empty });
        expect(empty.value.deposits).toEqual([]);
        const first = await world.fund(network, address, money);
        const second = await world.fund(network, address, twice(money));
        // Some networks tell of a block only once another stands on it.
        await world.mine(network, 1);
        const since = empty.value.until;
        const seen = await seenAt(desk, suite, { network, address, since, many: 2 });
        expect(new Set(seen.map(({ reference }) => reference)).size).toBe(2);
        for (const [hash, came] of [[first, money] as const, [second, twice(money)] as const]) {
          const one = seen.find(({ reference }) => reference.startsWith(`${network}:${hash}:`));
          expect(one, `${hash} on ${network}`).toMatchObject({ network, address, money: came });
        }
        // Whoever looks again from there sees both as well, under the same names, however much later.
        await world.mine(network, 2);
        const later = await seenAt(desk, suite, { network, address, since, many: 2 });
        expect(sorted(later)).toEqual(sorted(seen));
      }
    },
  },
  {
    group,
    says: 'ends only once the network keeps it, and an undone one does not',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      for (const { network, money } of oneOfEach(suite.sends)) {
        const address = await addressOn(desk, network, world);
        const empty = await seeAll(desk, { network, address, since: null });
        assert(empty.ok, 'the network says what arrived', { empty });
        const since = empty.value.until;
        await world.fund(network, address, money);
        await world.mine(network, 1);
        const [seen] = await seenAt(desk, suite, { network, address, since, many: 1 });
        assert(seen, 'it was seen');
        const lookup = lookupOfDeposit(seen, world);
        if (await world.undo(network, { depth: 2, transactions: 'drop' })) {
          const undone = await desk.lookup(lookup);
          if (undone.kind === 'found') {
            expect(undone.observation.stage).not.toBe('ended');
            // Absent would leave what was told before.
            const { progress } = undone.observation;
            expect(progress === 'undone' || progress?.have === 0, JSON.stringify(progress)).toBe(true);
          }
          await world.fund(network, address, money);
          await world.mine(network, 1);
        }
        const all = await seenAt(desk, suite, { network, address, since, many: 1 });
        const kept = all.at(-1);
        assert(kept, 'it was seen');
        const early = await desk.lookup(lookupOfDeposit(kept, world));
        assert(early.kind === 'found', 'what is there is found', { early });
        await world.settle(network);
        const over = await ended(desk, lookupOfDeposit(kept, world), suite);
        expect(over.end).toBe('done');
        const given = over.movements.filter(({ kind }) => kind === 'given');
        expect(given).toMatchObject([{ money, network }]);
      }
    },
  },
  {
    group,
    says: 'of a token that is none of ours is told apart, and is no deposit',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      for (const { network } of oneOfEach(suite.sends)) {
        const address = await addressOn(desk, network, world);
        const empty = await seeAll(desk, { network, address, since: null });
        assert(empty.ok, 'the network says what arrived', { empty });
        const hash = await world.fundStrange(network, address);
        if (hash === null) continue;
        await world.mine(network, 1);
        const strange = await vi.waitFor(async () => {
          const seen = await desk.deposits({
            network,
            address,
            since: empty.value.until,
            madeAt: world.now(),
          });
          assert(seen.ok && seen.value.strange.length > 0, 'it was not seen yet', { seen });
          expect(seen.value.deposits).toEqual([]);
          return seen.value.strange;
        }, waits(suite));
        expect(strange).toHaveLength(1);
        expect(strange[0]).toMatchObject({ network, address, token: expect.any(String) });
        expect(strange[0]?.reference.startsWith(`${network}:${hash}:`)).toBe(true);
      }
    },
  },
  {
    group,
    says: 'is not looked for where nobody answers',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      const nowhere = await wallet({ reach: 'nowhere' });
      for (const { network } of oneOfEach(suite.sends)) {
        const address = await addressOn(desk, network, world);
        expect(await nowhere.deposits({ network, address, since: null, madeAt: world.now() })).toEqual({
          ok: false,
          refusal: 'unavailable',
        });
      }
    },
  },
];

/** An address that is ours, and nobody else's. */
async function addressOn(desk: Wallet, network: Network, world: WalletWorld): Promise<string> {
  const name = `somebody ${counted()}`;
  const made = await desk.createWallet(desk.prepareWallet({ name, now: world.now() }));
  assert(made.kind === 'created', 'a wallet was made', { made });
  const found = made.addresses.find((one) => one.network === network);
  assert(found, 'it has an address on each network', { network });
  return found.address;
}

const counted = (() => {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
})();

/** All that there is to see, however many looks it takes. */
async function seeAll(
  desk: Wallet,
  { since, ...where }: { network: Network; address: string; since: string | null },
): ReturnType<Wallet['deposits']> {
  const [deposits, strange]: [Deposit[], StrangeDeposit[]] = [[], []];
  let seen = await desk.deposits({ ...where, since, madeAt: Date.now() });
  while (seen.ok) {
    deposits.push(...seen.value.deposits);
    strange.push(...seen.value.strange);
    const { until, hasMore } = seen.value;
    if (!hasMore) return accept({ deposits, strange, until, hasMore });
    seen = await desk.deposits({ ...where, since: until, madeAt: Date.now() });
  }
  return seen;
}

async function seenAt(
  desk: Wallet,
  suite: WalletScene['suite'],
  { many, ...ask }: { network: Network; address: string; since: string | null; many: number },
): Promise<readonly Deposit[]> {
  return await vi.waitFor(async () => {
    const seen = await seeAll(desk, ask);
    const told = seen.ok ? seen.value.deposits : [];
    expect(told.length, `deposits on ${ask.network}`).toBeGreaterThanOrEqual(many);
    assert(seen.ok, 'the network says what arrived', { seen });
    return seen.value.deposits;
  }, waits(suite));
}

function sorted(deposits: readonly Deposit[]): readonly Deposit[] {
  return deposits.toSorted((left, right) => (left.reference < right.reference ? -1 : 1));
}

/** A deposit is asked about as any order is, by the name that it was told under. */
function lookupOfDeposit({ reference }: Deposit, world: WalletScene['world']): Lookup {
  const id = '019ab000-0000-7000-8000-000000000001' as Lookup['transactionId'];
  return { key: reference, transactionId: id, attemptId: id, reference, startedAt: world.now() };
}
