import { type LegView, legView, personState } from '@diboas/protocol';
import { Exhibit, Shelf } from '@diboas/ui';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { Legs } from '../screens/transactions/legs.tsx';
import { useNow } from '../services/use-now.ts';
import { StateMark } from '../transaction/state-mark.tsx';
import { TransactionLine } from '../transaction/transaction-line.tsx';

const LEGS = legView.shape.state.options.map(
  (state, index): LegView => ({
    key: state,
    transaction: index % 2 === 0 ? null : `leg-${state}`,
    operation: index % 2 === 0 ? 'ADD_FUNDS' : 'MOVE',
    from: index % 2 === 0 ? { kind: 'payment', method: 'card' } : { kind: 'balance', type: 'BANKING' },
    to: { kind: 'balance', type: index % 2 === 0 ? 'BANKING' : 'INVESTING' },
    amount: { asset: 'USDC', amount: '100.000000' },
    state,
  }),
);

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
      <Exhibit name="Legs, in every state">
        <Legs legs={LEGS} />
      </Exhibit>
    </Shelf>
  );
}
