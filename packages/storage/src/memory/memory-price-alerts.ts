import { bucketOfId, type Id } from '@diboas/kernel';
import type { Notice, PriceAlert, PriceAlertStore, PriceSeen } from '@diboas/orchestration';

/** So many digits behind the point are kept, as in the database. */
const DIGITS = 18;

/** What waits for a price in memory, compared as exactly as the database does it. */
export function createMemoryPriceAlerts(tell: (told: readonly Notice[]) => void): PriceAlertStore {
  const known = new Map<Id, PriceAlert>();
  const ofCustomer = (customerId: string) =>
    [...known.values()].filter((one) => one.customerId === customerId);
  const reached = (price: PriceSeen) => [...known.values()].filter((one) => isReached(one, price));
  return {
    async addPriceAlert(alert, listMax) {
      const own = ofCustomer(alert.customerId);
      const same = own.find((one) => nameOf(one) === nameOf(alert));
      if (same) return same;
      if (own.length >= listMax) return null;
      known.set(alert.id, alert);
      return alert;
    },
    priceAlerts: async (customerId) =>
      ofCustomer(customerId).toSorted(
        (one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1),
      ),
    async removePriceAlert(customerId, id) {
      const found = known.get(id);
      if (found?.customerId !== customerId) return null;
      known.delete(id);
      return found;
    },
    reachedBuckets: async (prices) => [...new Set(prices.flatMap(reached).map(({ id }) => bucketOfId(id)))],
    reachedAlerts: async (bucket, price, limit) =>
      reached(price)
        .filter(({ id }) => bucketOfId(id) === bucket)
        .slice(0, limit),
    async tellPriceAlert(id, told) {
      if (!known.delete(id)) return false;
      tell([told]);
      return true;
    },
  };
}

function nameOf({ coin, currency, direction, bound }: PriceAlert): string {
  return `${coin} ${currency} ${direction} ${scaled(bound)}`;
}

function isReached(alert: PriceAlert, { coin, currency, floor, ceiling, at }: PriceSeen): boolean {
  if (alert.coin !== coin || alert.currency !== currency || alert.createdAt > at) return false;
  const bound = scaled(alert.bound);
  return alert.direction === 'above' ? bound <= scaled(floor) : bound >= scaled(ceiling);
}

function scaled(decimal: string): bigint {
  const [whole = '', part = ''] = decimal.split('.');
  return BigInt(whole + part.padEnd(DIGITS, '0'));
}
