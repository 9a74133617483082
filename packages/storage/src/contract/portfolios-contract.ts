import { type CalendarDay, ZONES } from '@diboas/calendars';
import { bucketOf, DAY_MS, HOUR_MS } from '@diboas/kernel';
import {
  type Keeping,
  type KeptDay,
  type MarketMark,
  type PortfolioStore,
  WRITTEN_AFTER_MS,
} from '@diboas/portfolio';
import { describe, expect, it } from 'vitest';
import { INVESTMENT, type StoreWorld } from './fixtures.ts';

const VALUES = { USD: { units: 10_000n, at: 5 }, EUR: { units: 9_000n, at: 4 }, BRL: null };

function madeDay(day: CalendarDay, quantity = 100_000_000n): KeptDay {
  return {
    ...{ day, endsAt: Date.parse(`${day}T00:00:00Z`) + DAY_MS },
    holdings: [{ asset: 'USDC', quantity, values: VALUES }],
    flows: [{ asset: 'USDC', kind: 'external', way: 'in', worth: { USD: 10_000n, EUR: null, BRL: null } }],
    crossed: { USD: { cameIn: 10_000n, wentOut: 0n }, EUR: null, BRL: null },
  };
}

/** What every store must know of the days of portfolios. */
export function describePortfolios(fresh: () => StoreWorld): void {
  async function keepingOf(store: PortfolioStore, customer: string): Promise<Keeping> {
    const keeping = await store.keeping(customer);
    if (keeping === null) throw new Error('nothing is kept of this portfolio');
    return keeping;
  }

  /** Somebody who has added money to their INVESTING balance. */
  async function invested(world: StoreWorld): Promise<string> {
    const customer = await world.customer();
    const started = await world.start(customer, { operation: INVESTMENT.name });
    await world.send(started.bucket, [world.webhook(started, 'done', `event-${started.id}`)]);
    return customer;
  }

  describe('portfolios', () => {
    it('begin in the commit by which something first comes to be invested, and with no other', async () => {
      const world = fresh();
      const [banking, customer] = [await world.customer(), await invested(world)];
      const started = await world.start(banking);
      await world.send(started.bucket, [world.webhook(started, 'done', `event-${started.id}`)]);
      expect(await world.store.keeping(banking)).toBeNull();
      expect(await world.store.keeping(customer)).toEqual({
        customerId: customer,
        zone: null,
        last: null,
        seq: 0,
      });
      const claimed = await world.store.claimPortfolios(bucketOf(customer), {
        ...{ now: world.now, leasedUntil: world.now + HOUR_MS, limit: 1_000 },
      });
      expect(claimed.map(({ customerId }) => customerId)).toContain(customer);
    });

    it('tell what there is and what moved after a place in the journal, with what it was booked by', async () => {
      const world = fresh();
      const customer = await invested(world);
      const books = await world.store.portfolioBooks({ customerId: customer, seq: 0 }, 10);
      const seq = await world.store.lastSeq(customer);
      const hundred = { asset: 'USDC', units: 100_000_000n };
      expect(books).toEqual({
        seq,
        held: [{ network: 'solana', money: hundred }],
        movements: [
          {
            ...{ seq, at: world.now, network: 'solana', money: hundred },
            ...{ operation: INVESTMENT.name, isFee: false },
          },
        ],
      });
      expect(await world.store.portfolioBooks({ customerId: customer, seq }, 10)).toMatchObject({
        movements: [],
      });
      expect(await world.store.portfolioBooks({ customerId: customer, seq: 0 }, 0)).toBeNull();
    });

    it('have a day written once, by whoever read how far it was, and never with another figure', async () => {
      const world = fresh();
      const customer = await invested(world);
      const keeping = await keepingOf(world.store, customer);
      const next = { seq: 2, dueAt: world.now + DAY_MS };
      const days = [madeDay('2026-11-23'), madeDay('2026-11-24')];
      expect(await world.store.writeDays(keeping, { ...next, days })).toBe('written');
      expect(await world.store.writeDays(keeping, { ...next, days: [madeDay('2026-11-23', 7n)] })).toBe(
        'elsewhere',
      );
      const last = { day: '2026-11-24', endsAt: Date.UTC(2026, 10, 25) };
      const after = await keepingOf(world.store, customer);
      expect(after).toEqual({ customerId: customer, zone: null, last, seq: 2 });
      const again = { ...next, days: [madeDay('2026-11-24')] };
      expect(await world.store.writeDays(after, again)).toBe('written');
      const other = { ...next, days: [madeDay('2026-11-24', 7n), madeDay('2026-11-25')] };
      expect(await world.store.writeDays(after, other)).toBe('day_rewritten');
      expect(await world.store.keptDays(customer, 10)).toEqual(days);
      expect(await world.store.keptDays(customer, 1)).toEqual(days.slice(1));
      expect(await keepingOf(world.store, customer)).toEqual(after);
    });

    it('are given to one node at a time, and to nobody before they are due', async () => {
      const world = fresh();
      const customer = await invested(world);
      const bucket = bucketOf(customer);
      const turn = (now: number) => ({ now, leasedUntil: now + HOUR_MS, limit: 1_000 });
      const claim = async (now: number) => {
        const claimed = await world.store.claimPortfolios(bucket, turn(now));
        return claimed.filter(({ customerId }) => customerId === customer).length;
      };
      expect(await Promise.all([claim(world.now), claim(world.now)])).toSatisfy(
        (claims: number[]) => claims.reduce((sum, one) => sum + one) === 1,
      );
      expect(await claim(world.now + HOUR_MS - 1)).toBe(0);
      expect(await world.store.portfolioBuckets(world.now + HOUR_MS)).toContain(bucket);
      expect(await claim(world.now + HOUR_MS)).toBe(1);
      const dueAt = world.now + 3 * DAY_MS + WRITTEN_AFTER_MS;
      const keeping = await keepingOf(world.store, customer);
      await world.store.writeDays(keeping, { seq: 1, dueAt, days: [] });
      expect(await claim(dueAt - 1)).toBe(0);
      expect(await claim(dueAt)).toBe(1);
    });

    it('have their days end by the zone that is said, before anything is invested or later', async () => {
      const world = fresh();
      const early = await world.customer();
      await world.store.sayDayZone(early, ZONES.newYork, world.now);
      expect(await world.store.keeping(early)).toEqual({
        ...{ customerId: early, zone: ZONES.newYork, last: null, seq: 0 },
      });
      const started = await world.start(early, { operation: INVESTMENT.name });
      await world.send(started.bucket, [world.webhook(started, 'done', `event-${started.id}`)]);
      const keeping = await keepingOf(world.store, early);
      expect(keeping.zone).toBe(ZONES.newYork);
      await world.store.writeDays(keeping, { seq: 1, dueAt: world.now + DAY_MS, days: [] });
      await world.store.sayDayZone(early, ZONES.frankfurt, world.now);
      expect((await keepingOf(world.store, early)).zone).toBe(ZONES.frankfurt);
      expect(await world.store.portfolioBuckets(world.now)).toContain(bucketOf(early));
    });

    it('are reckoned by prices of which the first that were kept of a moment stay', async () => {
      const { store, now } = fresh();
      const rate = { asset: 'BTC', currency: 'USD', at: now - 1, source: 'northpay' } as const;
      const price = (numerator: bigint) => ({ numerator, denominator: 3n });
      const mark: MarketMark = { at: now, rates: [{ ...rate, price: price(100n) }] };
      await store.keepMark(mark);
      await store.keepMark({ at: now, rates: [{ ...rate, price: price(7n) }] });
      expect(await store.marks([now + HOUR_MS, now])).toEqual([mark]);
    });
  });
}
