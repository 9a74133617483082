import type { FeeWaitHours, QuoteView } from '@diboas/protocol';
import { ChoiceList } from '@diboas/ui';
import { FEE_WAITS } from '@diboas/wizards';
import { useRef, useState } from 'react';
import type { ReviewedAnswer } from '../steps/review/review-sheet.tsx';
import { type Text, useText } from '../words/text.ts';

type FeeWait = (typeof FEE_WAITS)[number];

const NAME = 'fee-wait';

/** Whether a lower fee of the network is waited for, and how long: folded away until it is wanted. Only where fees differ. */
export function FeeWaitChoice({
  quote,
  begin,
  onChoose,
}: {
  quote: QuoteView | null;
  begin: FeeWait | null;
  onChoose: (feeWait: FeeWait) => void;
}) {
  const t = useText();
  const [chosen, setChosen] = useState(begin ?? '0');
  // Another choice is another price, and while that is asked for the choice stays.
  const isWorthIt = useRef(chosen !== '0');
  isWorthIt.current ||= quote?.receive.network === 'ethereum';
  if (!isWorthIt.current) return null;
  return (
    <details open={begin !== null && begin !== '0'} data-aside={NAME}>
      <summary className="link tap">{t('feeWait.more')}</summary>
      <div className="flex flex-col gap-3 pt-2">
        <p className="text-sm text-muted">{t('feeWait.what')}</p>
        <ChoiceList
          name={NAME}
          legend={t('feeWait.title')}
          choices={FEE_WAITS.map((value) => ({ value, words: t(`feeWait.${value}`) }))}
          chosen={chosen}
          fault={null}
          onChoose={(feeWait) => {
            setChosen(feeWait);
            onChoose(feeWait);
          }}
        />
      </div>
    </details>
  );
}

/** What is asked for of it; nothing where it goes at once. */
export function askedFeeWait(chosen: FeeWait | null): { readonly feeWait?: FeeWaitHours } {
  return chosen === null || chosen === '0' ? {} : { feeWait: chosen };
}

/** As it was agreed to, where it waits. */
export function reviewedFeeWait(feeWait: FeeWaitHours | null, t: Text): readonly ReviewedAnswer[] {
  if (feeWait === null) return [];
  return [{ answer: 'feeWait', at: 'fees', label: t('feeWait.title'), value: t(`feeWait.${feeWait}`) }];
}
