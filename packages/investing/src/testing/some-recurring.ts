import { money } from '@diboas/kernel';
import type { BuyEvery, RecurringBuy } from '@diboas/orchestration';
import { settled } from '../recurring/step.ts';

/** A recurring buy of 50 USDC of bitcoin that began at noon of its first day. */
export function someRecurring({
  every = 'week',
  anchorOn = '2026-01-31',
  zone = 'UTC',
}: {
  readonly every?: BuyEvery;
  readonly anchorOn?: RecurringBuy['schedule']['anchorOn'];
  readonly zone?: string;
} = {}): RecurringBuy {
  const now = Date.parse(`${anchorOn}T12:00:00Z`);
  const rule: RecurringBuy = {
    ...{ id: '019c1000-0000-7080-8000-0123456789ab', customerId: '019c1000-0000-7080-8000-0000000000aa' },
    consent: {
      ...{ coin: 'BTC', amount: money('USDC', 50_000_000n), network: 'solana', toleranceBps: 50 },
      totalMax: money('USDC', 50_675_000n),
    },
    schedule: { every, anchorOn, anchorNumber: 0, zone },
    ...{ state: 'active', pausedBy: null, next: 1, announced: null, beganAt: null, last: null },
    ...{ version: 1, createdAt: now, changedAt: now, dueAt: null },
  };
  return settled(rule, now);
}
