import { Note } from '@diboas/ui';
import type { ReactNode } from 'react';
import { refusalText } from '../parts/refusal-text.ts';
import type { FlowName } from '../wizard/flow.ts';
import { type Text, useText } from '../words/text.ts';
import type { NoPrice } from './use-quote.ts';

/** Why there is no price to go on with, and what can be done about it. */
export function PriceProblem({
  refusal,
  wizard = null,
  onRetry,
  children,
}: {
  refusal: NoPrice;
  /** Which wizard it is the price of, where it has words of its own for a refusal. */
  wizard?: FlowName | null;
  onRetry: () => void;
  /** The ways to another question that has a price. */
  children: ReactNode;
}) {
  const t = useText();
  return (
    <Note text={problemText(refusal, wizard, t)}>
      <div className="flex flex-wrap gap-x-6">
        <button type="button" className="link tap" onClick={onRetry}>
          {t(refusal.kind === 'left_alone' ? 'fees.askAgain' : 'problem.checkAgain')}
        </button>
        <div className="flex flex-wrap gap-x-6">{children}</div>
      </div>
    </Note>
  );
}

function problemText(refusal: NoPrice, wizard: FlowName | null, t: Text): string {
  if (refusal.kind === 'left_alone') return t('fees.leftAlone');
  const own = refusal.kind === 'refused' ? `problem.${refusal.problem.code}.${wizard}` : '';
  return t.has(own) ? t(own) : refusalText(refusal, t);
}
