import { unreachable } from '@diboas/kernel';
import type { StreamMessage, TransactionView } from '@diboas/protocol';

/**
 * What this browser knows from the customer's stream of changes. `seq` rises by one with each change, so a gap is
 * seen at once: later changes wait until the missing ones came, and so any order and any repetition of the same
 * messages ends in the same view.
 */
export interface StreamView {
  /** Every change up to here is in the view. Null until the first fetch or `hello` says where we are. */
  readonly seq: number | null;
  /** Changes beyond a gap, by their seq. */
  readonly waiting: ReadonlyMap<number, TransactionView>;
  readonly transactions: ReadonlyMap<string, TransactionView>;
}

/** What the view needs next: the changes after its `seq` once more, or everything fetched anew. */
export type StreamNeed = 'nothing' | 'missing_changes' | 'full_fetch';

export const EMPTY_STREAM: StreamView = { seq: null, waiting: new Map(), transactions: new Map() };

export function applyMessage(
  view: StreamView,
  message: StreamMessage,
): { readonly view: StreamView; readonly need: StreamNeed } {
  switch (message.type) {
    case 'hello':
    case 'caught_up':
    case 'heartbeat':
    case 'news':
      if (view.seq === null) return { view: drain({ ...view, seq: message.seq }), need: 'nothing' };
      return {
        view,
        need: message.type !== 'hello' && message.seq > view.seq ? 'missing_changes' : 'nothing',
      };
    case 'resync':
      return {
        view: drain({ ...view, seq: message.seq, transactions: new Map() }),
        need: 'full_fetch',
      };
    case 'change':
      return applyChange(view, message.seq, message.transaction);
    default:
      return unreachable(message);
  }
}

function applyChange(view: StreamView, seq: number, transaction: TransactionView) {
  if (view.seq !== null && seq <= view.seq) return { view, need: 'nothing' as const };
  const waiting = new Map(view.waiting).set(seq, transaction);
  const drained = drain({ ...view, waiting });
  const gap = drained.seq !== null && drained.waiting.size > 0;
  return { view: drained, need: gap ? ('missing_changes' as const) : ('nothing' as const) };
}

/** Takes in the waiting changes that follow on, and forgets those that are behind. */
function drain(view: StreamView): StreamView {
  if (view.seq === null) return view;
  const waiting = new Map([...view.waiting].filter(([seq]) => seq > (view.seq ?? 0)));
  const transactions = new Map(view.transactions);
  let seq = view.seq;
  for (let change = waiting.get(seq + 1); change; change = waiting.get(seq + 1)) {
    seq += 1;
    waiting.delete(seq);
    const known = transactions.get(change.id);
    if (!known || known.version < change.version) transactions.set(change.id, change);
  }
  return { seq, waiting, transactions };
}
