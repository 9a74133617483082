import { type Instant, isNetwork, money, sumMoney } from '@diboas/kernel';
import type { OpenLot } from '@diboas/lots';
import type { HeldBalance, PositionCost } from '@diboas/portfolio';
import type { LotsNow } from '../../reporting/read-lots.ts';

/**
 * What was paid for each asset, as its lots say, in US dollars: where that is known of all lots, and they come to all that is held
 * here. Lots are of all balances together, so nobody knows which of them lie in one of several.
 */
export function costsOf({ lots }: LotsNow, held: readonly HeldBalance[], now: Instant): PositionCost[] {
  const open = lots.book.openLots().filter(({ place }) => place !== null && isNetwork(place));
  return [...Map.groupBy(open, ({ quantity }) => quantity.asset)].flatMap(([asset, some]) => {
    const isKnown = some.every(({ lotId }) => lots.lackingOf({ lotId, asset, at: now }) === null);
    const there = held.map((one) => one.money).filter((one) => one.asset === asset);
    if (!isKnown || sumMoney(asset, there).units !== unitsOf(some)) return [];
    const paid = sumMoney(
      'USD',
      some.map(({ cost }) => cost),
    );
    return [{ asset, paid, quoted: paid, income: money('USD', 0n) }];
  });
}

function unitsOf(lots: readonly OpenLot[]): bigint {
  return lots.reduce((sum, { quantity }) => sum + quantity.units, 0n);
}
