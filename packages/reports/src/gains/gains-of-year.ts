// What a person gained in a year, what of it nobody can tell, and what left without being sold.
import { dayAt, yearOf } from '@diboas/calendars';
import { type Asset, type Instant, type Money, money } from '@diboas/kernel';
import { type Form8949Year, form8949Of, type LotFact, type LotSlice } from '@diboas/lots';
import type { Lacking } from '../lots/lot-story.ts';
import { rootOfAway } from '../lots/move-facts.ts';
import type { PersonLots } from '../lots/person-lots.ts';

/** What was sold, and an amount that its gain is made of is not known. */
export interface UnknownGain {
  readonly slice: LotSlice;
  readonly lacking: Lacking;
}

/** What left by a transaction and did not come back, with its lots. */
export interface SentLots {
  readonly transactionId: string;
  readonly at: Instant;
  readonly quantity: Money;
}

export interface GainsYear {
  /** Of all that is known. */
  readonly form: Form8949Year;
  readonly unknown: readonly UnknownGain[];
  readonly sent: readonly SentLots[];
}

/**
 * Nobody but the person tells the IRS of it: we file no Form 1099. All that lots are kept of are digital assets, tokens of stocks
 * as well.
 */
export function gainsOfYear(
  lots: Pick<PersonLots, 'book' | 'facts' | 'lackingOf'>,
  { year, until }: { readonly year: number; readonly until: Instant },
): GainsYear {
  const slices = lots.book.slices().filter(({ soldAt }) => soldAt < until);
  const unknown = slices.flatMap((slice): UnknownGain[] => {
    const { lotId, disposalId, quantity, soldAt: at } = slice;
    const lacking = lots.lackingOf({ lotId, disposalId, asset: quantity.asset, at });
    return lacking ? [{ slice, lacking }] : [];
  });
  const left = new Set(unknown.map(({ slice }) => slice));
  const form = form8949Of(
    slices.filter((slice) => !left.has(slice)),
    { year, currency: 'USD', isDigital: () => true, toldOf: () => 'nothing' },
  );
  return {
    form,
    unknown: unknown.filter(({ slice }) => yearOf(slice.soldOn) === year),
    sent: sentOf(lots.facts).filter(({ at }) => at < until && yearOf(dayAt(at)) === year),
  };
}

/** By when it first left. */
function sentOf(facts: readonly LotFact[]): SentLots[] {
  const moved = facts.flatMap((fact) => {
    if (fact.kind !== 'move') return [];
    const { asset, units } = fact.quantity;
    const [to, from] = [rootOfAway(fact.to), rootOfAway(fact.from)];
    const transactionId = to ?? from;
    return transactionId === null
      ? []
      : [{ transactionId, at: fact.at, asset, units: to === null ? -units : units }];
  });
  const byTransaction = Map.groupBy(moved, ({ transactionId, asset }) => `${transactionId} ${asset}`);
  return [...byTransaction.values()].flatMap((some) => {
    const [first] = some;
    const units = some.reduce((sum, one) => sum + one.units, 0n);
    return first && units > 0n ? [sent(first, units)] : [];
  });
}

function sent(
  { transactionId, at, asset }: { transactionId: string; at: Instant; asset: Asset },
  units: bigint,
): SentLots {
  return { transactionId, at, quantity: money(asset, units) };
}
