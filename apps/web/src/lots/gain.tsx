import type { MoneyView } from '@diboas/protocol';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { ShownMoney } from '../money/money.tsx';
import { isZero } from '../money/money-text.ts';
import { useText } from '../words/text.ts';
import { WithAbout } from '../worth/about.tsx';
import { withoutSign } from './lot-list.tsx';

/** A gain or a loss: its label says which, and a mark beside it does; without a label a word that is heard. */
export function Gain({ value, hasLabel = true }: { value: MoneyView; hasLabel?: boolean }) {
  const t = useText();
  const { isLoss, value: amount } = withoutSign(value);
  const Mark = isLoss ? ArrowDown : ArrowUp;
  return (
    <span data-gain={isLoss ? 'loss' : 'gain'}>
      <WithAbout value={amount}>
        <span className={isLoss ? 'text-loss' : 'text-gain'}>
          {isZero(amount.amount) ? null : <Mark className="mr-1 inline size-4" aria-hidden="true" />}
          {hasLabel ? null : (
            <span className="visually-hidden">{`${t(isLoss ? 'lots.loss' : 'lots.gain')} `}</span>
          )}
          <ShownMoney value={amount} />
        </span>
      </WithAbout>
    </span>
  );
}
