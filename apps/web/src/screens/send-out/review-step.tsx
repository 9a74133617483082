import type { QuoteView, SendWarning } from '@diboas/protocol';
import { Grouped } from '@diboas/ui';
import { useState } from 'react';
import { type Warned, WarningStep } from '../../address/warning-step.tsx';
import { WholeMoney } from '../../money/money.tsx';
import { ReviewSheet } from '../../steps/review/review-sheet.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { networkName } from '../../transaction/place-text.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';
import { type SendOutStepProps, useSendOutQuote } from './send-out-step.ts';

/**
 * Where to, all of it, and how much, since nobody brings it back. What there is to look at comes before it on a page of its own,
 * and again where a renewed price brings something new to look at; never over a confirmation that is out.
 */
export function SendOutReviewStep(props: SendOutStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const price = useSendOutQuote(props);
  const submit = useSubmit({ ...props, renew: price.renew });
  const [seen, setSeen] = useState<readonly SendWarning[]>([]);
  const { quote } = price;
  const warned = quote ? warnedIn(quote) : null;
  const isNew = warned?.warnings.some((one) => !seen.includes(one)) ?? false;
  if (warned && isNew && !state.sent && submit.phase === 'resting')
    return <WarningStep warned={warned} draftId={draftId} onGoOn={() => setSeen(warned.warnings)} />;
  return (
    <TitledStep title={t('review.title')}>
      <ReviewSheet
        {...{ draftId, state, unsaved, price, submit }}
        wizard="send_out"
        answersOf={({ pay, to: place }) => {
          if (place.kind !== 'address') return [];
          const what = { asset: pay.amount.asset, network: networkName(place.network) };
          return [
            {
              answer: 'to',
              label: t('review.to'),
              value: <Address name={place.name} address={place.address} />,
              below: true,
            },
            { answer: 'asset', label: t('sendOut.what'), value: t('receive.on', what) },
            { answer: 'amount', label: t('review.amount'), value: <WholeMoney value={pay.amount} /> },
          ];
        }}
      />
    </TitledStep>
  );
}

function warnedIn(quote: QuoteView): Warned | null {
  if (quote.operation !== 'SEND_TO_ADDRESS' || quote.to.kind !== 'address') return null;
  const { name, address } = quote.to;
  return { warnings: quote.warnings, alike: quote.alike, address, name };
}

/** All of it, in groups and from the left: only what is whole can be compared, letter by letter. */
function Address({ name, address }: { name: string | null; address: string }) {
  return (
    <>
      {name === null ? null : <span className="block font-semibold">{name}</span>}
      <span className="block font-mono" data-address={address}>
        <Grouped value={address} />
      </span>
    </>
  );
}
