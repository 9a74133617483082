import { MOVE } from '@diboas/banking';
import { BUY_CRYPTO, SELL_CRYPTO, TOLERANCE_BPS } from '@diboas/investing';
import { HOUR_MS, MINUTE_MS, type Money, money } from '@diboas/kernel';
import type { Terms, TradeOrder } from '@diboas/orchestration';
import { availableTo } from '../store/balance.ts';
import { askForOffer, beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { offerByOwnBook } from './quoting.ts';

/** What one SOL is traded at by those who name a price: what it costs here. */
const OWN_PRICE = money('USDC', 149_992n);

/** Units of either asset below which a piece of a trade would be next to nothing. */
const WORTHWHILE = 1_000_000n;

/** People who trade what they have, in orders that are filled a piece at a time, and bring money there to trade with. */
export class Traders {
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what these people trade within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (const id of customerIds) {
      for (let count = chance.below(5); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 4));
    }
  }

  /** With too little to trade, people bring some there and come back later, so many times. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const coins = availableTo(shared, { customerId, kind: 'INVESTING', asset: 'SOL' });
    const dollars = availableTo(shared, { customerId, kind: 'INVESTING' });
    const share = (units: bigint): bigint => (units * BigInt(chance.between(10, 105))) / 100n;
    if (coins >= WORTHWHILE && chance.happens(0.5))
      return this.#trade(customerId, money('SOL', share(coins)));
    if (dollars >= WORTHWHILE) {
      this.#trade(customerId, money('USDC', share(dollars)));
      const held = chance.between(MINUTE_MS, 6 * HOUR_MS);
      return scheduler.after(held, () => this.#visit(customerId, 0));
    }
    const here = availableTo(shared, { customerId });
    if (here >= WORTHWHILE) this.#bring(customerId, money('USDC', here / 2n));
    const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
    if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
  }

  #bring(customerId: string, pay: Money): void {
    const told = { between: { from: 'BANKING', to: 'INVESTING' } } as const;
    const wish = { customerId, operation: MOVE, pay, destination: 'INVESTING', told };
    this.#confirm(offerByOwnBook(this.#parts, wish), 'bring');
  }

  #trade(customerId: string, pay: Money): void {
    const operation = pay.asset === 'USDC' ? BUY_CRYPTO : SELL_CRYPTO;
    const trade = this.#how();
    this.#confirm(
      askForOffer(this.#parts, { customerId, operation, pay, method: trade.type, trade }),
      'trade',
    );
  }

  /** At the price of now, or at their own for as long as it stands. */
  #how(): TradeOrder {
    const { chance, scheduler } = this.#parts;
    if (chance.happens(0.7)) return { type: 'market', toleranceBps: TOLERANCE_BPS.usual };
    const goodTill = scheduler.now() + chance.between(HOUR_MS, 40 * HOUR_MS);
    return { type: 'limit', price: OWN_PRICE, goodTill };
  }

  #confirm(terms: Terms | null, what: string): void {
    if (!terms) return;
    this.#keys += 1;
    const key = `${what}-${this.#keys}`;
    sendConfirmation(this.#parts, beginConfirmation(this.#parts, { terms, key }));
  }
}
