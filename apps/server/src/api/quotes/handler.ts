import { offerRecurring, SELL_CRYPTO } from '@diboas/investing';
import { accept, assert, type Instant, isId, refuse } from '@diboas/kernel';
import { createQuoting, lookAheadOf, OWN_BOOK, type Terms } from '@diboas/orchestration';
import type { QuoteRequest, SaleGainView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { startTimer } from '../../parts/start-timer.ts';
import { tooMany } from '../../refusals/refusal.ts';
import { showMoney } from '../money/view.ts';
import { createQuoteLimits } from './quote-limits.ts';
import { createRefusedQuotes } from './refused-quotes.ts';
import { showSaleGain } from './sale-gain.ts';
import { expectedOf } from './trade.ts';
import { showQuote } from './view.ts';
import { readWish } from './wish.ts';

export function createQuoteHandlers(parts: Parts): Pick<ApiHandlers, 'createQuote' | 'getQuote'> {
  const quoting = createQuoting({ ...parts, startTimer, noteRefused: createRefusedQuotes(parts).note });
  const limits = createQuoteLimits(parts.quotesPerMinute);
  const { calendars } = parts;
  const show = async (terms: Terms) => {
    const asksIdentity = (await lookAheadOf(parts, terms)).kind === 'identity';
    const opensAt = opensAtOf(parts, terms);
    const gain = await saleGainOf(parts, terms);
    const repeat = terms.operation === 'BUY_CRYPTO' ? await parts.store.recurringBuy(terms.id) : null;
    const asks = { asksIdentity, gain, opensAt, repeat };
    return showQuote(terms, { providerName: providerNameOf(parts), calendars, ...asks });
  };
  return {
    async createQuote({ session, body }) {
      const { customerId } = session;
      const turn = limits.begin(customerId, parts.clock.now());
      if (turn.kind === 'wait') return refuse(tooMany(turn.seconds));
      try {
        const wish = await readWish(parts, session, body);
        if (!wish.ok) return wish;
        const priced = await quoting.price(wish.value);
        if (priced.ok) {
          const repeats = await offerRepeat(parts, priced.value, body);
          return repeats
            ? accept({ body: await show(priced.value) })
            : refuse({ code: 'too_many_recurring' });
        }
        const { code, left } = priced.refusal;
        return refuse({ code, ...(left ? { left: showMoney(left) } : {}) });
      } finally {
        turn.end();
      }
    },
    async getQuote({ session, params }) {
      const terms = await ownQuote(parts, { customerId: session.customerId, quoteId: params.id });
      if (!terms) return refuse({ code: 'not_found' });
      return accept({ body: await show(terms) });
    },
  };
}

/** Of a sale; null for whatever is none, and where it cannot be worked out. */
async function saleGainOf(
  { readLots, clock }: Pick<Parts, 'readLots' | 'clock'>,
  terms: Terms,
): Promise<SaleGainView | null> {
  const expected = terms.operation === SELL_CRYPTO.name ? expectedOf(terms) : null;
  if (!expected) return null;
  const known = await readLots(terms.customerId);
  return known.ok ? showSaleGain(known.value, terms, { expected, now: clock.now() }) : null;
}

/** When the exchange opens in whose hours it would be sent; null where it would go now. */
function opensAtOf({ operations, hours, clock }: Parts, terms: Terms): Instant | null {
  const market = operations.get(terms.operation)?.market?.(terms) ?? null;
  const session = market && hours.sessionAt(market, clock.now());
  return session?.isOpen === false ? session.until : null;
}

/** Recurring buys that one customer may have. */
const RECURRING_MAX = 20;

/** With the quote goes what is agreed to besides by confirming it. False where they have as many of these as they may. */
async function offerRepeat({ store }: Parts, terms: Terms, body: QuoteRequest): Promise<boolean> {
  if (body.operation !== 'BUY_CRYPTO' || body.repeat === undefined) return true;
  const offered = offerRecurring(terms, body.repeat);
  assert(offered, 'what is bought again and again is bought at the price of now', { id: terms.id });
  return await store.offerRecurringBuy(offered, RECURRING_MAX);
}

/**
 * The customer's quote. Somebody else's is as if it did not exist, and so are terms that nobody was asked to confirm:
 * those of a reversal, and of a leg, which is confirmed with its parent.
 */
export async function ownQuote(
  parts: Parts,
  { customerId, quoteId }: { customerId: string; quoteId: string },
): Promise<Terms | null> {
  if (!isId(quoteId)) return null;
  const terms = await parts.store.quote(quoteId);
  if (terms?.customerId !== customerId) return null;
  return terms.origin.kind === 'quote' ? terms : null;
}

/** The name of a provider, ours where it is our own book, or its id when this node does not have it. */
export function providerNameOf(parts: Parts): (id: string) => string {
  return (id) => (id === OWN_BOOK ? 'diBoaS' : (parts.providers.get(id)?.name ?? id));
}
