// What recurring buys do on a store, whatever it is made of: with nodes that crash, two of them, and time that is driven.
import { actOnRecurring, occurrenceId, timesOfOccurrence } from '@diboas/investing';
import { DAY_MS, formatMoney, HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import type { RecurringBuy } from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { expect, it } from 'vitest';
import { createRecurringScene, type RecurringScene } from './recurring-scene.ts';

/** Whatever store it is. */
export function describeRecurring(open: () => Promise<Store>): void {
  let seed = 500;
  const begin = async (): Promise<RecurringScene> => {
    seed += 1;
    return createRecurringScene(await open(), seed);
  };
  describeBuying(begin);
  describeCrash(begin);
  describeStopping(begin);
  describeBounds(begin);
}

type Begin = () => Promise<RecurringScene>;

const atOf = ({ schedule }: RecurringBuy, number: number) => timesOfOccurrence(schedule, number).at;

async function announced({ clock, first, read }: RecurringScene, { id, dueAt }: RecurringBuy) {
  clock.at = dueAt ?? 0;
  await first.rounds.lookOnce();
  return await read(id);
}

function describeBuying(begin: Begin): void {
  it('M30 buys each time once, announced a day before, by a transaction of the id that follows from it', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    expect([rule.state, rule.schedule.anchorOn]).toEqual(['active', '2026-11-30']);
    await scene.liveUntil(rule.id, atOf(rule, 3));
    const ids = [rule.id, ...[1, 2, 3].map((number) => occurrenceId(rule.id, number, atOf(rule, number)))];
    const bought = await scene.bought(ana);
    expect(bought.map(({ id }) => id)).toEqual(ids);
    expect(bought.slice(1).map(({ createdAt }) => createdAt)).toEqual(
      [1, 2, 3].map((number) => atOf(rule, number)),
    );
    expect(bought.map(({ terms }) => formatMoney(terms.price.amount))).toEqual(Array(4).fill('50.000000'));
    expect(await scene.told(ana)).toMatchObject(
      [1, 2, 3].map((number) => ({ kind: 'buy_announced', buyAt: atOf(rule, number) })),
    );
    const notices = await scene.store.notices(ana, 10);
    for (const one of notices)
      expect((one.content.kind === 'buy_announced' ? one.content.buyAt : 0) - one.at).toBe(DAY_MS);
  });

  it('forgets what nobody confirmed, and finds what was confirmed though the node that took it died', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const [left, taken] = [await scene.offer(ana), await scene.offer(ana)];
    await scene.confirm(taken.terms);
    scene.clock.at = taken.rule.dueAt ?? 0;
    await scene.first.rounds.lookOnce();
    expect(await scene.store.recurringBuy(left.rule.id)).toBeNull();
    expect((await scene.read(taken.rule.id)).state).toBe('active');
  });

  it('buys once on two nodes that take it at the same moment, and after one whose lease was over', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await announced(scene, await scene.recurring(ana));
    const other = scene.openNode();
    scene.clock.at = rule.dueAt ?? 0;
    await Promise.all([scene.first.rounds.lookOnce(), other.rounds.lookOnce()]);
    expect(await scene.bought(ana)).toHaveLength(2);
    // Both have it at once, as where one was slower than its lease.
    const again = await announced(scene, await scene.read(rule.id));
    scene.clock.at = again.dueAt ?? 0;
    const stale = { ...scene.store, claimRecurringBuys: async () => [again] };
    const nodes = [scene.openNode({ store: stale }), scene.openNode({ store: stale })];
    await Promise.all(nodes.map((node) => node.rounds.lookOnce()));
    expect(await scene.bought(ana)).toHaveLength(3);
    expect((await scene.read(rule.id)).last).toMatchObject({ number: 2, end: 'bought' });
  });
}

function describeCrash(begin: Begin): void {
  it('finds what was bought by a node that died before it could say so, and buys nothing again', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await announced(scene, await scene.recurring(ana));
    scene.clock.at = rule.dueAt ?? 0;
    const { engine } = scene.first;
    const dying = scene.openNode({
      engine: {
        ...engine,
        async send(input) {
          await engine.send(input);
          throw new Error('the node dies here');
        },
      },
    });
    await dying.rounds.lookOnce();
    expect((await scene.read(rule.id)).beganAt).not.toBeNull();
    scene.clock.at += MINUTE_MS;
    // Whatever it would cost by now: it was bought.
    scene.market.venue = 200_000n;
    await scene.first.rounds.lookOnce();
    expect(await scene.bought(ana)).toHaveLength(2);
    expect((await scene.read(rule.id)).last).toMatchObject({ number: 1, end: 'bought' });
  });
}

