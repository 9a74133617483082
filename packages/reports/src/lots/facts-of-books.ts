// From what happened to what lots are told: a pure function of one person's journal, what they agreed to and what they said.
import { accept, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import { compareFacts, type LotFact } from '@diboas/lots';
import type { TradedBooks } from '../books/books.ts';
import { type LotEntry, lotEntriesOf } from './lot-entry.ts';
import type { Lacking, LotStory, ReceivedLots, ToldFact } from './lot-story.ts';
import { meaningOf } from './meaning.ts';
import { moveFacts } from './move-facts.ts';
import type { ToldCost } from './told.ts';
import { tradeFacts } from './trade-facts.ts';

/** A coin moved by an operation of which nobody said what it is to lots. */
export interface OperationUnknown {
  readonly reason: 'operation_unknown';
  readonly operation: string;
}

export interface PersonFacts {
  /** In the order in which they count. */
  readonly facts: readonly LotFact[];
  /** Of which of them an amount is not known, in the same order. It is none in the fact, and no gain of it is told. */
  readonly lacking: readonly Lacking[];
  /** What came and whose cost may be told, or was: of each transaction all that came by it. */
  readonly received: readonly ReceivedLots[];
}

export function factsOfBooks(
  customerId: string,
  { transfers, terms }: Pick<TradedBooks, 'transfers' | 'terms'>,
  told: readonly ToldCost[],
): Outcome<PersonFacts, OperationUnknown> {
  const entries = lotEntriesOf(customerId, transfers);
  const strange = entries.find((one) => one.changes.length > 0 && meaningOf(one.operation) === null);
  if (strange) return refuse({ reason: 'operation_unknown', operation: strange.operation });
  const termsOf = new Map(terms.map((one) => [one.transactionId, one]));
  const toldOf = new Map(told.map((one) => [one.transactionId, one]));
  const rootOf = ({ transactionId }: LotEntry) => termsOf.get(transactionId)?.follows ?? transactionId;
  const all = [...Map.groupBy(entries, rootOf)].flatMap(([rootId, some]) =>
    factsOf({ rootId, terms: termsOf.get(rootId) ?? null, entries: some, told: toldOf }),
  );
  const inOrder = all.toSorted((left, right) => compareFacts(left.fact, right.fact));
  return accept({
    facts: inOrder.map(({ fact }) => fact),
    lacking: inOrder.flatMap(({ lacking }) => lacking ?? []),
    received: wholes(inOrder.flatMap(({ received }) => received ?? [])),
  });
}

/** One for each transaction and asset, as of when it began to come. */
function wholes(received: readonly ReceivedLots[]): ReceivedLots[] {
  const of = ({ transactionId, quantity }: ReceivedLots) => `${transactionId} ${quantity.asset}`;
  return [...Map.groupBy(received, of).values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { asset } = first.quantity;
    return [
      {
        ...first,
        quantity: sumMoney(
          asset,
          some.map(({ quantity }) => quantity),
        ),
      },
    ];
  });
}

/** What a trade brings back is a part of it; whatever else follows from one is none. */
function factsOf(story: LotStory): ToldFact[] {
  const isTraded = story.entries.some(({ operation }) => meaningOf(operation) === 'traded');
  if (!isTraded) return moveFacts(story);
  const isOfTrade = ({ operation }: LotEntry) => meaningOf(operation) === 'traded' || operation === 'RETURN';
  return [
    ...tradeFacts({ ...story, entries: story.entries.filter(isOfTrade) }),
    ...moveFacts({ ...story, entries: story.entries.filter((entry) => !isOfTrade(entry)) }),
  ];
}
