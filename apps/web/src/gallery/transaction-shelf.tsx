import { personState } from '@diboas/protocol';
import { Exhibit, Shelf } from '@diboas/ui';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { useNow } from '../services/use-now.ts';
import { StateMark } from '../transaction/state-mark.tsx';
import { TransactionLine } from '../transaction/transaction-line.tsx';

/** Every state of a transaction: its shape with its word, and its line in the statement. */
export function TransactionShelf() {
  const now = useNow(60_000);
  const all = personState.options.map((state) => sampleTransaction({ id: state, state }));
  return (
    <Shelf name="Transaction">
      <Exhibit name="StateMark, in every state">
        <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2">
          {all.map(({ state }) => (
            <li key={state}>
              <StateMark state={state} />
            </li>
          ))}
        </ul>
      </Exhibit>
      <Exhibit name="TransactionRow, in every state">
        <ul className="border-t border-line">
          {all.map((transaction) => (
            <TransactionLine key={transaction.id} transaction={transaction} now={now} />
          ))}
        </ul>
      </Exhibit>
    </Shelf>
  );
}
