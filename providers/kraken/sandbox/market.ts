/**
 * The market of the sandbox as Kraken's books show it: around the price that all of the sandbox share, which walks by the
 * clock alone. What is taken of a level is gone until the market is looked at anew.
 */
import { type Instant, SECOND_MS, smallerUnits } from '@diboas/kernel';
import { parseDecimal, type Store, type WalkedAsset, walkedPrice } from '@diboas/sandbox-kit';
import { PAIRS, type Pair, type PairStatus } from './pairs.ts';

export type Side = 'buy' | 'sell';

/** Price in the pair's own ticks, volume in units of the eighth digit. */
export interface Level {
  readonly price: bigint;
  readonly volume: bigint;
}

/** The market moves every so often, and stands still in between. */
const MOVES_EVERY_MS = 5 * SECOND_MS;

/** How far from the middle the levels of each side lie, in hundredths of a basis point, and what lies there in dollars. */
const LEVELS: readonly { readonly away: bigint; readonly dollars: bigint }[] = [
  { away: 100n, dollars: 20_000n },
  { away: 200n, dollars: 40_000n },
  { away: 400n, dollars: 60_000n },
  { away: 800n, dollars: 80_000n },
  { away: 1_500n, dollars: 150_000n },
  { away: 3_000n, dollars: 300_000n },
  { away: 6_000n, dollars: 600_000n },
];

interface Taken {
  readonly at: Instant;
  readonly bought: string;
  readonly sold: string;
}

/** What somebody has set in place of the walk. */
interface Steered {
  /** By how much the price in the middle is off the walk, in basis points. */
  readonly shiftBps: number;
  /** What lies on each side in all, in units; null where it is as ever. */
  readonly depth: string | null;
  readonly status: PairStatus;
  /** How much of an order is met by the book: half of what is left of it, or nothing, and then no cancel gets through. */
  readonly filling: 'all' | 'half' | 'hold';
  /** How the book is told: one that is crossed, lacks a side, or is of an hour ago. */
  readonly book: 'good' | 'crossed' | 'empty' | 'old';
}

const AS_EVER: Steered = { shiftBps: 0, depth: null, status: 'online', filling: 'all', book: 'good' };

/** What of a book is to be as somebody wants it. */
export type Steering = Partial<Omit<Steered, 'depth'>> & { readonly depth?: bigint | null };

export interface Market {
  /** What can be bought of, or sold to, best first: the asks for whoever buys. */
  levels(pair: Pair, side: Side): readonly Level[];
  /** Takes so much of it away. */
  take(pair: Pair, side: Side, volume: bigint): void;
  steeredAt(pair: Pair): Steered;
  /** When the market was last looked at, which a book is of. */
  lookedAt(): Instant;
  steer(pair: Pair, to: Steering): void;
}

export function createMarket({ store, now }: { store: Store; now: () => Instant }): Market {
  const taken = store.shelf<Taken>('kraken_taken');
  const steered = store.shelf<Steered>('kraken_steered');
  const steeredOf = ({ name }: Pair): Steered => steered.get(name) ?? AS_EVER;
  const lookedAt = (): Instant => Math.floor(now() / MOVES_EVERY_MS) * MOVES_EVERY_MS;
  const takenOf = (pair: Pair): Taken => {
    const known = taken.get(pair.name);
    return known?.at === lookedAt() ? known : { at: lookedAt(), bought: '0', sold: '0' };
  };
  return {
    levels(pair, side) {
      const { shiftBps, depth } = steeredOf(pair);
      const walked = walkedTicks(pair, lookedAt());
      const around = walked + (walked * BigInt(shiftBps)) / 10_000n;
      const whole = LEVELS.map(({ away, dollars }) => levelOf(pair, { side, around, away, dollars }));
      const within = depth === null ? whole : first(whole, BigInt(depth));
      const { bought, sold } = takenOf(pair);
      return without(within, BigInt(side === 'buy' ? bought : sold));
    },
    take(pair, side, volume) {
      const { at, bought, sold } = takenOf(pair);
      const more = (text: string): string => (BigInt(text) + volume).toString();
      taken.put(
        pair.name,
        side === 'buy' ? { at, bought: more(bought), sold } : { at, bought, sold: more(sold) },
      );
    },
    steeredAt: steeredOf,
    lookedAt,
    steer(pair, { depth, ...others }) {
      const before = steeredOf(pair);
      const kept = depth === undefined ? before.depth : (depth?.toString() ?? null);
      steered.put(pair.name, { ...before, ...others, depth: kept });
    },
  };
}

/** What one whole unit costs in dollar tokens now, in ticks. */
function walkedTicks({ asset, priceDecimals }: Pair, now: Instant): bigint {
  const [price, token] = [asset, 'USDC' as WalkedAsset].map((one) =>
    parseDecimal(walkedPrice(one, 'USD', now), 8),
  );
  return ((price ?? 0n) * 10n ** BigInt(priceDecimals)) / (token ?? 1n);
}

function levelOf(
  { priceDecimals }: Pair,
  { side, around, away, dollars }: { side: Side; around: bigint; away: bigint; dollars: bigint },
): Level {
  const shift = (around * away) / 1_000_000n + 1n;
  const price = side === 'buy' ? around + shift : around - shift;
  const volume = (dollars * 10n ** BigInt(priceDecimals + 8)) / price;
  return { price, volume };
}

function first(levels: readonly Level[], depth: bigint): Level[] {
  let left = depth;
  return levels.flatMap(({ price, volume }) => {
    const there = smallerUnits(volume, left);
    left -= there;
    return there > 0n ? [{ price, volume: there }] : [];
  });
}

function without(levels: readonly Level[], gone: bigint): Level[] {
  let left = gone;
  return levels.flatMap(({ price, volume }) => {
    const away = smallerUnits(volume, left);
    left -= away;
    return volume > away ? [{ price, volume: volume - away }] : [];
  });
}

/** Every pair of the sandbox by its name. */
export function pairNamed(name: string): Pair | undefined {
  return PAIRS.find((pair) => pair.name === name);
}
