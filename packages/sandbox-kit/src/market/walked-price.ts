import { createSeededRandom, type Instant, randomBelow } from '@diboas/kernel';
import { formatDecimal } from '../text/decimal.ts';

/** What one costs in US dollars when the market is still, in millionths of a dollar, and how far it strays. */
const STILL = {
  BTC: { micros: 100_000_000_000n, strayBps: 150n },
  ETH: { micros: 4_000_000_000n, strayBps: 200n },
  SOL: { micros: 200_000_000n, strayBps: 250n },
  SUI: { micros: 4_000_000n, strayBps: 300n },
  USDC: { micros: 1_000_000n, strayBps: 3n },
  AAPL: { micros: 250_000_000n, strayBps: 80n },
  NVDA: { micros: 200_000_000n, strayBps: 120n },
  SPY: { micros: 600_000_000n, strayBps: 40n },
  TSLA: { micros: 400_000_000n, strayBps: 150n },
} as const;

/** What one US dollar costs, in millionths. These stand still: the market of currencies is another one. */
const PER_DOLLAR = { USD: 1_000_000n, EUR: 920_000n, BRL: 5_400_000n } as const;

export type WalkedAsset = keyof typeof STILL;
export type WalkedCurrency = keyof typeof PER_DOLLAR;

/** Every so often a walk turns; in between it goes straight. Two of them together look like a market. */
const TURNS_MS = [90_000, 17_000] as const;
const HALF = 500_000;

/**
 * What an asset costs at a moment, in the sandboxes of all who price it: as decimal text with eight digits after its point. A walk
 * by seeds of the asset and the time, so that it is the same for whoever asks and after every start, with no state.
 */
export function walkedPrice(asset: WalkedAsset, currency: WalkedCurrency, now: Instant): string {
  const { micros, strayBps } = STILL[asset];
  const seed = [...asset].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const [slow = 0, quick = 0] = TURNS_MS.map((turnMs, index) => between(seed + index, now / turnMs));
  // From -HALF to HALF each; the quick one counts for a third.
  const stray = BigInt(Math.round((slow * 3 + quick) / 4));
  const dollars = micros + (micros * strayBps * stray) / (10_000n * BigInt(HALF));
  return formatDecimal((dollars * PER_DOLLAR[currency]) / 10_000n, 8);
}

/** On the straight line between the two turns around this place. */
function between(seed: number, place: number): number {
  const turn = Math.floor(place);
  const at = (index: number): number =>
    randomBelow(createSeededRandom(Math.imul(seed, 2_654_435_761) + index), 2 * HALF + 1) - HALF;
  return at(turn) + (at(turn + 1) - at(turn)) * (place - turn);
}
