// Does for recurring buys what is due: it announces, buys, and says what was not bought. Any node takes any of them, and each change is
// written by whoever is first, with what is told of it; a node that dies leaves it due when its lease is over.
import {
  afterAnnounced,
  afterBegun,
  afterNotBought,
  afterOccurrence,
  dayOfOccurrence,
  pausedByOf,
  recurringStep,
  triedAgainAt,
} from '@diboas/investing';
import { assert, MINUTE_MS, unreachable } from '@diboas/kernel';
import {
  createQuoting,
  type NotBought,
  type Notice,
  type NoticeContent,
  type Quoting,
  type RecurringBuy,
} from '@diboas/orchestration';
import { createRefusedQuotes } from '../api/quotes/refused-quotes.ts';
import type { Parts } from '../parts/parts.ts';
import { startTimer } from '../parts/start-timer.ts';
import { agreeRecurring } from './agreed.ts';
import { buyOccurrence, wasBought } from './buy-occurrence.ts';

/** How many are taken at a time. */
const TAKEN_MAX = 16;

/** How long whoever is taken belongs to the node that took them: it may wait for prices. */
const LEASE_MS = MINUTE_MS;

export interface RecurringRounds {
  /** Does what is due for some, and answers for how many. */
  lookOnce(): Promise<number>;
}

export function createRecurringRounds(parts: Parts): RecurringRounds {
  const quoting = createQuoting({ ...parts, startTimer, noteRefused: createRefusedQuotes(parts).note });
  const { store, clock, metrics, logger } = parts;
  return {
    async lookOnce() {
      const now = clock.now();
      const taken: RecurringBuy[] = [];
      for (const bucket of await store.recurringBuckets(now)) {
        const limit = TAKEN_MAX - taken.length;
        if (limit === 0) break;
        taken.push(...(await store.claimRecurringBuys(bucket, { now, leasedUntil: now + LEASE_MS, limit })));
      }
      await Promise.all(
        taken.map(async (one) => {
          try {
            await lookAtOne({ ...parts, quoting }, one);
          } catch (err) {
            // It is due again when its lease is over.
            metrics.errors.inc({ where: 'recurring' });
            logger.error({ err, rule: one.id, where: 'recurring' }, 'a recurring buy was not looked at');
          }
        }),
      );
      return taken.length;
    },
  };
}

type Running = Parts & { readonly quoting: Quoting };

async function lookAtOne(parts: Running, taken: RecurringBuy): Promise<void> {
  if (taken.state === 'offered') return await settleOffer(parts, taken);
  for (let rule: RecurringBuy | null = taken; rule !== null; ) rule = await stepOnce(parts, rule);
}

/** Five minutes after its end a quote is confirmed or never will be. */
async function settleOffer(parts: Parts, { id }: RecurringBuy): Promise<void> {
  if (await parts.store.transaction(id)) await agreeRecurring(parts, id);
  else await parts.store.forgetRecurringOffer(id);
}

/** Does the one thing that is to be done, and gives the rule as it is after that; null once nothing more is, for now. */
async function stepOnce(parts: Running, rule: RecurringBuy): Promise<RecurringBuy | null> {
  const { store, clock } = parts;
  const now = clock.now();
  if (await wasBought(parts, rule))
    return await recorded(parts, rule, (one) => afterOccurrence(one, 'bought', now));
  const step = recurringStep(rule, now);
  switch (step.kind) {
    case 'rest':
    case 'wait': {
      const dueAt = step.kind === 'rest' ? null : step.until;
      if (rule.dueAt !== dueAt) await store.noteRecurringBuy({ ...rule, dueAt }, []);
      return null;
    }
    case 'miss':
      return await notBought(parts, rule, { through: step.through, why: 'missed' });
    case 'announce': {
      const { coin, amount, totalMax } = rule.consent;
      const told = { coin, amount, totalMax, buyAt: step.buyAt };
      const notices = noticesOf(parts, rule, { kind: 'buy_announced', about: rule.id, ...told });
      return await store.noteRecurringBuy(afterAnnounced(rule, step.buyAt, now), notices);
    }
    case 'buy':
      return await buyNext(parts, rule);
    default:
      return unreachable(step);
  }
}

async function buyNext(parts: Running, rule: RecurringBuy): Promise<RecurringBuy | null> {
  const { store, clock, quoting } = parts;
  let begun = rule;
  const came = await buyOccurrence(parts, quoting, rule, async () => {
    const noted = await store.noteRecurringBuy(afterBegun(rule, clock.now()), []);
    begun = noted ?? rule;
    return noted !== null;
  });
  const now = clock.now();
  switch (came.kind) {
    case 'lost':
      return null;
    case 'bought':
      return await recorded(parts, begun, (one) => afterOccurrence(one, 'bought', now));
    case 'not_bought':
      return await notBought(parts, begun, { through: begun.next, why: came.why });
    case 'later': {
      const dueAt = triedAgainAt(begun, now);
      if (dueAt === null) return await notBought(parts, begun, { through: begun.next, why: 'unavailable' });
      await store.noteRecurringBuy({ ...begun, beganAt: null, dueAt }, []);
      return null;
    }
    default:
      return unreachable(came);
  }
}

async function notBought(
  parts: Parts,
  rule: RecurringBuy,
  { through, why }: { readonly through: number; readonly why: NotBought },
): Promise<RecurringBuy | null> {
  const now = parts.clock.now();
  const { id, consent, schedule, next } = rule;
  const notices = noticesOf(parts, rule, {
    ...{ kind: 'not_bought', about: id, coin: consent.coin, amount: consent.amount, why },
    ...{ on: dayOfOccurrence(schedule, through), count: through - next + 1, stops: pausedByOf(why) !== null },
  });
  return await recorded(parts, rule, (one) => afterNotBought(one, { through, why, now }), notices);
}

/** Writes what became of the next one, whatever its owner did to the rule meanwhile. Null where that is written already. */
async function recorded(
  { store }: Parts,
  rule: RecurringBuy,
  after: (rule: RecurringBuy) => RecurringBuy,
  told: readonly Notice[] = [],
): Promise<RecurringBuy | null> {
  for (
    let current: RecurringBuy | null = rule;
    current?.next === rule.next;
    current = await store.recurringBuy(rule.id)
  ) {
    const noted = await store.noteRecurringBuy(after(current), told);
    if (noted) return noted;
  }
  return null;
}

function noticesOf(
  { clock, createId, canMail }: Parts,
  { customerId }: RecurringBuy,
  content: NoticeContent,
): readonly Notice[] {
  const at = clock.now();
  assert(content.kind !== 'price_reached', 'a recurring buy tells of itself');
  return [
    { id: createId(customerId), customerId, content, at, readAt: null, mailDueAt: canMail ? at : null },
  ];
}
