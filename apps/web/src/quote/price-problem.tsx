import { Link } from '@tanstack/react-router';
import { ProblemNote, refusalText } from '../parts/problem-note.tsx';
import { useText } from '../words/text.ts';
import type { PriceRefusal } from './use-quote.ts';

/** Why there is no price to go on with, and what can be done about it. */
export function PriceProblem({
  refusal,
  draftId,
  onRetry,
}: {
  refusal: PriceRefusal;
  draftId: string;
  onRetry: () => void;
}) {
  const t = useText();
  return (
    <ProblemNote text={refusal.kind === 'left_alone' ? t('fees.leftAlone') : refusalText(refusal, t)}>
      <div className="flex flex-wrap gap-x-6">
        <button type="button" className="link tap" onClick={onRetry}>
          {t(refusal.kind === 'left_alone' ? 'fees.askAgain' : 'problem.checkAgain')}
        </button>
        <Link className="link tap" to="/add/$draftId/$step" params={{ draftId, step: 'amount' }}>
          {t('fees.changeAmount')}
        </Link>
        <Link className="link tap" to="/add/$draftId/$step" params={{ draftId, step: 'method' }}>
          {t('fees.changeMethod')}
        </Link>
      </div>
    </ProblemNote>
  );
}
