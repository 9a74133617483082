import { createCalendars } from '@diboas/calendars';
import { HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import { createMarketHours, type MarketHours, type ToldSession } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import { CLOCK_ERROR_MS } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';

/** Calls are made within a minute of their decision, by a clock that may be wrong. */
const SLACK_MS = CLOCK_ERROR_MS + MINUTE_MS;

const CALENDARS = createCalendars([]);
const BY_CALENDAR = createMarketHours(CALENDARS);

/** In some seeds all that is traded is of New York. */
export function hasExchange(seed: number): boolean {
  return seed % 7 === 2;
}

interface Closing {
  readonly from: Instant;
  readonly until: Instant;
}

/** New York, as it is: by its calendar, and closed beyond all rule now and then. */
export class SimExchange {
  readonly #scheduler: Scheduler;
  readonly #closings: Closing[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Plans closings that no calendar tells, of which each venue tells as soon as they begin. */
  plan({ chance, faults, ms }: { chance: Chance; faults: Faults; ms: number }): void {
    for (let count = chance.below(3); count > 0; count -= 1)
      this.#scheduler.after(chance.below(ms), () => {
        if (faults.stopped()) return;
        faults.count('unplanned_closing');
        const from = this.#scheduler.now();
        this.#closings.push({ from, until: from + chance.between(10 * MINUTE_MS, 30 * HOUR_MS) });
      });
  }

  /** What a node goes by, which hears of a closing at once. */
  hoursOf(node: { now(): Instant }): MarketHours {
    return createMarketHours(CALENDARS, (): ToldSession[] => {
      const closing = this.#closingAt(this.#scheduler.now());
      return closing ? [{ isOpen: false, until: closing.until, at: node.now() }] : [];
    });
  }

  /** Whether nothing may be sent now, however wrong a node's clock is. */
  isSurelyClosed(): boolean {
    const now = this.#scheduler.now();
    return [now - SLACK_MS, now, now + SLACK_MS].every((at) => !this.#isOpenAt(at));
  }

  #isOpenAt(at: Instant): boolean {
    return BY_CALENDAR.sessionAt('nyse', at).isOpen && this.#closingAt(at) === null;
  }

  #closingAt(at: Instant): Closing | null {
    return this.#closings.find(({ from, until }) => from <= at && at < until) ?? null;
  }
}
