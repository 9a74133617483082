import { MOVE } from '@diboas/banking';
import { type Asset, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import { short } from '../ground/trace.ts';
import { availableTo } from '../store/balance.ts';
import { beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { offerByOwnBook } from './quoting.ts';

const BALANCES: readonly BalanceType[] = ['BANKING', 'INVESTING', 'DEFI'];
const ASSETS: readonly Asset[] = ['USDC', 'USDC', 'SOL'];

/** People who move money between their own balances, now and then more than they have, or the same twice at once. */
export class Movers {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people move within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (const id of customerIds) {
      for (let count = chance.below(4); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 4));
    }
  }

  /** With nothing to move, people come back later, so many times, or try all the same. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const [from, to] = chance.shuffle(BALANCES);
    if (!from || !to) return;
    const asset = chance.pick(ASSETS);
    if (availableTo(shared, { customerId, kind: from, asset }) === 0n && patience > 0) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      return scheduler.after(wait, () => this.#visit(customerId, patience - 1));
    }
    for (let tries = chance.pick([1, 1, 1, 2, 3]); tries > 0; tries -= 1)
      this.#move(customerId, { from, to, asset });
  }

  /** Each a quote of its own, all of the same money: by whichever node it comes first, there is no more than there is. */
  #move(customerId: string, { from, to, asset }: { from: BalanceType; to: BalanceType; asset: Asset }): void {
    const { chance, scheduler, shared, trace } = this.#parts;
    const available = availableTo(shared, { customerId, kind: from, asset });
    const pay = money(asset, (available * BigInt(chance.between(10, 105))) / 100n + 1n);
    const told = { between: { from, to } };
    const terms = offerByOwnBook(this.#parts, { customerId, operation: MOVE, pay, destination: to, told });
    if (!terms) return;
    trace.say(
      'customer',
      `${short(customerId)} moves ${pay.units} ${asset} from ${from} to ${to} by ${short(terms.id)}`,
    );
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `move-${this.#keys}` });
    for (let clicks = chance.pick([1, 1, 1, 2, 3]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(chance.pick([5, 2 * SECOND_MS])), () =>
        sendConfirmation(this.#parts, confirmation),
      );
  }
}
