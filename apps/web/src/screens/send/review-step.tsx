import { Waiting, WithAddresses } from '@diboas/ui';
import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type SendStepProps, useListTried, useSendQuote } from './send-step.ts';
import { WhenClaimed } from './when-claimed.tsx';

/** To whom and how much, before it is confirmed. */
export function SendReviewStep(props: SendStepProps) {
  // The price is asked for by the list, where somebody is on it.
  return useListTried() ? <Review {...props} /> : <Waiting rows={5} />;
}

function Review(props: SendStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useSendQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  return (
    <TitledStep title={t('review.title')}>
      <WhenClaimed quote={price.quote} />
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="send"
        answersOf={({ pay, to }) => [
          {
            answer: 'to',
            label: t('review.to'),
            value: to.kind === 'person' ? <Person name={to.name} email={to.email} /> : null,
          },
          { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
        ]}
      />
    </TitledStep>
  );
}

/** The address is always there: it is what the money goes by, and names can be alike. */
function Person({ name, email }: { name: string | null; email: string }) {
  return (
    <>
      {name === null ? null : <span className="block">{name}</span>}
      <span className={name === null ? undefined : 'block text-sm text-muted'}>
        <WithAddresses text={email} />
      </span>
    </>
  );
}
