import { Exhibit, Shelf } from '@diboas/ui';
import { MoneyTimeline } from '../screens/transactions/money-timeline.tsx';
import { Receipt } from '../screens/transactions/receipt.tsx';
import { useNow } from '../services/use-now.ts';
import { sampleReceipts, sampleWays } from './samples.ts';

/** Where the money is, from the first press to every end, and what is kept of it. */
export function ProgressShelf() {
  const now = useNow(60_000);
  return (
    <Shelf name="Progress and receipt">
      {sampleWays.map(([name, transaction]) => (
        <Exhibit key={name} name={`MoneyTimeline, ${name}`}>
          <MoneyTimeline transaction={transaction} now={now} />
        </Exhibit>
      ))}
      {sampleReceipts.map(([name, transaction]) => (
        <Exhibit key={name} name={`Receipt, ${name}`}>
          <Receipt transaction={transaction} payer="ana@example.com" />
        </Exhibit>
      ))}
    </Shelf>
  );
}
