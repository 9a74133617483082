// A recurring buy through made lives: looked at as often or as seldom as nodes are there, paused, gone on with and skipped.
import { DAY_MS, HOUR_MS, type Instant } from '@diboas/kernel';
import type { BuyEvery, RecurringBuy } from '@diboas/orchestration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someRecurring } from '../testing/some-recurring.ts';
import { actOnRecurring, type RecurringAct } from './acts.ts';
import { timesOfOccurrence } from './schedule.ts';
import {
  afterAnnounced,
  afterBegun,
  afterNotBought,
  afterOccurrence,
  recurringStep,
  triedAgainAt,
} from './step.ts';

type Told =
  | { readonly kind: 'announced'; readonly number: number; readonly at: Instant }
  | { readonly kind: 'bought' | 'skipped' | 'missed'; readonly number: number; readonly at: Instant };

/** Does all that is to be done now, and says what it was. */
function look(rule: RecurringBuy, now: Instant): { after: RecurringBuy; told: Told[] } {
  const told: Told[] = [];
  let after = rule;
  for (;;) {
    const [step, number, at] = [recurringStep(after, now), after.next, now];
    if (step.kind === 'rest' || step.kind === 'wait') return { after, told };
    if (step.kind === 'miss') {
      for (let one = number; one <= step.through; one += 1) told.push({ kind: 'missed', number: one, at });
      after = afterNotBought(after, { through: step.through, why: 'missed', now });
    } else if (step.kind === 'announce') {
      told.push({ kind: 'announced', number, at });
      after = afterAnnounced(after, step.buyAt, now);
    } else {
      told.push({ kind: 'bought', number, at });
      after = afterOccurrence(afterBegun(after, now), 'bought', now);
    }
  }
}

function act(rule: RecurringBuy, said: RecurringAct, now: Instant): RecurringBuy {
  const outcome = actOnRecurring(rule, said, now);
  return outcome.ok ? outcome.value : rule;
}

interface Moment {
  /** How long after the one before. */
  readonly pauseMs: number;
  readonly said: 'look' | 'pause' | 'resume' | 'skip';
}

const moment: fc.Arbitrary<Moment> = fc.record({
  // Most looks are near each other; now and then nobody is there for weeks.
  pauseMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 * HOUR_MS }) },
    { weight: 2, arbitrary: fc.integer({ min: DAY_MS, max: 6 * DAY_MS }) },
    { weight: 1, arbitrary: fc.integer({ min: 6 * DAY_MS, max: 80 * DAY_MS }) },
  ),
  said: fc.oneof(
    { weight: 12, arbitrary: fc.constant('look' as const) },
    { weight: 1, arbitrary: fc.constantFrom('pause' as const, 'resume' as const, 'skip' as const) },
  ),
});

const life = fc.record({
  every: fc.constantFrom<BuyEvery>('week', 'two_weeks', 'month'),
  zone: fc.constantFrom('UTC', 'America/Sao_Paulo', 'America/New_York', 'Europe/Berlin'),
  moments: fc.array(moment, { minLength: 20, maxLength: 120 }),
});

/** What is told in a life, and which times it was paused. */
function live({ every, zone, moments }: { every: BuyEvery; zone: string; moments: readonly Moment[] }) {
  let rule = someRecurring({ every, zone });
  let now = rule.createdAt;
  const told: Told[] = [];
  const wasPausedAt = new Map<Instant, boolean>();
  for (const { pauseMs, said } of moments) {
    now += pauseMs;
    if (said === 'look') {
      wasPausedAt.set(now, rule.state === 'paused');
      const looked = look(rule, now);
      told.push(...looked.told);
      rule = looked.after;
    } else if (said === 'skip') {
      const number = rule.next;
      rule = act(rule, { kind: 'skip', number }, now);
      if (rule.next > number) told.push({ kind: 'skipped', number, at: now });
    } else rule = act(rule, { kind: said }, now);
  }
  return { rule, told, wasPausedAt };
}

