import { BRIDGE, BY_CROSSING } from '@diboas/defi';
import { HOUR_MS, MINUTE_MS, money, type Network, SECOND_MS } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import type { SimCrossings } from '../../outside/defi/crossings.ts';
import { availableTo } from '../../store/balance.ts';
import { cancelAsOwner } from '../app.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from '../confirming.ts';

/** Minor units of USDC below which nobody carries anything across. */
const WORTHWHILE = 3_000_000n;

interface CrossingPeople extends ConfirmingParts {
  readonly crossings: readonly SimCrossings[];
}

/** People who carry what they have to another network, and some of it back. */
export class Crossers {
  readonly #parts: CrossingPeople;
  #keys = 0;

  constructor(parts: CrossingPeople) {
    this.#parts = parts;
  }

  /** Plans what these people carry across within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler, crossings } = this.#parts;
    if (crossings.length === 0) return;
    for (const id of customerIds) {
      for (let count = chance.between(1, 6); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 8));
    }
  }

  /** With too little to carry, people come back later, so many times. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const kind = chance.pick(['BANKING', 'BANKING', 'INVESTING', 'DEFI'] as const);
    const networks = chance.happens(0.4)
      ? (['ethereum', 'solana'] as const)
      : (['solana', 'ethereum'] as const);
    const from = networks.find((network) => availableTo(shared, { customerId, kind, network }) >= WORTHWHILE);
    if (from) return this.#carry(customerId, { kind, from });
    const wait = chance.between(5 * MINUTE_MS, HOUR_MS);
    if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
  }

  /** Now and then more than there is. */
  #carry(customerId: string, { kind, from }: { kind: BalanceType; from: Network }): void {
    const { chance, scheduler, shared, crossings } = this.#parts;
    const here = availableTo(shared, { customerId, kind, network: from });
    const pay = money('USDC', (here * BigInt(chance.between(20, 101))) / 100n + 1_000_000n);
    const terms = askForOffer(
      { ...this.#parts, outsides: crossings },
      {
        ...{ customerId, operation: BRIDGE, pay, method: BY_CROSSING, network: from },
        toNetwork: from === 'solana' ? 'ethereum' : 'solana',
        told: { between: { from: kind, to: kind } },
      },
    );
    if (!terms) return;
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `cross-${this.#keys}` });
    for (let clicks = chance.pick([1, 1, 2]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
    if (chance.happens(0.1)) scheduler.after(chance.below(HOUR_MS), () => cancelAsOwner(this.#parts, terms));
  }
}
