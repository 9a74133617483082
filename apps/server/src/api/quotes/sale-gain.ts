// What a sale would gain, before it is confirmed: which lots go, by the method or as they were chosen.
import {
  accept,
  type Instant,
  type Money,
  money,
  type Network,
  type Outcome,
  refuse,
  smallerUnits,
  subtractMoney,
  sumMoney,
} from '@diboas/kernel';
import type { LotSlice } from '@diboas/lots';
import type { Terms } from '@diboas/orchestration';
import type { SaleGainView, SaleLotsRequest } from '@diboas/protocol';
import { dollarsIn, methodAt } from '@diboas/reports';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import type { LotsNow } from '../../reporting/read-lots.ts';
import { gainOfSlices, isSliceKnown, saleOf } from '../lots/view.ts';
import { showMoney } from '../money/view.ts';

/** As many lots of a sale are listed. */
const LISTED_MAX = 20;

/** Null where it cannot be worked out, as where something else has taken the lots meanwhile. */
export function showSaleGain(
  { lots, choices }: LotsNow,
  { lots: agreed, price, order }: Pick<Terms, 'lots' | 'price' | 'order'>,
  { expected, now }: { readonly expected: Money; readonly now: Instant },
): SaleGainView | null {
  const proceeds = dollarsIn(expected);
  if (!proceeds) return null;
  const chosen = agreed?.map(({ lotId, quantity }) => ({ lotId, units: quantity.units })) ?? null;
  const quantity = agreed
    ? sumMoney(
        price.amount.asset,
        agreed.map((lot) => lot.quantity),
      )
    : subtractMoney(price.total, price.rest ?? money(price.total.asset, 0n));
  const preview = lots.book.preview(
    saleOf({ lots, now, quantity, proceeds, place: order.payNetwork, chosen }),
  );
  const method = methodAt(choices.methods, quantity.asset, now);
  const slices = chosen ? preview.chosen : preview[method];
  if (!slices?.ok) return null;
  const isKnown = (slice: LotSlice) => isSliceKnown(lots, slice);
  const paid = slices.value.every(isKnown) ? sumOf(slices.value.map(({ cost }) => cost)) : null;
  const gain = gainOfSlices(lots, slices.value);
  return {
    ...{ method: chosen ? 'chosen' : method, proceeds: showMoney(proceeds) },
    ...{ paid: paid && showMoney(paid), gain: gain && showMoney(gain), count: slices.value.length },
    lots: slices.value.slice(0, LISTED_MAX).map((slice) => showSold(slice, isKnown(slice))),
    wash: washOf(slices.value.filter(isKnown)),
  };
}

function showSold(slice: LotSlice, isKnown: boolean): SaleGainView['lots'][number] {
  const { lotId: id, quantity, acquiredOn, daysHeld, term, cost, gain } = slice;
  return {
    ...{ id, quantity: showMoney(quantity), acquiredOn, daysHeld, term },
    ...{ paid: isKnown ? showMoney(cost) : null, gain: isKnown ? showMoney(gain) : null },
  };
}

function washOf(slices: readonly LotSlice[]): SaleGainView['wash'] {
  const washed = slices.flatMap(({ wash }) => wash ?? []);
  const [first] = washed;
  if (!first) return null;
  const quantity = sumMoney(
    first.quantity.asset,
    washed.map((one) => one.quantity),
  );
  return {
    quantity: showMoney(quantity),
    loss: showMoney(sumOf(washed.map(({ disallowed }) => disallowed))),
    counts: first.rule === 'adjust',
  };
}

function sumOf(values: readonly Money[]): Money {
  return sumMoney('USD', values);
}

type Agreed = NonNullable<Terms['lots']>;

/**
 * The lots of a sale as they are agreed to: those that a method takes now, or those that were named, in their order until it is
 * all of it. What the method of the coin takes anyway is not said.
 */
export function readSaleLots(
  { lots, choices }: LotsNow,
  asked: SaleLotsRequest,
  { amount, place, now }: { readonly amount: Money; readonly place: Network; readonly now: Instant },
): Outcome<Agreed | null, HttpRefusal<'lots_gone'>> {
  if (asked === methodAt(choices.methods, amount.asset, now)) return accept(null);
  const chosen = typeof asked === 'string' ? null : takeNamed(lots, asked, { amount, place });
  const sale = { lots, now, quantity: amount, proceeds: money('USD', 0n), place, chosen };
  const preview = lots.book.preview(saleOf(sale));
  const slices = typeof asked === 'string' ? preview[asked] : preview.chosen;
  if (!slices?.ok) return refuse({ code: 'lots_gone' });
  return accept(slices.value.map(({ lotId, quantity }) => ({ lotId, quantity })));
}

/** As much of each as there is, up to the amount. */
function takeNamed(
  { book }: LotsNow['lots'],
  named: readonly string[],
  { amount, place }: { readonly amount: Money; readonly place: Network },
): { lotId: string; units: bigint }[] {
  const there = book.openLots().filter((lot) => lot.place === place && lot.quantity.asset === amount.asset);
  let left = amount.units;
  return [...new Set(named)].flatMap((lotId) => {
    const held = there.filter((lot) => lot.lotId === lotId);
    const units = smallerUnits(
      left,
      held.reduce((sum, { quantity }) => sum + quantity.units, 0n),
    );
    left -= units;
    return units > 0n ? [{ lotId, units }] : [];
  });
}
