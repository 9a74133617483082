import { assert, HOUR_MS, type Instant, MINUTE_MS, type Money, money, SECOND_MS } from '@diboas/kernel';
import type { CancelAnswer, Lookup, Observation, RejectionCode, Submission } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import {
  backOf,
  isPaidOutside,
  isPayout,
  isTrade,
  isUndo,
  newOrder,
  type SimFill,
  type SimOrder,
  takenOf,
  tell,
  tellReversal,
  tellWithoutLink,
  tellWrongly,
} from './order.ts';
import type { PayoutFaults } from './payout-faults.ts';
import { chargeOf, payOut } from './payouts.ts';

/** What the provider does with a request that reached it. */
export type Response =
  | { readonly kind: 'order'; readonly order: SimOrder }
  | { readonly kind: 'rejected'; readonly code: RejectionCode };

export interface OutsideParts {
  readonly id: string;
  /** Whether it pays what leaves a balance out of money of ours that lies with it. */
  readonly paysFromFloat: boolean;
  readonly scheduler: Scheduler;
  /** What people and providers do when nothing is wrong: pay, pay late, never pay, decline. */
  readonly nature: Chance;
  readonly faults: Faults;
  /** What goes wrong with payouts; only for an off-ramp, which does nothing else. */
  readonly payoutFaults?: PayoutFaults;
  readonly publish: (order: SimOrder, observation: Observation) => void;
  readonly say: (what: string) => void;
}

interface Remembered {
  readonly at: Instant;
  readonly content: string;
  readonly response: Response;
}

/** A provider's fees on top of what is paid, when quoted and when charged. Now and then beta is a little dearer. */
export function feeOf(provider: string, pay: Money, method: string): Money {
  if (method === 'move' || isTrade(method)) return money(pay.asset, 0n);
  if (isPayout(method)) return chargeOf(provider, pay, method);
  const more = provider === 'beta' && pay.units % 3n === 0n ? 10n : 0n;
  return money(pay.asset, pay.units / 40n + 30n + more);
}

/** Billionths of SOL for so many millionths of USDC. */
const SOL_PRICE = { sol: 6_667n, usdc: 1_000n } as const;

/** Cents of USD become millionths of USDC at par, and back; a token stays what it is, or is traded at a price. */
export function deliveryFor(pay: Money, method: string): Money {
  if (isPayout(method)) return money('USD', pay.units / 10_000n);
  if (isTrade(method)) {
    return pay.asset === 'USDC'
      ? money('SOL', (pay.units * SOL_PRICE.sol) / SOL_PRICE.usdc)
      : money('USDC', (pay.units * SOL_PRICE.usdc) / SOL_PRICE.sol);
  }
  return pay.asset === 'USD' ? money('USDC', pay.units * 10_000n) : pay;
}

/** How providers differ in what they remember of keys and refusals, and in whether they can be asked to stop an order. */
const HABITS: Readonly<
  Record<string, readonly [keyLifetimeMs: number, remembers: boolean, cancels: boolean]>
> = {
  alpha: [23 * HOUR_MS, true, false],
  beta: [30 * MINUTE_MS, false, true],
  omega: [23 * HOUR_MS, true, true],
  sigma: [30 * MINUTE_MS, false, true],
};

/**
 * A provider as it is on its own side. It executes a key once for as long as it remembers the key, exactly like a
 * real one, and afterwards would execute it again. It knows nothing of diBoaS.
 */
export class SimOutside {
  readonly orders: SimOrder[] = [];
  /** Keys that came with another content than the first time: a bug on our side. */
  readonly mixedKeys: string[] = [];
  readonly #keys = new Map<string, Remembered>();
  readonly #parts: OutsideParts;
  readonly #habits: NonNullable<(typeof HABITS)[string]>;
  #downUntil = 0;

  constructor(parts: OutsideParts) {
    this.#parts = parts;
    const habits = HABITS[parts.id];
    assert(habits, 'every provider has its habits', { id: parts.id });
    this.#habits = habits;
  }

  get orderCount(): number {
    return this.orders.length;
  }

