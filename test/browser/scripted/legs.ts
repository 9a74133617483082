import { randomUUID } from 'node:crypto';
import type { LegView, QuoteOf, TransactionView } from '@diboas/protocol';

/** What is added and moved on, in its two parts: the first has begun as it is confirmed, the second waits for it. */
export function legsOf(quote: QuoteOf<'ADD_AND_MOVE'>): LegView[] {
  const cash = { kind: 'balance', type: 'BANKING' } as const;
  const amount = { asset: quote.receive.asset, amount: quote.receive.amount };
  return [
    {
      ...{ key: 'add', transaction: randomUUID(), operation: 'ADD_FUNDS', from: quote.from, to: cash },
      ...{ amount, state: 'under_way' },
    },
    {
      ...{ key: 'move', transaction: null, operation: 'MOVE', from: cash, to: quote.to },
      ...{ amount, state: 'waiting' },
    },
  ];
}

/** Its legs in these states, each begun unless it waits or never will. */
export function legsIn(
  { legs }: TransactionView,
  ...states: readonly LegView['state'][]
): Pick<TransactionView, 'legs'> {
  return {
    legs: legs.map((leg, index) => {
      const state = states[index] ?? leg.state;
      const hasBegun = state !== 'waiting' && state !== 'skipped';
      return { ...leg, state, transaction: hasBegun ? (leg.transaction ?? randomUUID()) : null };
    }),
  };
}

/** The first part as the transaction that it is. */
export function firstPartOf(whole: TransactionView): TransactionView {
  const [leg] = whole.legs;
  if (!leg?.transaction) throw new Error('the first part has begun');
  return {
    ...whole,
    id: leg.transaction,
    reference: 'DB-2222-3333',
    operation: 'ADD_FUNDS',
    from: leg.from,
    to: leg.to,
    parent: whole.id,
    legs: [],
  };
}
