import type { MoneyView } from '@diboas/protocol';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { ShownMoney } from '../money/money.tsx';
import { isZero } from '../money/money-text.ts';
import { WithAbout } from '../worth/about.tsx';
import { withoutSign } from './lot-list.tsx';

/** A gain or a loss: its label says which, and a mark beside it does. */
export function Gain({ value }: { value: MoneyView }) {
  const { isLoss, value: amount } = withoutSign(value);
  const Mark = isLoss ? ArrowDown : ArrowUp;
  return (
    <span data-gain={isLoss ? 'loss' : 'gain'}>
      <WithAbout value={amount}>
        <span className={isLoss ? 'text-loss' : 'text-gain'}>
          {isZero(amount.amount) ? null : <Mark className="mr-1 inline size-4" aria-hidden="true" />}
          <ShownMoney value={amount} />
        </span>
      </WithAbout>
    </span>
  );
}
