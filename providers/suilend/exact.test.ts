// What the adapter says of a reserve, held against what the double does with it: two pieces of code that share nothing, both after
// Suilend's own source.
import { assert, DAY_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accrued,
  ctokensFor,
  freeIn,
  roomIn,
  supplyPpm,
  totalUnits,
  worthOf,
} from './adapter/strategies/reserve.ts';
import { pow, WAD, wad } from './adapter/strategies/wad.ts';
import { marketLayout as told } from './adapter/wire/layout.ts';
import { type KeptMarket, type KeptReserve, marketLayout } from './sandbox/layout.ts';
import { firstMarket } from './sandbox/market.ts';
import { deposit, limited, redeem } from './sandbox/reserve.ts';

const BEGAN = 1_800_000_000_000;
const USDC = `0x${'7'.repeat(64)}::usdc::USDC`;

const begun = marketLayout.parse(firstMarket({ now: BEGAN, usdcType: USDC }));

/** A market whose reserve of dollars is other than it begins. */
function marketWith(change: (reserve: KeptReserve) => Partial<KeptReserve>): KeptMarket {
  return {
    ...begun,
    reserves: begun.reserves.map((one, place) => (place === 1 ? { ...one, ...change(one) } : one)),
  };
}

function bothOf(market: KeptMarket) {
  const read = told.parse(marketLayout.serialize(market).toBytes());
  const [reserve, kept] = [read.reserves[1], market.reserves[1]];
  assert(reserve?.config.element && kept, 'the reserve of dollars is there');
  return { market: read, reserve, config: reserve.config.element, kept };
}

const figures = fc.record({
  available: fc.bigInt({ min: 1_000n, max: 10n ** 14n }),
  borrowed: fc.bigInt({ min: 0n, max: 10n ** 32n }),
  // What a cToken is worth: from one to two.
  over: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  fees: fc.bigInt({ min: 0n, max: 10n ** 18n }),
  seconds: fc.integer({ min: 0, max: 3 * 365 * 86_400 }),
  units: fc.bigInt({ min: 2n, max: 10n ** 12n }),
});

interface Drawn {
  readonly available: bigint;
  readonly borrowed: bigint;
  readonly over: bigint;
  readonly fees: bigint;
}

function drawn({ available, borrowed, over, fees }: Drawn): KeptMarket {
  const total = available + borrowed / WAD;
  return marketWith(() => ({
    available_amount: `${available}`,
    borrowed_amount: { value: `${borrowed}` },
    unclaimed_spread_fees: { value: `${fees}` },
    ctoken_supply: `${(total * 10n ** 6n) / (10n ** 6n + over) + 200n}`,
  }));
}

describe('what a reserve comes to', () => {
  it('is to the last unit what a deposit gives and a redemption pays, after any time', () => {
    fc.assert(
      fc.property(figures, (one) => {
        const { reserve, config, kept } = bothOf(drawn(one));
        const at = BEGAN + one.seconds * 1_000;
        const now = accrued(reserve, config, BigInt(at / 1_000));
        const put = deposit(kept, one.units, at);
        if (put.ok) expect(ctokensFor(now, one.units)).toBe(put.value.given);
        const taken = redeem(kept, one.units, at);
        if (taken.ok) expect(worthOf(now, one.units)).toBe(taken.value.given);
        expect(put.ok).toBe(ctokensFor(now, one.units) > 0n);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says what is free so that just that much can be redeemed, and no more than a few units beyond it', () => {
    fc.assert(
      fc.property(figures, fc.bigInt({ min: 0n, max: 40_000_000n }), (one, outflow) => {
        const market = drawn(one);
        market.rate_limiter = { ...market.rate_limiter, cur_qty: { value: `${wad(outflow)}` } };
        const { market: read, reserve, config, kept } = bothOf(market);
        const at = BEGAN + one.seconds * 1_000;
        const atS = BigInt(at / 1_000);
        const now = accrued(reserve, config, atS);
        const free = freeIn(now, read, { reserve, atS });
        const done = (ctokens: bigint): boolean => {
          const taken = redeem(kept, ctokens, at);
          return taken.ok && limited(market.rate_limiter, taken.value.dollars, at).ok;
        };
        const within = ctokensFor(now, free);
        if (within > 1n && within < now.ctokens - 200n) {
          expect(done(within), `${within} for ${free}`).toBe(true);
          expect(done(within + within / 1_000n + 5n)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says what may still be put in so that just that much is taken, and not much more', () => {
    const limit = 50_000_123_456_789n;
    const market = marketWith(({ config }) => ({
      config: { element: config.element && { ...config.element, deposit_limit: `${limit}` } },
    }));
    const { reserve, config, kept } = bothOf(market);
    const now = accrued(reserve, config, BigInt(BEGAN / 1_000));
    const room = roomIn(now, reserve, config);
    assert(room !== null && room > 0n, 'it is bounded, and not full');
    expect(room).toBe(limit - totalUnits(now) - 1n);
    expect(deposit(kept, room, BEGAN)).toMatchObject({ ok: true });
    expect(deposit(kept, room + 2n, BEGAN)).toEqual({ ok: false, refusal: 'over_limit' });
    const dollars = marketWith(({ config: own }) => ({
      config: { element: own.element && { ...own.element, deposit_limit_usd: '50010000' } },
    }));
    const other = bothOf(dollars);
    const left = roomIn(now, other.reserve, other.config) ?? 0n;
    expect(deposit(other.kept, left, BEGAN)).toMatchObject({ ok: true });
    expect(deposit(other.kept, left + 3n, BEGAN)).toEqual({ ok: false, refusal: 'over_limit' });
    const open = bothOf(begun);
    expect(roomIn(now, open.reserve, open.config)).toBeNull();
  });

  it('earns what borrowers pay less what is kept of it, by the part that is lent out', () => {
    const { reserve, config } = bothOf(begun);
    const now = accrued(reserve, config, BigInt(BEGAN / 1_000));
    // Three fifths are lent out at 6 %, of which four fifths are for who lends: 2.88 %.
    expect(supplyPpm(now, config)).toBe(28_800);
    const later = accrued(reserve, config, BigInt((BEGAN + 365 * DAY_MS) / 1_000));
    const gained = Number(worthOf(later, 10n ** 12n) - worthOf(now, 10n ** 12n));
    const rate = gained / Number(worthOf(now, 10n ** 12n));
    // With the interest on interest of every second.
    expect(rate).toBeGreaterThan(0.0288);
    expect(rate).toBeLessThan(0.0298);
  });
});

describe('powers', () => {
  it('are those of the tests of `decimal.move`', () => {
    for (const [base, exponent, result] of [
      [5n, 4n, 625n],
      [3n, 0n, 1n],
      [3n, 1n, 3n],
      [3n, 7n, 2_187n],
      [3n, 8n, 6_561n],
    ] as const)
      expect(pow(wad(base), exponent)).toBe(wad(result));
  });
});
