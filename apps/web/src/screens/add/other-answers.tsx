import { Link } from '@tanstack/react-router';
import { FLOWS } from '../../wizard/flow.ts';
import { useText } from '../../words/text.ts';

const { path, wizard } = FLOWS.add_funds;

/** The ways back to what may be answered in another way, where there is no price to go on with. */
export function OtherAnswers({ draftId }: { draftId: string }) {
  const t = useText();
  return (
    <>
      <Link className="link tap" to={path} params={{ draftId, step: wizard.slugOf('amount_selection') }}>
        {t('fees.changeAmount')}
      </Link>
      <Link className="link tap" to={path} params={{ draftId, step: wizard.slugOf('payment_method') }}>
        {t('fees.changeMethod')}
      </Link>
    </>
  );
}
