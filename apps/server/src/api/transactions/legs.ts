import { assert, unreachable } from '@diboas/kernel';
import type { LegState, Settlement, Transaction } from '@diboas/orchestration';
import type { LegView, TransactionView } from '@diboas/protocol';
import { placesOf } from '../money/places.ts';
import { showMoney } from '../money/view.ts';
import { operationOf } from '../quotes/view.ts';

/** The legs of what is done in several, in the order in which they were planned; none of anything else. */
export function showLegs({ id, terms, legs }: Transaction): LegView[] {
  return (terms.legs ?? []).map(({ key, terms: leg }, index) => {
    const state = legs[index]?.state;
    assert(state, 'a transaction has as many legs as its terms', { id, key });
    const hasBegun = state !== 'waiting' && state !== 'skipped';
    return {
      key,
      transaction: hasBegun ? leg.id : null,
      operation: operationOf(leg.operation),
      ...placesOf(leg),
      amount: showMoney(leg.receive.money),
      state: stateOf(state),
    };
  });
}

/** The leg that a whole is at: which is under way, else the last that was done; null elsewhere, and before either. */
export function showLegAt({ terms, legs }: Transaction): TransactionView['leg'] {
  const running = legs.findIndex(({ state }) => state === 'running');
  const at = running === -1 ? legs.findLastIndex(({ state }) => state === 'done') : running;
  const leg = terms.legs?.[at]?.terms;
  if (!leg) return null;
  return {
    ...{ number: at + 1, of: legs.length, operation: operationOf(leg.operation), ...placesOf(leg) },
    amount: showMoney(legs[at]?.did?.credited ?? leg.receive.money),
  };
}

/**
 * What was done of a whole that ended without success, and stays where it is of use; null where nothing was, and where
 * all of it was. It took what the first of these legs took, and brought what the last of them brought.
 */
export function doneInPart({ status, legs }: Pick<Transaction, 'status' | 'legs'>): Settlement | null {
  if (status !== 'COMPENSATED') return null;
  const done = legs.flatMap(({ state, did }) => (state === 'done' && did ? did : []));
  const [first, last] = [done[0], done.at(-1)];
  return first && last ? { ...last, charged: first.charged } : null;
}

/** What people are told of it: that it is tried again, or looked at, is told of the whole. */
function stateOf(state: LegState): LegView['state'] {
  switch (state) {
    case 'waiting':
    case 'done':
    case 'failed':
    case 'skipped':
      return state;
    case 'running':
      return 'under_way';
    case 'undoing':
    case 'undo_due':
    case 'undo_failed':
      return 'going_back';
    case 'undone':
    case 'taken_back':
      return 'taken_back';
    default:
      return unreachable(state);
  }
}
