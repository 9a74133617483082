import { MOVE } from '@diboas/banking';
import { BY_STRATEGY, START_STRATEGY, STOP_STRATEGY } from '@diboas/defi';
import { type Asset, DAY_MS, HOUR_MS, type Id, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import { short } from '../../ground/trace.ts';
import { SIM_STRATEGIES, type SimStrategies, type SimStrategy } from '../../outside/defi/strategies.ts';
import { deliveryFor } from '../../outside/outside.ts';
import { availableTo, lyingIn } from '../../store/balance.ts';
import { cancelAsOwner } from '../app.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from '../confirming.ts';
import { offerByOwnBook } from '../quoting.ts';

/** Minor units of an asset below which nobody puts anything into a strategy. */
const WORTHWHILE = 1_500_000n;

interface SavingParts extends ConfirmingParts {
  readonly strategies: readonly SimStrategies[];
}

/** People who put what they have into strategies, and take it out again: twice at once, from two devices, or with second thoughts. */
export class Savers {
  readonly #parts: SavingParts;
  #keys = 0;
  #stopsUntil = 0;

  constructor(parts: SavingParts) {
    this.#parts = parts;
  }

  /** Plans what these people put in within `ms` from now, and take out within days after the world has healed. */
  arrive(customerIds: readonly string[], ms: number, healsAfterMs: number): void {
    const { chance, scheduler, strategies } = this.#parts;
    if (strategies.length === 0) return;
    this.#stopsUntil = scheduler.now() + healsAfterMs + 5 * DAY_MS;
    for (const id of customerIds) {
      for (let count = chance.between(1, 5); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 12));
    }
  }

  /** With too little there, people bring some and come back later, so many times. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const strategy = chance.pick(SIM_STRATEGIES);
    const { asset, network } = strategy;
    const here = availableTo(shared, { customerId, kind: 'DEFI', asset, network });
    if (here >= WORTHWHILE) {
      // Now and then more than there is, with what it costs.
      const units = (here * BigInt(chance.between(40, 102))) / 100n;
      return this.#start(customerId, strategy, units < WORTHWHILE ? here : units);
    }
    this.#bring(customerId, strategy);
    const wait = chance.between(5 * MINUTE_MS, HOUR_MS);
    if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
  }

  #bring(customerId: string, { asset, network }: SimStrategy): void {
    const { shared } = this.#parts;
    const from: BalanceType = asset === 'SOL' ? 'INVESTING' : 'BANKING';
    const there = availableTo(shared, { customerId, kind: from, asset, network });
    if (there < WORTHWHILE) return;
    const told = { between: { from, to: 'DEFI' } } as const;
    const pay = money(asset as Asset, (there * 2n) / 3n);
    const wish = { customerId, operation: MOVE, pay, network, destination: 'DEFI', told };
    const terms = offerByOwnBook(this.#parts, wish);
    if (terms) sendConfirmation(this.#parts, beginConfirmation(this.#parts, { terms, key: this.#newKey() }));
  }

  #start(customerId: string, strategy: SimStrategy, units: bigint): void {
    const { chance, scheduler } = this.#parts;
    const pay = money(strategy.asset, units);
    const terms = askForOffer(this.#partsOf(strategy), {
      ...{ customerId, operation: START_STRATEGY, pay, method: BY_STRATEGY, network: strategy.network },
      strategy: { strategy: strategy.id, position: null, moved: [] },
      ...feeWaitOf(units),
      ...(strategy.asset === 'USDC' ? {} : { told: { worth: deliveryFor(pay, 'market') } }),
    });
    if (!terms) return;
    const confirmation = beginConfirmation(this.#parts, { terms, key: this.#newKey() });
    for (let clicks = chance.pick([1, 1, 2]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
    if (chance.happens(0.1)) scheduler.after(chance.below(HOUR_MS), () => cancelAsOwner(this.#parts, terms));
    // Most take it out at some time, some within the hour, and some not at all.
    if (chance.happens(0.85)) this.#stopLater(terms.id, { customerId, strategy, patience: 8 });
  }

  #stopLater(position: Id, stopping: Stopping): void {
    const { chance, scheduler } = this.#parts;
    const wait = chance.between(5 * MINUTE_MS, chance.pick([2 * HOUR_MS, 30 * HOUR_MS, 3 * DAY_MS]));
    const at = scheduler.now() + wait;
    if (stopping.patience > 0 && at < this.#stopsUntil)
      scheduler.after(wait, () => this.#stop(position, stopping));
  }

  /** What could not be taken out, or not all of it, is tried again later. */
  #stop(position: Id, stopping: Stopping): void {
    const { chance, scheduler, shared } = this.#parts;
    const { customerId, strategy, patience } = stopping;
    this.#stopLater(position, { ...stopping, patience: patience - 1 });
    const units = lyingIn(shared, position);
    if (units === 0n) return;
    const devices = chance.pick([1, 1, 1, 2, 3]);
    for (let device = devices; device > 0; device -= 1) {
      const terms = askForOffer(this.#partsOf(strategy), {
        ...{ customerId, operation: STOP_STRATEGY, pay: money(strategy.asset, units), method: BY_STRATEGY },
        network: strategy.network,
        strategy: { strategy: strategy.id, position, moved: [] },
        ...feeWaitOf(units),
      });
      if (!terms) return;
      this.#parts.trace.say('customer', `${short(customerId)} takes out ${short(position)}`);
      const confirmation = beginConfirmation(this.#parts, { terms, key: this.#newKey() });
      // Some look at it for minutes before they confirm it, and meanwhile it earns something.
      const looks = chance.happens(0.2) ? chance.between(MINUTE_MS, 4 * MINUTE_MS) : 0;
      for (let clicks = chance.pick([1, 2]); clicks > 0; clicks -= 1)
        scheduler.after(looks + chance.below(3 * SECOND_MS), () =>
          sendConfirmation(this.#parts, confirmation),
        );
      if (chance.happens(0.3)) scheduler.after(chance.below(2 * MINUTE_MS), () => this.#earn(position));
      if (chance.happens(0.15))
        scheduler.after(chance.below(HOUR_MS), () => cancelAsOwner(this.#parts, terms));
    }
  }

  #earn(position: Id): void {
    for (const one of this.#parts.strategies) one.growNow(position);
  }

  /** Only whoever has it is asked. */
  #partsOf({ provider }: Pick<SimStrategy, 'provider'>): ConfirmingParts {
    const { strategies } = this.#parts;
    return { ...this.#parts, outsides: strategies.filter(({ id }) => id === provider) };
  }

  #newKey(): string {
    this.#keys += 1;
    return `save-${this.#keys}`;
  }
}

interface Stopping {
  readonly customerId: string;
  readonly strategy: SimStrategy;
  /** How often it is tried. */
  readonly patience: number;
}

/** Some would rather wait for a lower fee, on whichever network here. What they put in says who, so that chance stays as it is. */
function feeWaitOf(units: bigint): { readonly feeWaitMs?: number } {
  return units % 3n === 0n ? { feeWaitMs: 6 * HOUR_MS } : {};
}
