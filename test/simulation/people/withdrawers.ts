import { WITHDRAW_FUNDS, WITHDRAW_FUNDS_METHODS } from '@diboas/banking';
import { HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { bankAccountAt } from '../outside/order.ts';
import { availableTo } from '../store/balance.ts';
import { cancelAsOwner } from './app.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';

/** Units of USDC with which somebody can withdraw the least, fees included. */
const WORTHWHILE = 10_000_000n;

/** Units of USDC in a cent: what is less reaches no bank. */
const CENT = 10_000n;

/** About what all fees come to: whoever withdraws all that they have leaves so much. */
const FEES = 3_500_000n;

/** People with bank accounts, who have paid out to them what they have. */
export class Withdrawers {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  /** @param parts its `outsides` are those that pay out */
  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people withdraw within `ms` from now; nothing where nobody pays out. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler, outsides } = this.#parts;
    if (outsides.length === 0) return;
    for (const id of customerIds) {
      // Most have told their account to both, some to one of them only.
      const known = chance.happens(0.7) ? outsides : [chance.pick(outsides)];
      const accounts = Object.fromEntries(known.map((one) => [one.id, bankAccountAt(one.id, id)]));
      for (let count = chance.between(2, 6); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, { accounts, patience: 6 }));
    }
  }

  /** With too little to withdraw, people come back later, so many times. */
  #visit(
    customerId: string,
    { accounts, patience }: { accounts: Readonly<Record<string, string>>; patience: number },
  ): void {
    const { chance, scheduler, shared } = this.#parts;
    const available = availableTo(shared, { customerId });
    if (available < WORTHWHILE) {
      const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
      if (patience > 0)
        scheduler.after(wait, () => this.#visit(customerId, { accounts, patience: patience - 1 }));
      return;
    }
    const wanted = ((available - FEES) * BigInt(chance.between(20, 105))) / 100n;
    const least = WITHDRAW_FUNDS.size.minimum.units;
    const units = wanted < least ? least : wanted - (wanted % CENT);
    const terms = askForOffer(this.#parts, {
      ...{ customerId, operation: WITHDRAW_FUNDS, pay: money('USDC', units) },
      method: chance.pick(WITHDRAW_FUNDS_METHODS),
      told: { destinations: accounts, payee: { kind: 'bank_account', name: null, shown: 'a bank' } },
    });
    if (!terms) return;
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `withdraw-${this.#keys}` });
    for (let clicks = chance.pick([1, 1, 2]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
    // Some think better of it, before it is taken out of what lies there or after.
    if (chance.happens(0.2))
      scheduler.after(chance.below(HOUR_MS / 2), () => cancelAsOwner(this.#parts, terms));
  }
}