function describeStopping(begin: Begin): void {
  it('buys nothing once its owner has paused it, though a node had taken it already', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await announced(scene, await scene.recurring(ana));
    scene.clock.at = rule.dueAt ?? 0;
    const { worthOf } = scene.first.parts;
    let pausing: Promise<unknown> | null = null;
    const node = scene.openNode({
      worthOf(held, asset) {
        pausing ??= pause(scene, rule.id);
        return worthOf(held, asset);
      },
      store: {
        ...scene.store,
        async noteRecurringBuy(buy, told) {
          await pausing;
          return await scene.store.noteRecurringBuy(buy, told);
        },
      },
    });
    await node.rounds.lookOnce();
    expect(await scene.bought(ana)).toHaveLength(1);
    await scene.liveUntil(rule.id, scene.clock.at + 30 * DAY_MS);
    expect(await scene.bought(ana)).toHaveLength(1);
    expect((await scene.read(rule.id)).state).toBe('paused');
  });

  it('buys at most the last of those that fell due while nobody was there, and says which were missed', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    // Four weeks later, an hour after the fourth was due.
    scene.clock.at = atOf(rule, 4) + HOUR_MS;
    await scene.first.rounds.lookOnce();
    expect(await scene.bought(ana)).toHaveLength(1);
    await scene.liveUntil(rule.id, scene.clock.at + DAY_MS);
    const bought = await scene.bought(ana);
    expect(bought.map(({ id }) => id).slice(1)).toEqual([occurrenceId(rule.id, 4, atOf(rule, 4))]);
    expect(await scene.told(ana)).toMatchObject([
      { kind: 'not_bought', why: 'missed', on: '2026-12-21', count: 3, stops: false },
      { kind: 'buy_announced', buyAt: atOf(rule, 4) + HOUR_MS + DAY_MS },
    ]);
  });

  it('stops when money is short, and says so', async () => {
    const scene = await begin();
    const ana = await scene.buyer(90n);
    const rule = await scene.recurring(ana);
    await scene.liveUntil(rule.id, atOf(rule, 6));
    expect(await scene.bought(ana)).toHaveLength(1);
    const after = await scene.read(rule.id);
    expect([after.state, after.pausedBy, after.next]).toEqual(['paused', 'money_short', 2]);
    expect(await scene.told(ana)).toMatchObject([
      { kind: 'buy_announced' },
      { kind: 'not_bought', why: 'money_short', count: 1, stops: true },
    ]);
  });
}

function describeBounds(begin: Begin): void {
  it('buys nothing whose price is beyond the market or whose fees are beyond what was agreed, and goes on', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    // Half a percent and a little more above the market.
    scene.market.told = 99_000n;
    await scene.liveUntil(rule.id, atOf(rule, 1));
    expect((await scene.read(rule.id)).last?.end).toBe('too_dear');
    scene.market.told = 100_000n;
    await scene.liveUntil(rule.id, atOf(rule, 2));
    const tight = await scene.read(rule.id);
    const consent = { ...tight.consent, totalMax: { ...tight.consent.totalMax, units: 50_100_000n } };
    await scene.store.noteRecurringBuy({ ...tight, consent }, []);
    await scene.liveUntil(rule.id, atOf(rule, 3));
    const ends = (await scene.told(ana)).map((one) => (one.kind === 'not_bought' ? one.why : one.kind));
    expect(ends).toEqual(['buy_announced', 'too_dear', 'buy_announced', 'buy_announced', 'too_dear']);
    expect((await scene.bought(ana)).map(({ id }) => id).slice(1)).toEqual([
      occurrenceId(rule.id, 2, atOf(rule, 2)),
    ]);
  });

  it('tries for a day while nobody names a price or nobody knows the market’s, and says that it was not bought', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    scene.market.venue = null;
    await scene.liveUntil(rule.id, atOf(rule, 1) + HOUR_MS);
    scene.market.venue = 100_000n;
    await scene.liveUntil(rule.id, atOf(rule, 1) + 2 * HOUR_MS);
    expect(await scene.bought(ana)).toHaveLength(2);
    scene.market.told = null;
    await scene.liveUntil(rule.id, atOf(rule, 2) + DAY_MS);
    expect((await scene.read(rule.id)).last).toMatchObject({ number: 2, end: 'unavailable' });
    expect(await scene.bought(ana)).toHaveLength(2);
  });

  it('tries again while the market takes less at once, which is no limit of its owner’s', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    scene.market.isThin = true;
    await scene.liveUntil(rule.id, atOf(rule, 1) + HOUR_MS);
    scene.market.isThin = false;
    await scene.liveUntil(rule.id, atOf(rule, 1) + 2 * HOUR_MS);
    expect(await scene.bought(ana)).toHaveLength(2);
    scene.market.isThin = true;
    await scene.liveUntil(rule.id, atOf(rule, 2) + DAY_MS);
    expect((await scene.read(rule.id)).last).toMatchObject({ number: 2, end: 'unavailable' });
  });

  it('stops where its owner begins nothing now', async () => {
    const scene = await begin();
    const ana = await scene.buyer(1_000n);
    const rule = await scene.recurring(ana);
    const audit = {
      id: scene.first.parts.createId(ana),
      at: scene.clock.at,
      actor: 'eve',
      subject: ana,
      detail: {},
    };
    await scene.store.changeStanding({
      ...{ customerId: ana, from: ['open'], to: 'frozen', audit: { ...audit, act: 'customer_frozen' } },
    });
    await scene.liveUntil(rule.id, atOf(rule, 2));
    expect(await scene.bought(ana)).toHaveLength(1);
    expect(await scene.read(rule.id)).toMatchObject({ state: 'paused', pausedBy: 'not_allowed' });
  });
}

async function pause({ store, clock, read }: RecurringScene, id: string): Promise<void> {
  const acted = actOnRecurring(await read(id), { kind: 'pause' }, clock.at);
  if (acted.ok) await store.noteRecurringBuy(acted.value, []);
}
