import { accept, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { LegPlan, Terms } from '../agreement/terms.ts';
import { termsInLegs } from '../operation/legs.ts';
import { createLegPricing, type LegRefusal, type NoLeg } from './price-leg.ts';
import type { AskedProvider } from './quote.ts';
import type { QuoteWish, QuotingOptions } from './wish.ts';

/** Why nobody is asked a price, or nobody names one. `left` is what is left of the limit, when that is why. */
export interface NoQuote {
  readonly code: (typeof CODE_OF)[LegRefusal];
  readonly left?: Money;
}

/** What is told of it: that a provider lacks a method, or is away, is nothing else to a customer than that we do. */
const CODE_OF = {
  too_much_open: 'too_much_open',
  insufficient_funds: 'insufficient_funds',
  amount_too_small: 'amount_too_small',
  amount_too_large: 'amount_too_large',
  over_limit: 'over_limit',
  identity_refused: 'identity_refused',
  method_unavailable: 'method_unavailable',
  unsupported: 'method_unavailable',
  no_market: 'no_market',
  unavailable: 'no_provider',
  no_provider: 'no_provider',
} as const satisfies Record<LegRefusal, string>;

export interface Quoting {
  /** The best offer for a wish, which is kept; or why there is none, which is put on record. */
  price(wish: QuoteWish): Promise<Outcome<Terms, NoQuote>>;
}

/** From what a customer wants to an offer that they may confirm: a provider's price is known for some seconds. */
export function createQuoting(options: QuotingOptions): Quoting {
  const priceLeg = createLegPricing(options);
  const { store, createId, noteRefused } = options;

  /** An offer is kept with how its provider was chosen; a refusal only in the audit. */
  async function no(
    { customerId, operation, request, several }: QuoteWish,
    { refusal, asked = [], left }: NoLeg,
  ): Promise<Outcome<never, NoQuote>> {
    const code = CODE_OF[refusal];
    const detail = { code, method: request.method, ...answersOf(asked) };
    await noteRefused(customerId, (several?.operation ?? operation).name, detail);
    return refuse({ code, ...(left ? { left } : {}) });
  }

  /** All legs in their order, each from what the one before brings at least. */
  async function priceLegs({ customerId, several }: QuoteWish, first: Terms): Promise<Outcome<Terms, NoLeg>> {
    if (!several) return accept(first);
    const { operation, told, later } = several;
    const legs: LegPlan[] = [{ key: several.first, needs: [], terms: first }];
    let before = first;
    for (const { key, wish } of later) {
      const priced = await priceLeg(wish(before), { kind: 'before', most: before.receive.money });
      if (!priced.ok) return priced;
      legs.push({ key, needs: legs.slice(-1).map((leg) => leg.key), terms: priced.value });
      before = priced.value;
    }
    return accept(
      termsInLegs({ id: createId(customerId), operation: operation.name, legs, ...(told ? { told } : {}) }),
    );
  }

  return {
    async price(wish) {
      const first = await priceLeg(wish, { kind: 'balance' });
      if (!first.ok) return await no(wish, first.refusal);
      const priced = await priceLegs(wish, first.value);
      if (!priced.ok) return await no(wish, priced.refusal);
      if (!wish.unasked) await store.saveQuote(priced.value);
      return priced;
    },
  };
}

/** What each that was asked said, for the record. */
function answersOf(asked: readonly AskedProvider[]): Readonly<Record<string, string>> {
  const said = asked.map(({ provider, answer }) => [
    `provider ${provider}`,
    answer.ok ? 'offered' : answer.refusal,
  ]);
  return Object.fromEntries(said);
}
