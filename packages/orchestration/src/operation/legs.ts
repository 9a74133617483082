// Operations that are done in several transactions, their legs: mission row M7. The parent is a transaction like any other,
// whose provider is our own engine. It holds nothing itself.
import { assert, type Id, type Money, money, refuse } from '@diboas/kernel';
import type { Estimate } from '../agreement/price.ts';
import { type LegPlan, OWN_LEGS, type Terms } from '../agreement/terms.ts';
import type { Leg, Settlement } from '../transaction/transaction.ts';
import type { LegRules, Operation, SettlementMismatch } from './operation.ts';

/** What a whole is told that is done in these legs: it takes what the first takes, and brings what the last brings. */
export function termsInLegs(whole: {
  readonly id: Id;
  readonly operation: string;
  readonly legs: readonly LegPlan[];
  readonly told?: Pick<Terms, 'between'>;
}): Terms {
  const { id, operation, legs, told = {} } = whole;
  const first = legs[0]?.terms;
  const last = legs.at(-1)?.terms;
  assert(first && last, 'what is done in several has legs', { id });
  const { between: _between, trade: _trade, strategy: _strategy, ...confirmed } = first;
  return {
    ...confirmed,
    id,
    operation,
    provider: OWN_LEGS,
    receive: last.receive,
    order: { ...first.order, destination: last.order.destination },
    alternatives: [],
    origin: { kind: 'quote' },
    legs,
    estimate: estimateOf(legs),
    ...told,
  };
}

/** One after the other; by the days of whichever bank is waited for. */
function estimateOf(legs: readonly LegPlan[]): Estimate {
  const all = legs.map(({ terms }) => terms.estimate);
  const sum = (of: (one: Estimate) => number): number => all.reduce((total, one) => total + of(one), 0);
  const banking = all.find((one) => one.banking)?.banking;
  return {
    fromSeconds: sum((one) => one.fromSeconds),
    toSeconds: sum((one) => one.toSeconds),
    source: all.every(({ source }) => source === 'measured') ? 'measured' : 'provider',
    ...(banking ? { banking } : {}),
  };
}

/** The ledger's part of an operation that is done in several: none, for each leg has its own. */
export function doneInLegs(
  legs: LegRules,
): Pick<Operation, 'takesFrom' | 'reserve' | 'book' | 'after' | 'legs'> {
  return {
    takesFrom: legs.first?.takesFrom ?? [],
    reserve: () => [],
    book: () => refuse<SettlementMismatch>({ detail: 'what is done in several is told by its legs' }),
    after: () => [],
    legs,
  };
}

/** What all legs together did: what the first took, and what the last brought. Null while they are not all done. */
export function settlementOfLegs(legs: readonly Leg[]): Settlement | null {
  const inOrder = legs.toSorted((one, other) => (one.doneAs ?? 0) - (other.doneAs ?? 0));
  const done = inOrder.flatMap(({ did }) => did ?? []);
  const [first] = done;
  const last = done.at(-1);
  if (!first || !last || done.length < legs.length) return null;
  return {
    charged: first.charged,
    delivered: last.delivered,
    credited: last.credited,
    fee: feesOf(done, first.fee),
    part: done.some(({ part }) => part),
  };
}

/** Our own fees of all legs that take theirs in one asset. */
function feesOf(done: readonly Settlement[], { asset }: Money): Money {
  return money(
    asset,
    done.reduce((sum, { fee }) => (fee.asset === asset ? sum + fee.units : sum), 0n),
  );
}
