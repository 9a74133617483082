// A payout to a bank, as an off-ramp has it on its own side: taken out of what lies there, sent, credited by the bank, and
// perhaps sent back days later. Until it is taken it can be stopped.
import { assert, DAY_MS, HOUR_MS, MINUTE_MS, type Money, money, SECOND_MS } from '@diboas/kernel';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { SimOrder, SimStage } from './order.ts';
import type { PayoutFaults } from './payout-faults.ts';

/** What each way to a bank costs on top, in minor units of USDC, and how long the bank takes at the shortest and the longest. */
const WAYS: Readonly<Record<string, readonly [fee: bigint, fromMs: number, toMs: number]>> = {
  ach: [500_000n, DAY_MS, 3 * DAY_MS],
  ach_same_day: [1_000_000n, 2 * HOUR_MS, DAY_MS],
  wire: [2_000_000n, 10 * MINUTE_MS, 6 * HOUR_MS],
};

/** An off-ramp's own fee, when quoted and when charged. Now and then sigma is a little dearer. */
export function chargeOf(provider: string, pay: Money, method: string): Money {
  const [fee] = wayOf(method);
  const more = provider === 'sigma' && pay.units % 3n === 0n ? 10_000n : 0n;
  return money(pay.asset, fee + more);
}

function wayOf(method: string): NonNullable<(typeof WAYS)[string]> {
  const way = WAYS[method];
  assert(way, 'every way to a bank has its figures', { method });
  return way;
}

export interface PayoutParts {
  readonly scheduler: Scheduler;
  readonly nature: Chance;
  readonly faults: PayoutFaults;
  readonly say: (what: string) => void;
  /** Brings the order to this stage, and tells. */
  readonly become: (stage: SimStage) => void;
  /** Tells of the order as it is. */
  readonly tell: () => void;
}

/** Somebody ordered it. */
export function payOut(order: SimOrder, parts: PayoutParts): void {
  const { scheduler, nature } = parts;
  scheduler.after(nature.between(SECOND_MS, 20 * MINUTE_MS), () => fund(order, parts));
}

function fund(order: SimOrder, parts: PayoutParts): void {
  const { scheduler, nature, faults, say, become } = parts;
  const { provider, reference, submission } = order;
  const { pay, method } = submission;
  if (order.isStopped) return;
  order.funded = money(pay.asset, pay.units + chargeOf(provider, pay, method).units);
  become('processing');
  if (faults.strike('payout_stuck')) {
    order.isSilent = true;
    return say(`${reference} is taken, and nothing becomes of it`);
  }
  const [, fromMs, toMs] = wayOf(method);
  const late = faults.strike('payout_late') ? nature.between(DAY_MS, 4 * DAY_MS) : 0;
  scheduler.after(nature.between(fromMs, toMs) + late, () => {
    if (faults.strike('payout_refused')) refuse(order, parts);
    else arrive(order, parts);
  });
}

function refuse(order: SimOrder, parts: PayoutParts): void {
  const { scheduler, nature, faults, say, become, tell } = parts;
  order.failure = 'declined';
  say(`${order.reference} is taken by no bank`);
  if (faults.strike('refund_unsaid')) return become('failed');
  const wait = nature.between(MINUTE_MS, nature.pick([HOUR_MS, 40 * HOUR_MS]));
  if (!faults.strike('refund_late')) {
    return scheduler.after(wait, () => {
      giveBack(order, order.funded?.units ?? 0n);
      become('failed');
    });
  }
  become('failed');
  scheduler.after(wait, () => {
    giveBack(order, order.funded?.units ?? 0n);
    tell();
  });
}

function arrive(order: SimOrder, parts: PayoutParts): void {
  const { scheduler, nature, faults, become } = parts;
  const { reference, submission } = order;
  const { pay, deliver, network, destination } = submission;
  const given = { money: deliver, network, destination, networkReference: `trace_${reference}` };
  order.fills.push({ id: reference, taken: order.funded ?? pay, given });
  become('succeeded');
  if (!faults.strike('payout_returned')) return;
  const within = nature.pick([MINUTE_MS, DAY_MS, 4 * DAY_MS]);
  scheduler.after(nature.between(SECOND_MS, within), () => comeBack(order, parts));
}

/** What the bank had is back; what was charged for it is not. */
function comeBack(order: SimOrder, parts: PayoutParts): void {
  const { scheduler, nature, faults, say, tell } = parts;
  giveBack(order, order.submission.pay.units);
  say(`${order.reference} is sent back by the bank`);
  if (!faults.strike('return_untold')) tell();
  if (faults.strike('return_told_twice')) scheduler.after(nature.between(SECOND_MS, DAY_MS), tell);
}

function giveBack({ reference, submission: { pay }, returned }: SimOrder, units: bigint): void {
  returned.push({ id: `${reference}_back`, money: money(pay.asset, units) });
}