  get id(): string {
    return this.#parts.id;
  }

  /** How long the provider says it remembers a key, and an hour less than it does. */
  get keyLifetimeMs(): number {
    return this.#habits[0];
  }

  /** Whether a refusal is saved under its key, as an order is. */
  get remembersRefusals(): boolean {
    return this.#habits[1];
  }

  /** Whether it pays out to banks. */
  get isOffRamp(): boolean {
    return this.#parts.payoutFaults !== undefined;
  }

  get paysFromFloat(): boolean {
    return this.#parts.paysFromFloat;
  }

  isDown(): boolean {
    return this.#parts.scheduler.now() < this.#downUntil;
  }

  goDown(ms: number): void {
    this.#downUntil = this.#parts.scheduler.now() + ms;
    this.#parts.say(`outage of ${Math.round(ms / SECOND_MS)} s`);
  }

  comeBack(): void {
    this.#downUntil = 0;
  }

  /** A request arrived. The same key gets the same answer until it is forgotten. */
  receive(submission: Submission): Response {
    const { scheduler, say } = this.#parts;
    const now = scheduler.now();
    const known = this.#keys.get(submission.key);
    // What was refused under a key that nobody saved is looked at anew.
    const isSaved = known && (known.response.kind === 'order' || this.remembersRefusals);
    const content = contentOf(submission);
    if (known && isSaved && now - known.at < this.keyLifetimeMs + HOUR_MS) {
      if (known.content !== content) this.mixedKeys.push(submission.key);
      return known.response;
    }
    const response = this.#take(submission);
    this.#keys.set(submission.key, { at: now, content, response });
    say(`${response.kind === 'order' ? `new order ${response.order.reference}` : response.code}`);
    return response;
  }

  find({ key, reference }: Lookup): SimOrder | null {
    const { faults, scheduler } = this.#parts;
    const found = this.orders.find((order) =>
      reference === null ? order.submission.key === key : order.reference === reference,
    );
    if (!found) return null;
    // A provider that has healed finds everything.
    return scheduler.now() < found.hiddenUntil && !faults.stopped() ? null : found;
  }

  /** Whether it can be asked to stop an order. */
  get cancels(): boolean {
    return this.#habits[2];
  }

  /**
   * Somebody asks to stop an order. What waits for a person or for its beginning, and what is done a piece at a time, is
   * stopped soon, and what is done until then is done. What was sent is gone.
   */
  cancel(lookup: Lookup): CancelAnswer {
    const { nature, scheduler, say } = this.#parts;
    const order = this.find(lookup);
    if (!order || order.isSilent) return { kind: 'unknown', detail: 'nothing is known of it' };
    const inPieces = order.stage === 'processing' && isTrade(order.submission.method);
    if (!order.isStopping && order.stage !== 'open' && !inPieces) return { kind: 'too_late' };
    if (order.isStopping) return { kind: order.stage === 'succeeded' ? 'too_late' : 'asked' };
    order.isStopping = true;
    say(`${order.reference} is to be stopped`);
    scheduler.after(nature.between(SECOND_MS, 20 * MINUTE_MS), () => this.#stop(order));
    return { kind: 'asked' };
  }

  /** It may be done meanwhile, or gone. */
  #stop(order: SimOrder): void {
    const isGone = order.stage === 'processing' && !isTrade(order.submission.method);
    if (isGone || order.stage === 'succeeded' || order.stage === 'failed') return;
    order.isStopped = true;
    if (order.fills.length === 0) return this.#fail(order, 'cancelled');
    order.failure = 'cancelled';
    this.#become(order, 'succeeded');
  }

  /** What is said of an order in one message, which may be wrong. */
  report(order: SimOrder): Observation {
    const { faults, nature } = this.#parts;
    // Providers differ in whether a look-up shows a reversal, or only the event does.
    if (order.takenBack.length > 0 && this.id === 'beta') return tellReversal(order);
    if (order.stage !== 'succeeded' || !faults.strike('misreported')) return tell(order);
    order.misreported = true;
    return tellWrongly(order, nature.pick(['less', 'elsewhere', 'other_asset', 'overcharge'] as const));
  }

