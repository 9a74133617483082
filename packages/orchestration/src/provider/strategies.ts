// What whoever has strategies tells of them, beside carrying out orders.
import type { Asset, Instant, Money, Network, Outcome } from '@diboas/kernel';
import type { StrategyTerms } from '../agreement/strategy-terms.ts';
import type { TellsHoldings } from './holdings.ts';
import type { Provider } from './provider.ts';

/**
 * How a strategy stands, by what is read of it now. `open`: something may be put in. `capped`: no more than `room`, which may be
 * nothing. `frozen`: nothing may be put in, and taken out as ever. `paused`: neither. `changed`: what runs there is not what was
 * looked at when it was listed, or is not there: nothing is put in, and a person of ours looks before anything is taken out.
 */
export type StrategyState = 'open' | 'capped' | 'frozen' | 'paused' | 'changed';

/** A figure of a year, in millionths, with the moment that it is of: 41,000 is 4.1 % a year. What was, and no promise. */
export interface YearlyRate {
  readonly ppm: number;
  readonly at: Instant;
}

/** A contract that a strategy is, and that its code is the one that was looked at. */
export interface StrategyContract {
  /** What it is there: `pool`, `token`, `vault`. */
  readonly part: string;
  readonly address: string;
  /**
   * SHA-256 of its code as it is now, in hex, or of what its network keeps of which code that is; null where nothing is there, or its
   * network has no such thing to ask.
   */
  readonly codeHash: string | null;
  /** Whether that is the code that was looked at. */
  readonly isKnown: boolean;
}

/** A strategy as its provider tells it now. */
export interface StrategyFacts {
  /** Its name, which never changes: part of stored rows. */
  readonly id: string;
  readonly asset: Asset;
  readonly network: Network;
  /** As people know it, with its version. */
  readonly protocol: string;
  readonly state: StrategyState;
  /** What may still be put in, of all people together; null where nothing bounds it. */
  readonly room: Money | null;
  /** By the protocol's own word; null where it tells none. */
  readonly rate: YearlyRate | null;
  /** All that lies in it, of everybody, and what of that could be taken out now. */
  readonly total: Money;
  readonly free: Money;
  /** How what does not fit into `free` is taken out: not before there is enough, or in the order in which it was asked for. */
  readonly exit: 'when_free' | 'queue';
  readonly contracts: readonly StrategyContract[];
  readonly at: Instant;
}

/** Prices between which a position earns: what one whole coin costs in the asset that was put in. */
export interface LiquidityRange {
  readonly lower: Money;
  readonly upper: Money;
  readonly now: Money;
  /** Whether it earns now: outside of its range it is all of one asset, and earns nothing. */
  readonly isInRange: boolean;
}

/** What lies in a pool that trades, beside what it is worth. */
export interface LiquidityPart {
  readonly range: LiquidityRange;
  /** What it is made of now, of the asset that was put in and of the other one. */
  readonly amounts: readonly [Money, Money];
  /** What whoever traded there has paid it so far, of both: the whole of it, and in the asset that was put in by the price of now. */
  readonly fees: readonly [Money, Money];
  readonly feesWorth: Money;
  /** What both amounts that it began with would be worth now, had they only been kept. */
  readonly ifKept: Money;
}

/** What a position is worth now, as if it were taken out, before what a network takes. */
export interface PositionValue {
  readonly value: Money;
  readonly at: Instant;
  /** Of a position in a pool that trades. */
  readonly liquidity?: LiquidityPart;
}

/**
 * A provider of strategies. What is put in is `taken` from what of ours lies at its address and `given` to the position, which is
 * what counts as put in; what comes of all of it, whatever was taken out since, is `earned`, a running total that is told only once it can be
 * lost no more. A stop takes the position (`taken`) and brings what it came to (`given`), in one piece or in several.
 */
export interface StrategyProvider extends Provider, TellsHoldings {
  /** All that it has, also what nothing may be put into. Refused where its network does not answer. */
  strategies(): Promise<Outcome<readonly StrategyFacts[], 'unavailable'>>;
  /** Refused where its network does not answer, and `unknown` where no such position was ever put in. */
  value(position: StrategyTerms): Promise<Outcome<PositionValue, 'unavailable' | 'unknown'>>;
}
