import type { Zone } from '@diboas/calendars';
import type { Bucket, Instant } from '@diboas/kernel';
import type { Keeping, PortfolioBooks } from './books.ts';
import type { KeptDay } from './kept-day.ts';
import type { MarketMark } from './market-mark.ts';

/** Days to be written of a portfolio, and what is noted with them. */
export interface WrittenDays {
  readonly days: readonly KeptDay[];
  readonly seq: number;
  readonly dueAt: Instant;
}

/**
 * What became of it. `elsewhere`: somebody else wrote days of it since it was read, and nothing was written. `day_rewritten`: a day is
 * there with another figure, and nothing was written.
 */
export type DaysWritten = 'written' | 'elsewhere' | 'day_rewritten';

/** Where days of portfolios are kept. One is begun in the commit by which something first comes to an INVESTING balance. */
export interface PortfolioStore {
  /** Null for whoever never had anything invested, and never said a zone. */
  keeping(customerId: string): Promise<Keeping | null>;
  /** By which their days end from now on; those that were written stay as they are. */
  sayDayZone(customerId: string, zone: Zone, now: Instant): Promise<void>;
  /** Buckets with portfolios of which a day may be written. */
  portfolioBuckets(now: Instant): Promise<readonly Bucket[]>;
  /** Takes some whose turn has come, the longest waiting first: nobody else is given them before the lease is over. */
  claimPortfolios(
    bucket: Bucket,
    turn: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly Keeping[]>;
  /** In one moment. @returns null where more moved than `movementsMax` */
  portfolioBooks(
    keeping: Pick<Keeping, 'customerId' | 'seq'>,
    movementsMax: number,
  ): Promise<PortfolioBooks | null>;
  /** Adds days, and notes how far they go, in one commit. */
  writeDays(keeping: Keeping, written: WrittenDays): Promise<DaysWritten>;
  /** The last so many days that were written, in order. */
  keptDays(customerId: string, most: number): Promise<readonly KeptDay[]>;
  /** Keeps a mark; one of that moment that is there stays as it is. */
  keepMark(mark: MarketMark): Promise<void>;
  /** Those of these moments that were kept. */
  marks(times: readonly Instant[]): Promise<readonly MarketMark[]>;
}