  #take(submission: Submission): Response {
    const { faults, nature, scheduler } = this.#parts;
    if (nature.happens(0.06)) {
      return {
        kind: 'rejected',
        code: nature.pick(['declined', 'limit_exceeded', 'unsupported'] as const),
      };
    }
    if (faults.strike('price_rose')) return { kind: 'rejected', code: 'price_changed' };
    if (isUndo(submission.destination) && faults.strike('undo_refused'))
      return { kind: 'rejected', code: 'declined' };
    const order = newOrder({
      provider: this.id,
      reference: `${this.id}_${this.orders.length + 1}`,
      submission,
      createdAt: scheduler.now(),
      hiddenUntil: scheduler.now() + this.#hiding(),
      stage: 'open',
    });
    this.orders.push(order);
    this.#begin(order);
    return { kind: 'order', order };
  }

  #begin(order: SimOrder): void {
    const { faults, nature, scheduler } = this.#parts;
    const { method } = order.submission;
    if (method === 'bank') return this.#waitForBank(order);
    if (method === 'card') return this.#waitForPerson(order);
    if (isPayout(method)) return this.#payOut(order);
    order.stage = 'processing';
    if (faults.strike('silent_for_ever')) {
      order.isSilent = true;
      return this.#parts.say(`${order.reference} is never heard of again`);
    }
    const { trade } = order.submission;
    if (trade?.type === 'limit') return this.#rest(order, trade.goodTill);
    const carryOut = (): void => (isTrade(method) ? this.#fill(order) : this.#sendOut(order));
    if (!faults.strike('opens_late')) return carryOut();
    // Nobody begins it for days, and then it is done all the same.
    order.stage = 'open';
    scheduler.after(nature.between(20 * HOUR_MS, 60 * HOUR_MS), () => {
      if (order.isStopped) return;
      order.stage = 'processing';
      carryOut();
    });
  }

  /** It stands on the book until somebody meets its price, or its time is over. */
  #rest(order: SimOrder, goodTill: Instant): void {
    const { nature, scheduler } = this.#parts;
    order.stage = 'open';
    const left = Math.max(MINUTE_MS, goodTill - scheduler.now());
    const met = nature.between(MINUTE_MS, 2 * left);
    scheduler.after(Math.min(met, left), () => {
      if (order.isStopped) return;
      if (met > left) return this.#fail(order, 'lapsed');
      order.stage = 'processing';
      this.#fill(order);
    });
  }

  #hiding(): number {
    const { faults, nature } = this.#parts;
    if (faults.strike('lookup_blind'))
      return nature.between(nature.pick([MINUTE_MS, 27 * HOUR_MS]), 30 * HOUR_MS);
    return faults.strike('lookup_lags') ? nature.between(SECOND_MS, MINUTE_MS) : 0;
  }

  /** The person pays at once, later, too late for us, or never; or their card is declined. */
  #waitForPerson(order: SimOrder): void {
    const { faults, nature, scheduler, publish } = this.#parts;
    // Alpha's events never name the page.
    const isNamed = nature.happens(0.5) && this.id !== 'alpha';
    publish(order, isNamed ? tell(order) : tellWithoutLink(order));
    const what = nature.below(100);
    if (faults.strike('pays_late')) {
      scheduler.after(nature.between(25 * HOUR_MS, 36 * HOUR_MS), () => this.#pay(order));
      return;
    }
    if (what < 70) scheduler.after(nature.between(5 * SECOND_MS, 10 * MINUTE_MS), () => this.#pay(order));
    else if (what < 78) scheduler.after(nature.between(10 * MINUTE_MS, 20 * HOUR_MS), () => this.#pay(order));
    else if (what < 88) scheduler.after(nature.between(22 * HOUR_MS, 30 * HOUR_MS), () => this.#pay(order));
    else if (what < 93) scheduler.after(nature.between(SECOND_MS, HOUR_MS), () => this.#decline(order));
    else if (what < 97)
      scheduler.after(48 * HOUR_MS, () => {
        if (!order.isStopped) this.#fail(order, 'other');
      });
  }

  /** One failure is one try: the same page may take another card. */
  #decline(order: SimOrder): void {
    const { faults, nature, scheduler } = this.#parts;
    if (order.isStopped) return;
    this.#fail(order, 'declined');
    if (!faults.strike('tried_again')) return;
    scheduler.after(nature.between(SECOND_MS, 4 * HOUR_MS), () => {
      order.triedAgain = true;
      order.failure = null;
      this.#pay(order);
    });
  }

  /** Nobody is waited for: it is sent, at once or when the network is ready. */
  #sendOut(order: SimOrder): void {
    const { nature, scheduler } = this.#parts;
    if (nature.happens(0.25)) this.#succeed(order);
    else {
      scheduler.after(nature.between(2 * SECOND_MS, 2 * HOUR_MS), () => {
        if (nature.happens(0.1)) this.#fail(order, 'other');
        else this.#succeed(order);
      });
    }
  }

  #payOut(order: SimOrder): void {
    const { payoutFaults: faults, publish } = this.#parts;
    assert(faults, 'only an off-ramp pays out', { id: this.id });
    payOut(order, {
      ...this.#parts,
      faults,
      become: (stage) => this.#become(order, stage),
      tell: () => publish(order, tell(order)),
    });
  }

  /** The debit is at the bank for days, and until it is here the provider says that it waits for the person. */
  #waitForBank(order: SimOrder): void {
    const { nature, scheduler } = this.#parts;
    scheduler.after(nature.between(10 * HOUR_MS, 60 * HOUR_MS), () => this.#pay(order));
  }

  /** At a page that was closed nobody pays. */
  #pay(order: SimOrder): void {
    const { faults, nature, scheduler } = this.#parts;
    if (order.isStopped) return;
    this.#become(order, 'processing');
    const isLate = scheduler.now() > order.createdAt + 24 * HOUR_MS;
    if (faults.strike(isLate ? 'quiet_once_paid_late' : 'silent_for_ever')) {
      order.isSilent = true;
      return this.#parts.say(`${order.reference} is paid, and never heard of again`);
    }
    const slow = nature.happens(0.2);
    const wait = slow ? nature.between(HOUR_MS, 30 * HOUR_MS) : nature.between(3 * SECOND_MS, 30 * MINUTE_MS);
    scheduler.after(wait, () => {
      if (nature.happens(0.05)) this.#fail(order, 'other');
      else this.#succeed(order);
    });
  }

  /**
   * Done a piece at a time, at the price or a little better, until all of it is done or it is stopped. What is done while
   * it is being stopped counts as well, and may be told after the end.
   */
  #fill(order: SimOrder): void {
    const { faults, nature, scheduler } = this.#parts;
    const pieces = nature.between(1, 4);
    const stopsAfter = nature.happens(0.3) ? nature.below(pieces) : pieces;
    let wait = 0;
    for (let piece = 1; piece <= stopsAfter; piece += 1) {
      wait += nature.between(2 * SECOND_MS, HOUR_MS);
      scheduler.after(wait, () => {
        if (order.isStopped) return;
        order.fills.push(this.#piece(order, { piece, pieces }));
        if (piece === pieces) this.#become(order, 'succeeded');
        else this.#parts.publish(order, tell(order));
      });
    }
    if (stopsAfter === pieces) return;
    scheduler.after(wait + nature.between(SECOND_MS, HOUR_MS), () => {
      if (order.isStopped) return;
      const told = faults.strike('filled_while_stopped')
        ? this.#piece(order, { piece: stopsAfter + 1, pieces })
        : null;
      if (told) order.fills.push(told);
      const working = tell(order);
      const failure = nature.pick(['cancelled', 'lapsed'] as const);
      if (order.fills.length === 0) return this.#fail(order, failure);
      order.failure = failure;
      this.#become(order, 'succeeded');
      if (told) this.#parts.publish(order, working);
    });
  }

  #piece({ reference, submission }: SimOrder, { piece, pieces }: { piece: number; pieces: number }): SimFill {
    const { pay, deliver, network, destination } = submission;
    const id = `${reference}_${piece}`;
    const share = (whole: bigint): bigint =>
      (whole * BigInt(piece)) / BigInt(pieces) - (whole * BigInt(piece - 1)) / BigInt(pieces);
    // Rounded on both sides it may be dearer by a unit.
    const taken = share(pay.units) - (this.#parts.nature.happens(0.3) ? pay.units / 1_000n : 0n);
    const given = { money: money(deliver.asset, share(deliver.units)), network, destination };
    return { id, taken: money(pay.asset, taken), given: { ...given, networkReference: `tx_${id}` } };
  }

  #succeed(order: SimOrder): void {
    const { faults, nature } = this.#parts;
    const { reference, submission } = order;
    const { pay, deliver, network, destination, method } = submission;
    const fee = feeOf(this.id, pay, method).units;
    // A transfer may turn out cheaper than was quoted, never dearer, unless something is wrong.
    const saved = method === 'chain' && nature.happens(0.3) ? 5n : 0n;
    const over = faults.strike('overcharged') ? pay.units : 0n;
    const less = faults.strike('delivered_less') ? deliver.units / 10n : 0n;
    const more = isPaidOutside(method) && faults.strike('delivered_more') ? 7n : 0n;
    const taken = money(pay.asset, pay.units + fee - saved + over);
    const given = { money: money(deliver.asset, deliver.units - less + more), network, destination };
    order.fills.push({ id: reference, taken, given: { ...given, networkReference: `tx_${reference}` } });
    this.#become(order, 'succeeded');
    if (method === 'chain' && faults.strike('returned')) this.#comeBack(order, order.returned);
    if (!isPaidOutside(method)) return;
    if (faults.strike('paid_twice')) this.#payAgain(order);
    else if (faults.strike('reversed')) this.#comeBack(order, order.takenBack);
  }

  /** The page is still there, and somebody pays at it once more. */
  #payAgain(order: SimOrder): void {
    const { nature, scheduler, publish } = this.#parts;
    scheduler.after(nature.between(MINUTE_MS, 6 * HOUR_MS), () => {
      const [first] = order.fills;
      if (!first) return;
      const id = `${order.reference}_again`;
      order.fills.push({ ...first, id, given: { ...first.given, networkReference: `tx_${id}` } });
      this.#parts.say(`${order.reference} is paid again`);
      publish(order, tell(order));
    });
  }

  /** All of what was taken comes back, or a part of it, or one part after the other. */
  #comeBack(order: SimOrder, backs: SimOrder['returned']): void {
    const { nature, scheduler, publish } = this.#parts;
    const whole = takenOf(order.fills);
    const parts = nature.pick([[whole], [whole], [whole / 3n], [whole / 3n, whole - whole / 3n]]);
    const reversed = backs === order.takenBack;
    for (const units of parts) {
      // Within a minute, and we may hear of it before we hear that it had succeeded.
      const within = nature.pick([MINUTE_MS, MINUTE_MS, 6 * HOUR_MS, 120 * HOUR_MS]);
      scheduler.after(nature.between(SECOND_MS, within), () => {
        const id = `${order.reference}_back_${backs.length + 1}`;
        backs.push({ id, money: money(order.submission.pay.asset, units) });
        this.#parts.say(`${order.reference}: ${backOf(backs)} of ${whole} came back`);
        publish(order, reversed ? tellReversal(order) : tell(order));
      });
    }
  }

  #fail(order: SimOrder, failure: RejectionCode): void {
    order.failure = failure;
    this.#become(order, 'failed');
  }

  #become(order: SimOrder, stage: SimOrder['stage']): void {
    order.stage = stage;
    this.#parts.say(`${order.reference} ${stage}`);
    this.#parts.publish(order, this.report(order));
  }
}

function contentOf({
  transactionId,
  attemptId,
  pay,
  deliver,
  network,
  destination,
  method,
}: Submission): string {
  const parts = [transactionId, attemptId, pay.asset, pay.units, deliver.asset, deliver.units];
  return [...parts, network, destination, method].join(' ');
}
