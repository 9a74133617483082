import { createChance } from './chance.ts';

/**
 * Everything that can go wrong at a single step, and how often it does where the weather is as usual. Faults that
 * last a while (outages, pauses, clock jumps) are planned in trouble.ts.
 */
const SHARES = {
  /** A request is lost on the way, and our time-out ends the wait. */
  request_lost: 0.03,
  /** A request hangs in the network, and arrives after our time-out. */
  request_late: 0.03,
  /** The provider did it, and its answer is lost. */
  answer_lost: 0.05,
  /** The provider did it, and answers with a server error. */
  server_error: 0.04,
  turned_away: 0.06,
  door_closed: 0.01,
  lookup_lost: 0.08,
  /** The provider's own index will not show the new order for seconds, or in a bad hour for hours. */
  lookup_lags: 0.05,
  lookup_blind: 0.04,
  webhook_dropped: 0.1,
  webhook_repeated: 0.15,
  webhook_late: 0.1,
  /** An event comes in a form that our adapters can not read yet. */
  webhook_new_form: 0.08,
  /** An event is about an order that somebody else made with our account, and of which we know nothing. */
  webhook_of_a_stranger: 0.02,
  delivered_less: 0.02,
  delivered_more: 0.02,
  overcharged: 0.02,
  /** One message has a wrong figure; the order itself is right. */
  misreported: 0.02,
  reversed: 0.05,
  /** What was sent comes back within days, all of it or a part. */
  returned: 0.1,
  /** Somebody pays twice at one page. */
  paid_twice: 0.03,
  /** Somebody whose card was declined tries another one at the same page. */
  tried_again: 0.3,
  /** A piece of an order is done while the rest of it is stopped, and told after the end. */
  filled_while_stopped: 0.4,
  /** Nobody begins with an order for days, and then it is done. */
  opens_late: 0.02,
  /** The provider has an order, and nothing is ever heard of it. */
  silent_for_ever: 0.01,
  /** The person pays when we have stopped waiting, and that is the last that is heard of it. */
  quiet_once_paid_late: 0.08,
  /** The person pays when we have stopped waiting. */
  pays_late: 0.03,
  store_fails_before: 0.015,
  store_fails_after: 0.015,
  crash_before_commit: 0.006,
  crash_after_commit: 0.008,
  crash_at_call: 0.008,
  /** What was decided is written, and its node stands still for longer than the call after it may wait. */
  pause_before_call: 0.02,
  /** While it stands so, its clock is put back. */
  clock_put_back: 0.25,
  crash_after_execution: 0.01,
  /** Every node dies just when the provider has done it, and for hours nobody asks what became of it. */
  night_after_execution: 0.004,
  /** The database transaction took its number when it began, and lands after many that began later. */
  commit_slow: 0.03,
  /** The provider takes nothing at the price that it named. */
  price_rose: 0.02,
  /** The provider will not take back a leg. */
  undo_refused: 0.35,
  /** Whoever knows addresses does not answer. */
  screening_silent: 0.2,
  seal_slow: 0.1,
  crash_before_seal: 0.02,
  crash_after_seal: 0.02,
  /** What a provider offers for what was agreed before is worse by now. */
  price_moved: 0.3,
} as const;

export type FaultKind = keyof typeof SHARES;

export const STEP_FAULTS: readonly string[] = Object.keys(SHARES);

/** Faults that last a while, or that somebody plans. */
export const PLANNED_FAULTS = [
  'outage',
  'flapping',
  'store_outage',
  'switched_off',
  'crash',
  'night',
  'freeze',
  'sleep',
  'clock_jump',
  'forged_webhook',
  'unplanned_closing',
] as const;

export type PlannedFault = (typeof PLANNED_FAULTS)[number];

export interface Faults {
  /** Whether this fault strikes here and now; it is counted when it does. */
  strike(kind: FaultKind): boolean;
  /** Counts a fault that was planned elsewhere. */
  count(kind: PlannedFault): void;
  /** Counts a fault that has struck by a list of its own. */
  countOther(kind: string): void;
  /** From now on nothing goes wrong any more. */
  stop(): void;
  readonly stopped: () => boolean;
  /** Whether this seed has a storm, which takes time to do its worst. */
  readonly stormy: boolean;
  /** How often each kind has struck. */
  readonly counts: () => ReadonlyMap<string, number>;
}

/**
 * Faults that are worse together than each alone. Every other seed has one of these on top of its weather, each in its
 * turn, so that what only a storm brings about comes round within few seeds.
 */
const STORMS: readonly Partial<Record<FaultKind, number>>[] = [
  { night_after_execution: 0.35, lookup_blind: 0.7 },
  { webhook_dropped: 0.9, pays_late: 0.7 },
  { webhook_dropped: 0.7, reversed: 0.5 },
  { webhook_late: 0.6, reversed: 0.7, webhook_repeated: 0, webhook_dropped: 0 },
  { webhook_new_form: 0.6, reversed: 0.5 },
  { request_late: 0.4, answer_lost: 0.4, turned_away: 0.6, lookup_lags: 0.7, door_closed: 0.3 },
  { delivered_less: 0.2, delivered_more: 0.2, overcharged: 0.2, misreported: 0.2, webhook_repeated: 0.7 },
  { store_fails_after: 0.2, crash_after_commit: 0.06 },
  { returned: 0.6, paid_twice: 0.4, opens_late: 0.2, webhook_late: 0.4 },
  { silent_for_ever: 0.15, tried_again: 0.7, filled_while_stopped: 0.7, reversed: 0.3 },
];

function stormOf(seed: number): (typeof STORMS)[number] | null {
  return seed % 2 === 0 ? (STORMS[(seed / 2) % STORMS.length] ?? null) : null;
}

/** However bad the weather is, sometimes a thing goes well. */
const SHARE_MAX = 0.7;

/** Each seed has its own weather: some kinds not at all, some as usual, some in bursts. */
export function createFaults(seed: number, onFault: (kind: string) => void): Faults {
  const chance = createChance(seed, 'faults');
  const shares = new Map<string, number>();
  for (const [kind, share] of Object.entries(SHARES)) {
    shares.set(kind, Math.min(SHARE_MAX, share * chance.pick([0, 0.5, 1, 1, 4, 12])));
  }
  const storm = stormOf(seed);
  for (const [kind, share] of Object.entries(storm ?? {})) shares.set(kind, share);
  let stopped = false;
  const counts = new Map<string, number>();
  const count = (kind: string): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    onFault(kind);
  };
  return {
    stormy: storm !== null,
    strike(kind) {
      const strikes = chance.happens(shares.get(kind) ?? 0);
      if (stopped || !strikes) return false;
      count(kind);
      return true;
    },
    count,
    countOther: count,
    stop() {
      stopped = true;
    },
    stopped: () => stopped,
    counts: () => counts,
  };
}
