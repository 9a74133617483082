import { Grouped } from '@diboas/ui';
import { SendWarnings } from '../../address/send-warnings.tsx';
import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { networkName } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type SendOutStepProps, useSendOutQuote } from './send-out-step.ts';

/** Where to, all of it, and how much; what to look at before it is confirmed, since nobody brings it back. */
export function SendOutReviewStep(props: SendOutStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useSendOutQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  const { quote } = price;
  const to = quote?.to.kind === 'address' ? quote.to : null;
  return (
    <TitledStep title={t('review.title')}>
      <div className="flex flex-col gap-6">
        {quote?.operation === 'SEND_TO_ADDRESS' && to ? (
          <SendWarnings warnings={quote.warnings} alike={quote.alike} address={to.address} />
        ) : null}
        <ReviewSheet
          {...{ draftId, state, unsaved, price, submit }}
          wizard="send_out"
          answersOf={({ pay, to: place }) => [
            {
              answer: 'to',
              label: t('review.to'),
              value: place.kind === 'address' ? <Address name={place.name} address={place.address} /> : null,
            },
            {
              answer: 'asset',
              label: t('sendOut.what'),
              value: to
                ? t('receive.on', { asset: pay.amount.asset, network: networkName(to.network) })
                : null,
            },
            { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
          ]}
        />
      </div>
    </TitledStep>
  );
}

/** All of it, in groups: only what is whole can be compared. */
function Address({ name, address }: { name: string | null; address: string }) {
  return (
    <>
      {name === null ? null : <span className="block">{name}</span>}
      <span className="block font-mono" data-address={address}>
        <Grouped value={address} />
      </span>
    </>
  );
}
