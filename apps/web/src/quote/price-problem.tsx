import { Note } from '@diboas/ui';
import type { ReactNode } from 'react';
import { refusalText } from '../parts/refusal-text.ts';
import { useText } from '../words/text.ts';
import type { NoPrice } from './use-quote.ts';

/** Why there is no price to go on with, and what can be done about it. */
export function PriceProblem({
  refusal,
  onRetry,
  children,
}: {
  refusal: NoPrice;
  onRetry: () => void;
  /** The ways to another question that has a price. */
  children: ReactNode;
}) {
  const t = useText();
  return (
    <Note text={refusal.kind === 'left_alone' ? t('fees.leftAlone') : refusalText(refusal, t)}>
      <div className="flex flex-wrap gap-x-6">
        <button type="button" className="link tap" onClick={onRetry}>
          {t(refusal.kind === 'left_alone' ? 'fees.askAgain' : 'problem.checkAgain')}
        </button>
        <div className="flex flex-wrap gap-x-6">{children}</div>
      </div>
    </Note>
  );
}
