import type { MoneyView, QuoteView } from '@diboas/protocol';
import { BusyButton } from '@diboas/ui';
import { showsAll } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useElapsed } from '../../time/use-elapsed.ts';
import type { FlowName } from '../../wizard/flow.ts';
import type { useSubmit } from '../../wizard/use-submit.ts';
import { useText } from '../../words/text.ts';

/** How long a submit may take before the page says that it is still trying. */
const STILL_TRYING_MS = 10_000;

/** Confirms; or, while nobody knows whether a confirmation arrived, asks again and offers nothing else. */
export function SubmitButton({
  wizard,
  submit: { phase, result, send, check },
  quote,
  isBlocked,
}: {
  wizard: FlowName;
  submit: ReturnType<typeof useSubmit>;
  quote: QuoteView;
  isBlocked: boolean;
}) {
  const t = useText();
  const money = useMoneyText();
  const isSlow = useElapsed(phase !== 'resting', STILL_TRYING_MS);
  const whole = (value: MoneyView): string => money(value, { exact: !showsAll(value) });
  const amounts = { amount: whole(quote.pay.amount), total: whole(quote.pay.total) };
  return (
    <div className="flex flex-col gap-3">
      {result?.kind === 'unknown' && phase !== 'sending' ? (
        <BusyButton
          type="button"
          kind="quiet"
          className="w-full text-lg"
          busy={phase === 'checking'}
          busyText={t('review.checking')}
          onClick={() => void check()}
        >
          {t('problem.checkAgain')}
        </BusyButton>
      ) : (
        <BusyButton
          type="button"
          className="w-full text-lg"
          busy={phase !== 'resting'}
          busyText={t(phase === 'checking' ? 'review.checking' : 'review.sending')}
          onClick={() => {
            if (!isBlocked) void send(quote);
          }}
        >
          {t(`review.submit.${wizard}`, amounts)}
        </BusyButton>
      )}
      <p role="status" className="text-sm text-muted empty:hidden" data-still>
        {isSlow ? t('review.still') : ''}
      </p>
    </div>
  );
}
