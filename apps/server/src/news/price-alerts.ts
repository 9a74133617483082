// Tells people of prices they wait for. Each price that this node was told is looked at once, with what it reaches: found by the index of
// bounds, however many others wait. What is found is taken off its list and told in one statement, so however many nodes see the
// same price, and whichever dies, it is told once. A price that is old by then, or was so before somebody asked, tells nothing.
import type { Bucket } from '@diboas/kernel';
import { canBePricedFrom, formatFraction, type Rate } from '@diboas/market';
import type { Notice, PriceAlert, PriceSeen } from '@diboas/orchestration';
import { coin } from '@diboas/protocol';
import type { Parts } from '../parts/parts.ts';

/** As many digits as somebody may write: no bound lies between a price and what it is cut to. */
const DIGITS = 8;

/** Alerts of a bucket that are told before the next are read. */
const TOLD_MAX = 200;

export function createPriceAlertRounds({
  store,
  clock,
  rates,
  createId,
  canMail,
}: Pick<Parts, 'store' | 'clock' | 'rates' | 'createId' | 'canMail'>): { lookOnce(): Promise<number> } {
  /** By coin and currency, of when the last price was that was looked at whole. */
  const lookedAt = new Map<string, number>();

  async function tellAll(bucket: Bucket, price: PriceSeen): Promise<number> {
    let count = 0;
    for (;;) {
      const reached = await store.reachedAlerts(bucket, price, TOLD_MAX);
      for (const alert of reached) await store.tellPriceAlert(alert.id, noticeOf(alert, price));
      count += reached.length;
      if (reached.length < TOLD_MAX) return count;
    }
  }

  function noticeOf(
    { id: about, customerId, currency, direction, bound, ...alert }: PriceAlert,
    seen: PriceSeen,
  ): Notice {
    const at = clock.now();
    // On the side of the bound that was reached, so that no rounding says otherwise.
    const price = direction === 'above' ? seen.floor : seen.ceiling;
    return {
      ...{ id: createId(customerId), customerId, at, readAt: null, mailDueAt: canMail ? at : null },
      content: {
        ...{ kind: 'price_reached', about, coin: alert.coin, currency, direction, bound },
        ...{ price, pricedAt: seen.at },
      },
    };
  }

  return {
    async lookOnce() {
      const fresh = rates().filter(
        (rate) =>
          coin.safeParse(rate.asset).success &&
          canBePricedFrom(rate.at, clock.now()) &&
          lookedAt.get(nameOf(rate)) !== rate.at,
      );
      if (fresh.length === 0) return 0;
      const seen = fresh.map(seenOf);
      let count = 0;
      for (const bucket of await store.reachedBuckets(seen))
        for (const price of seen) count += await tellAll(bucket, price);
      // What could not be told whole is looked at again.
      for (const rate of fresh) lookedAt.set(nameOf(rate), rate.at);
      return count;
    },
  };
}

function nameOf({ asset, currency }: Rate): string {
  return `${asset}/${currency}`;
}

function seenOf({ asset, currency, price, at }: Rate): PriceSeen {
  const [floor, ceiling] = (['down', 'up'] as const).map((rounding) =>
    formatFraction(price, { digits: DIGITS, rounding }),
  );
  return { coin: asset, currency, floor: floor ?? '0', ceiling: ceiling ?? '0', at };
}