describe('a recurring buy', () => {
  it('buys each occurrence once at most, and never one whose following one was announced', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const { told, rule } = live(lived);
        const ends = told.filter(({ kind }) => kind !== 'announced').map(({ number }) => number);
        expect(ends).toEqual([...new Set(ends)].toSorted((one, other) => one - other));
        expect(ends.every((number) => number < rule.next)).toBe(true);
        for (const { kind, number, at } of told) {
          const { at: from, endsAt } = timesOfOccurrence(rule.schedule, number);
          if (kind === 'bought') expect(at >= from && at < endsAt).toBe(true);
        }
      }),
    );
  });

  it('announces each a day before, however long nobody was there, and says of every other that it was missed', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const { told, rule } = live(lived);
        for (const one of told) {
          if (one.kind !== 'bought') continue;
          const announced = told.find(({ kind, number }) => kind === 'announced' && number === one.number);
          expect(announced && one.at - announced.at >= DAY_MS).toBe(true);
        }
        if (lived.moments.some(({ said }) => said === 'resume')) return;
        const ends = told.filter(({ kind }) => kind !== 'announced').map(({ number }) => number);
        expect(ends).toEqual(Array.from({ length: rule.next - 1 }, (_, index) => index + 1));
      }),
    );
  });

  it('of many that fell due while nobody was there buys one at most', () => {
    fc.assert(
      fc.property(fc.constantFrom<BuyEvery>('week', 'two_weeks', 'month'), fc.nat(900), (every, days) => {
        const { after, told } = look(someRecurring({ every }), someRecurring().createdAt + days * DAY_MS);
        const later = look(after, someRecurring().createdAt + (days + 1) * DAY_MS);
        const bought = [...told, ...later.told].filter(({ kind }) => kind === 'bought');
        expect(bought.length).toBeLessThanOrEqual(1);
        expect(told.filter(({ kind }) => kind === 'announced').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does nothing while it is paused', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const { told, wasPausedAt } = live(lived);
        expect(told.filter(({ kind, at }) => kind !== 'skipped' && wasPausedAt.get(at))).toEqual([]);
      }),
    );
  });

  it('is looked at again when there is something to do, and not before', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const { rule } = live(lived);
        fc.pre(rule.state === 'active');
        const dueAt = rule.dueAt ?? 0;
        // What is to be done at once may have been so before.
        if (dueAt > rule.changedAt) expect(look(rule, dueAt - 1).told).toEqual([]);
        expect(look(rule, dueAt).told).not.toEqual([]);
      }),
    );
  });
});

describe('what is done to a recurring buy', () => {
  const begun = someRecurring();
  const announcedAt = begun.dueAt ?? 0;
  const announced = look(begun, announcedAt).after;

  it('skips the occurrence that was meant, once however often it is said', () => {
    const skipped = act(announced, { kind: 'skip', number: 1 }, announcedAt + 1);
    expect([skipped.next, skipped.last?.end]).toEqual([2, 'skipped']);
    expect(act(skipped, { kind: 'skip', number: 1 }, announcedAt + 2)).toBe(skipped);
    const buying = afterBegun(announced, announcedAt + DAY_MS);
    expect(actOnRecurring(buying, { kind: 'skip', number: 1 }, announcedAt + DAY_MS)).toMatchObject({
      refusal: 'too_late',
    });
  });

  it('pauses it when money is short, and goes on with one that can be announced in time', () => {
    const now = announcedAt + DAY_MS;
    const short = afterNotBought(afterBegun(announced, now), { through: 1, why: 'money_short', now });
    expect([short.state, short.pausedBy, short.dueAt, short.next]).toEqual([
      'paused',
      'money_short',
      null,
      2,
    ]);
    const resumed = act(short, { kind: 'resume' }, now + 19 * DAY_MS);
    expect([resumed.state, resumed.next]).toEqual(['active', 4]);
    expect(act(resumed, { kind: 'resume' }, now + 20 * DAY_MS)).toBe(resumed);
  });

  it('never takes up again one that may have been bought as it was paused', () => {
    const now = announcedAt + DAY_MS;
    const paused = act(afterBegun(announced, now), { kind: 'pause' }, now + 1);
    expect(act(paused, { kind: 'resume' }, now + 2).next).toBe(2);
  });

  it('changes figures and days from the next one on, which is announced anew', () => {
    const consent = { ...begun.consent, toleranceBps: 100 };
    const now = announcedAt + HOUR_MS;
    const same = act(announced, { kind: 'change', consent, every: 'week', nextOn: null }, now);
    expect([same.schedule, same.announced]).toEqual([begun.schedule, null]);
    const moved = act(announced, { kind: 'change', consent, every: 'month', nextOn: '2026-02-28' }, now);
    expect(moved.schedule).toMatchObject({ every: 'month', anchorOn: '2026-02-28', anchorNumber: 1 });
    const tomorrow = { kind: 'change', consent, every: 'week', nextOn: '2026-02-07' } as const;
    expect(actOnRecurring(announced, tomorrow, now)).toMatchObject({ refusal: 'day_wrong' });
  });

  it('ends it for good', () => {
    const ended = act(announced, { kind: 'end' }, announcedAt + 1);
    expect([ended.state, ended.dueAt]).toEqual(['ended', null]);
    for (const said of [{ kind: 'resume' }, { kind: 'pause' }, { kind: 'skip', number: 1 }] as const)
      expect(actOnRecurring(ended, said, announcedAt + 2)).toMatchObject({ refusal: 'ended' });
    expect(act(ended, { kind: 'end' }, announcedAt + 2)).toBe(ended);
  });

  it('is tried again for a day after it was due, and once by whoever comes later', () => {
    const due = announced.announced?.buyAt ?? 0;
    expect(triedAgainAt(announced, due)).toBe(due + HOUR_MS / 4);
    expect(triedAgainAt(announced, due + DAY_MS)).toBeNull();
  });
});
