// Those who carry from one network to another, as they are on their own side: burned on the one, and minted on the other much
// later; or sent back where it came from. What was burned is owed until then, and is minted once.
import { assert, DAY_MS, HOUR_MS, MINUTE_MS, type Money, money } from '@diboas/kernel';
import type { Observation, PriceRequest, ProviderQuote } from '@diboas/orchestration';
import type { Chance } from '../../ground/chance.ts';
import type { Scheduler } from '../../ground/scheduler.ts';
import type { SimBlockchain } from '../chain.ts';
import type { ChainParts } from '../chain-parts.ts';
import { chainFeeOf, gasMostOn, type SimBooks, type SimOrder, tell } from '../order.ts';
import type { CarryingFault, CarryingFaults } from './crossing-faults.ts';

/** Who burns and mints, and who has others carry it. */
export const CROSSING_IDS = ['lambda', 'mu'] as const;

interface CrossingParts {
  readonly scheduler: Scheduler;
  readonly nature: Chance;
  readonly faults: CarryingFaults;
  /** Whether others carry it across: they may send it back, or bring another asset. Without them it is burned and minted. */
  readonly byOthers: boolean;
  readonly publish: (order: SimOrder, observation: Observation) => void;
  readonly say: (what: string) => void;
}

export class SimCrossings implements SimBooks {
  /** By which orders come. */
  readonly chain: SimBlockchain;
  readonly #parts: CrossingParts;

  constructor(
    parts: CrossingParts,
    chainOf: (parts: Pick<ChainParts, 'quote' | 'carryOut'>) => SimBlockchain,
  ) {
    this.#parts = parts;
    this.chain = chainOf({
      quote: this.quote,
      carryOut: (order) => this.#burn(order),
    });
  }

  get id(): string {
    return this.chain.id;
  }

  get orders(): readonly SimOrder[] {
    return this.chain.orders;
  }

  get orderCount(): number {
    return this.chain.orderCount;
  }

  get mixedKeys(): readonly string[] {
    return this.chain.mixedKeys;
  }

  get paysFromFloat(): boolean {
    return this.chain.paysFromFloat;
  }

  /** Who is carried by others brings a little less, now and then. */
  readonly quote = ({ pay, payNetwork }: Pick<PriceRequest, 'pay' | 'payNetwork'>): ProviderQuote => {
    const basis = { kind: 'quoted', by: this.id } as const;
    const network = {
      tier: 'network',
      amount: chainFeeOf(pay),
      takenBy: this.id,
      purpose: 'transfer',
      basis,
    } as const;
    const kept = this.#parts.byOthers && pay.units % 3n === 0n ? pay.units / 500n : 0n;
    return {
      fees: [network],
      deliver: money(pay.asset, pay.units - kept),
      estimate: { fromSeconds: 60, toSeconds: 3_600, source: 'provider' },
      networkCost: gasMostOn(payNetwork),
    };
  };

  #burn(order: SimOrder): void {
    const { nature, scheduler, faults, byOthers, say } = this.#parts;
    const { reference, submission } = order;
    order.funded = submission.pay;
    say(`${reference} is burned`);
    this.#tell(order);
    if (faults.strike('crossing_silent')) {
      order.isSilent = true;
      return say(`${reference} is never heard of again`);
    }
    const isLate = this.#happens('attester_away', 0.12);
    const wait = isLate ? nature.between(DAY_MS, 5 * DAY_MS) : nature.between(MINUTE_MS, HOUR_MS);
    scheduler.after(wait, () => {
      if (byOthers && faults.strike('crossing_refunded')) this.#refund(order, submission.pay);
      else if (byOthers && faults.strike('came_as_another')) this.#mint(order, money('ETH', 1_000_000n));
      else this.#mint(order, submission.deliver);
    });
  }

  #mint(order: SimOrder, what: Money): void {
    const { nature, scheduler, say } = this.#parts;
    const { reference, funded, fills, returned, submission } = order;
    assert(funded && fills.length + returned.length === 0, 'what is owed is minted once', { reference });
    const { network, destination } = submission;
    const id = `${reference}_minted`;
    fills.push({
      id: reference,
      taken: funded,
      given: { money: what, network, destination, networkReference: id },
    });
    order.stage = 'succeeded';
    say(`${reference} is minted as ${what.units} ${what.asset}`);
    this.#tell(order);
    if (this.#happens('mint_told_twice', 0.3))
      scheduler.after(nature.between(MINUTE_MS, 2 * DAY_MS), () => this.#tell(order));
  }

  #refund(order: SimOrder, units: Money): void {
    const { reference, fills, returned } = order;
    assert(fills.length + returned.length === 0, 'what is owed is sent back once', { reference });
    returned.push({ id: `${reference}_back`, money: units });
    order.stage = 'failed';
    order.failure = 'other';
    this.#parts.say(`${reference} is sent back`);
    this.#tell(order);
  }

  #tell(order: SimOrder): void {
    if (!this.#happens('crossing_untold', 0.3)) this.#parts.publish(order, tell(order));
  }

  #happens(what: CarryingFault, share: number): boolean {
    const { nature, faults } = this.#parts;
    const happens = nature.happens(share);
    if (happens) faults.count(what);
    return happens;
  }
}
