// One person's lots as they are now, for whoever looks at them: worked out anew each time from all that happened.
import { accept, type Outcome } from '@diboas/kernel';
import {
  type BooksSource,
  type LotChoiceStore,
  type LotChoices,
  type LotsRefusal,
  lotsOfBooks,
  type PersonLots,
} from '@diboas/reports';

export interface LotsNow {
  readonly lots: PersonLots;
  readonly choices: LotChoices;
}

export type ReadLots = (customerId: string) => Promise<Outcome<LotsNow, LotsRefusal>>;

/** What cannot be worked out is told to `onRefused`: it is a fault of ours, for somebody to look at. */
export function createLotsReader({
  source,
  store,
  onRefused,
}: {
  readonly source: Pick<BooksSource, 'traded'>;
  readonly store: Pick<LotChoiceStore, 'lotChoices'>;
  readonly onRefused: (customerId: string, refusal: LotsRefusal) => void;
}): ReadLots {
  return async (customerId) => {
    const [books, choices] = await Promise.all([source.traded(customerId), store.lotChoices(customerId)]);
    const lots = lotsOfBooks(customerId, books, choices);
    if (lots.ok) return accept({ lots: lots.value, choices });
    onRefused(customerId, lots.refusal);
    return lots;
  };
}
