// One person's lots: of all that happened, and held against the ledger.
import { dayAt } from '@diboas/calendars';
import { ASSETS, type Asset, accept, type Instant, isNetwork, type Outcome, refuse } from '@diboas/kernel';
import {
  createLotBook,
  type LotBook,
  type LotFact,
  type LotRefusal,
  type LotRules,
  type LotSettings,
} from '@diboas/lots';
import { checkCustomer, type Difference } from '../books/adds-up.ts';
import { isWithin, type Period, type TradedBooks } from '../books/books.ts';
import { factsOfBooks, type OperationUnknown } from './facts-of-books.ts';
import type { Lacking, ReceivedLots } from './lot-story.ts';
import { hasLots } from './meaning.ts';
import { type LotChoices, type MethodChoice, methodAt } from './told.ts';

export interface PersonLots {
  readonly book: LotBook;
  readonly lacking: readonly Lacking[];
  readonly received: readonly ReceivedLots[];
  /** What the book was told, in the order in which it counts. */
  readonly facts: readonly LotFact[];
  /** What is not known of a lot at a time, or of a disposal of it; null where its cost, and its gain, are known. */
  lackingOf(one: {
    readonly lotId: string;
    readonly disposalId?: string;
    readonly asset: Asset;
    readonly at: Instant;
  }): Lacking | null;
}

export type LotsRefusal =
  | Difference
  | OperationUnknown
  | { readonly reason: 'lots_refused'; readonly refusal: LotRefusal };

/**
 * In dollars, by the place where coins lie (26 CFR 1.1012-1(j)), days by UTC as those of statements. Refused where the books do
 * not add up, or lots of any coin on any network come to another quantity than the ledger has.
 */
export function lotsOfBooks(
  customerId: string,
  books: TradedBooks,
  choices: LotChoices,
): Outcome<PersonLots, LotsRefusal> {
  const checked = checkCustomer(customerId, books);
  if (!checked.ok) return checked;
  const told = factsOfBooks(customerId, books, choices.told);
  if (!told.ok) return told;
  const { facts, lacking, received } = told.value;
  const book = createLotBook(settingsOf(choices));
  for (const fact of facts) {
    const refusal = applyOr(book, fact);
    if (refusal) return refuse({ reason: 'lots_refused', refusal });
  }
  const difference = differenceOf(customerId, books, book);
  return difference
    ? refuse(difference)
    : accept({ book, facts, lacking, received, ...knownBy(lacking, choices.methods) });
}

/** What one person's lots go by, at any time. */
export function settingsOf({ methods }: Pick<LotChoices, 'methods'>): LotSettings {
  return {
    ...{ currency: 'USD', pooling: 'by_place', dayOf: dayAt },
    rulesOf: (asset, at) => ({ method: methodAt(methods, asset, at), washSales: washSalesOf(asset) }),
  };
}

/** The law names stocks and securities, which coins are not today: for them it is told, and changes nothing. */
function washSalesOf(asset: Asset): LotRules['washSales'] {
  return ASSETS[asset].kind === 'coin' ? 'flag' : 'adjust';
}

/** Lots that were chosen and are gone meanwhile, or have no cost of their own any more, cannot be given: it goes by the method. */
function applyOr(book: LotBook, fact: LotFact): LotRefusal | null {
  const outcome = book.apply(fact);
  if (outcome.ok) return null;
  if (fact.kind !== 'disposal' || fact.lots === null) return outcome.refusal;
  return applyOr(book, { ...fact, lots: null });
}

function differenceOf(customerId: string, { balances }: TradedBooks, book: LotBook): Difference | null {
  const held = new Map<string, { byLedger: bigint; byRows: bigint }>();
  const at = (asset: Asset, place: string) => {
    const where = `${customerId}/${asset}/${place}`;
    const known = held.get(where) ?? { byLedger: 0n, byRows: 0n };
    held.set(where, known);
    return known;
  };
  for (const { key, units } of balances) if (hasLots(key.asset)) at(key.asset, key.network).byLedger += units;
  for (const { quantity, place } of book.openLots())
    if (isNetwork(place)) at(quantity.asset, place).byRows += quantity.units;
  for (const [where, { byLedger, byRows }] of held)
    if (byLedger !== byRows) return { reason: 'does_not_add_up', where, byLedger, byRows };
  return null;
}

/**
 * Where cost is averaged, one lot of unknown cost makes unknown what all cost that were held with it, and so all gains of that
 * coin from then on.
 */
function knownBy(
  lacking: readonly Lacking[],
  methods: readonly MethodChoice[],
): Pick<PersonLots, 'lackingOf'> {
  const byFact = new Map(lacking.map((one) => [one.factId, one]));
  const costs = lacking.filter(({ what }) => what === 'cost');
  return {
    lackingOf({ lotId, disposalId = '', asset, at: until }) {
      const own = byFact.get(disposalId) ?? byFact.get(lotId);
      const isMixedWith = ({ quantity, at }: Lacking) =>
        quantity.asset === asset && at <= until && isAveragedWithin(methods, asset, { from: at, until });
      return own ?? costs.find(isMixedWith) ?? null;
    },
  };
}

function isAveragedWithin(methods: readonly MethodChoice[], asset: Asset, within: Period): boolean {
  if (methodAt(methods, asset, within.from) === 'average') return true;
  return methods.some(
    (one) => one.asset === asset && one.method === 'average' && isWithin(within, one.since),
  );
}
