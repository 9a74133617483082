import { accept, formatInstant, isId, refuse } from '@diboas/kernel';
import { formatFraction, parseFraction } from '@diboas/market';
import type { PriceAlert } from '@diboas/orchestration';
import { coin, currency, type PriceAlertView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

/** Alerts that may wait on one list. */
const LIST_MAX = 20;

/** Digits of a price that somebody may write: behind the point, and before it. */
const DIGITS = 8;
const WHOLE_DIGITS_MAX = 12;

export function createPriceAlertHandlers({
  store,
  clock,
  createId,
}: Pick<Parts, 'store' | 'clock' | 'createId'>): Pick<
  ApiHandlers,
  'listPriceAlerts' | 'addPriceAlert' | 'removePriceAlert'
> {
  return {
    async listPriceAlerts({ session: { customerId } }) {
      return accept({ body: { items: (await store.priceAlerts(customerId)).map(showAlert) } });
    },
    async addPriceAlert({ session: { customerId }, body }) {
      const bound = readBound(body.bound);
      if (bound === null) {
        const message = `must be above zero, with at most ${WHOLE_DIGITS_MAX} digits and ${DIGITS} after the point`;
        return refuse({ code: 'invalid_request', errors: [{ path: 'body/bound', message }] });
      }
      const alert = { ...body, id: createId(customerId), customerId, bound, createdAt: clock.now() };
      const kept = await store.addPriceAlert(alert, LIST_MAX);
      return kept ? accept({ body: showAlert(kept) }) : refuse({ code: 'too_many_alerts' });
    },
    async removePriceAlert({ session: { customerId }, params: { id } }) {
      const removed = isId(id) ? await store.removePriceAlert(customerId, id) : null;
      return removed ? accept({ body: showAlert(removed) }) : refuse({ code: 'not_found' });
    },
  };
}

/** The price in the one way in which it is kept; null for what is none, or has more digits than are compared. */
function readBound(text: string): string | null {
  const [whole = '', part = ''] = text.split('.');
  const price = parseFraction(text);
  if (price === null || whole.length > WHOLE_DIGITS_MAX || part.replace(/0+$/, '').length > DIGITS)
    return null;
  return formatFraction(price, { digits: DIGITS, rounding: 'down' });
}

function showAlert({ id, direction, bound, createdAt, ...priced }: PriceAlert): PriceAlertView {
  const unit = { coin: coin.parse(priced.coin), currency: currency.parse(priced.currency) };
  return { id, ...unit, direction, bound, createdAt: formatInstant(createdAt) };
}
