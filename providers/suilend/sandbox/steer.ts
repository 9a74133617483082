// What others do to the reserve of dollars: those who borrow, those who keep the market, and whoever brings its prices.
import { assert, unreachable } from '@diboas/kernel';
import type { SteeredObjects } from '@diboas/local-chains';
import { z } from 'zod';
import { ONE, whole } from './fixed.ts';
import { type KeptMarket, type KeptReserve, marketLayout } from './layout.ts';
import { MARKET_ID, U64_MAX } from './market.ts';
import { compounded, configOf, type Figures, LEAST_LEFT, totalOf, withFigures } from './reserve.ts';

const units = z.coerce.bigint().nonnegative();

const actShape = z.discriminatedUnion('how', [
  /** Leaves so many units that can be taken out. */
  z.strictObject({ how: z.literal('drain'), left: units }),
  z.strictObject({ how: z.literal('refill') }),
  /** No more than so many units in all; the whole of what lies there now where it is left out. */
  z.strictObject({ how: z.literal('limit'), units: units.optional() }),
  z.strictObject({ how: z.literal('unlimited') }),
  /** So many basis points of all that lies there were lent to somebody who never pays back. */
  z.strictObject({ how: z.literal('lose'), bps: z.int().min(1).max(5_000) }),
  /** The market belongs to another version of the code than the one that is called. */
  z.strictObject({ how: z.literal('version'), version: units }),
  /** The price was told so many milliseconds ago. */
  z.strictObject({ how: z.literal('price'), ageMs: z.int().min(0) }),
]);

type Act = z.output<typeof actShape>;

/** Where the dollars are. */
const PLACE = 1;

/** Of what lies there that much is free after a refill: two fifths. */
const FREE_PERCENT = 40n;

export function steerMarket(figures: unknown, objects: SteeredObjects): void {
  const act = actShape.parse(figures);
  const market = marketLayout.parse(objects.read(MARKET_ID));
  const reserve = market.reserves[PLACE];
  assert(reserve, 'the market has a reserve of dollars');
  const now = objects.now();
  const at = withFigures(reserve, compounded(reserve, now));
  const after: KeptMarket =
    act.how === 'version'
      ? { ...market, version: `${act.version}` }
      : { ...market, reserves: market.reserves.with(PLACE, steered(act, at, now)) };
  objects.write(MARKET_ID, marketLayout.serialize(after).toBytes());
}

function steered(act: Exclude<Act, { how: 'version' }>, reserve: KeptReserve, now: number): KeptReserve {
  const figures = compounded(reserve, now);
  switch (act.how) {
    case 'drain':
      return withFigures(reserve, lent(figures, act.left + LEAST_LEFT));
    case 'refill':
      return withFigures(reserve, lent(figures, (totalOf(figures) * FREE_PERCENT) / 100n / ONE));
    case 'limit':
      return withLimit(reserve, act.units ?? totalOf(figures) / ONE);
    case 'unlimited':
      return withLimit(reserve, U64_MAX);
    case 'lose':
      return withFigures(reserve, {
        ...figures,
        borrowed: figures.borrowed - (totalOf(figures) * BigInt(act.bps)) / 10_000n,
      });
    case 'price':
      return { ...reserve, price_last_update_timestamp_s: `${Math.floor((now - act.ageMs) / 1_000)}` };
    default:
      return unreachable(act);
  }
}

/** Somebody borrows or pays back as much as leaves so many units. */
function lent(figures: Figures, available: bigint): Figures {
  return { ...figures, available, borrowed: figures.borrowed + whole(figures.available - available) };
}

function withLimit(reserve: KeptReserve, limit: bigint): KeptReserve {
  return { ...reserve, config: { element: { ...configOf(reserve), deposit_limit: `${limit}` } } };
}
