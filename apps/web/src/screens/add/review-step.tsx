import { unreachable } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import { BusyButton, Figure, Figures, Note, PageTitle, Waiting } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { ShownMoney } from '../../money/money.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { ActionBar } from '../../quote/action-bar.tsx';
import { sumOfFees, takenByText } from '../../quote/fee-text.ts';
import { PriceChangeNote } from '../../quote/price-change-note.tsx';
import { PriceEnd, ReceiveFigure } from '../../quote/price-parts.tsx';
import { PriceProblem } from '../../quote/price-problem.tsx';
import { useIsLost } from '../../services/use-is-lost.ts';
import { estimateText } from '../../time/estimate-text.ts';
import { useElapsed } from '../../time/use-elapsed.ts';
import { useSubmit } from '../../wizard/use-submit.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { OtherAnswers } from './other-answers.tsx';
import { useAddQuote } from './quote-request.ts';

/** How long a submit may take before the page says that it is still trying. */
const STILL_TRYING_MS = 10_000;

/** Everything once more, and the one button that confirms it. */
export function ReviewStep(props: AddStepProps) {
  const { draftId, state, unsaved } = props;
  const t = useText();
  const { quote, refusal, change, renew, retry } = useAddQuote(props);
  const submit = useSubmit({ ...props, renew });
  const busy = submit.phase !== 'resting';
  const isLost = useIsLost() && !busy && !state.sent;

  if (!quote) {
    return (
      <div className="flex flex-col gap-6">
        <PageTitle className="text-3xl font-semibold tracking-tight">{t('review.title')}</PageTitle>
        {refusal ? (
          <PriceProblem refusal={refusal} onRetry={retry}>
            <OtherAnswers draftId={draftId} />
          </PriceProblem>
        ) : (
          <Waiting rows={5} onRetry={retry} />
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      <div inert={busy} className="flex flex-col gap-6">
        <PageTitle className="text-3xl font-semibold tracking-tight">{t('review.title')}</PageTitle>
        <Summary quote={quote} draftId={draftId} isOpen={!state.sent || submit.phase === 'sending'} />
        {change ? <PriceChangeNote change={change} /> : null}
      </div>
      {unsaved || isLost ? <Note text={t('review.notSaved')} /> : <Result submit={submit} />}
      {refusal && !state.sent ? (
        <PriceProblem refusal={refusal} onRetry={retry}>
          <OtherAnswers draftId={draftId} />
        </PriceProblem>
      ) : (
        <ActionBar quote={quote}>
          <SubmitButton submit={submit} quote={quote} isBlocked={unsaved} />
        </ActionBar>
      )}
      {state.idempotencyKey === null ? null : <span hidden data-key={state.idempotencyKey} />}
    </div>
  );
}

/** What is confirmed. Its answers may be changed only while no confirmation of it is out. */
function Summary({ quote, draftId, isOpen }: { quote: QuoteView; draftId: string; isOpen: boolean }) {
  const t = useText();
  const region = useRegion();
  const edit = (step: string, label: string) =>
    isOpen ? (
      <Link className="link tap gap-x-1 text-sm" to="/add/$draftId/$step" params={{ draftId, step }}>
        <span>{t('review.change')}</span> <span className="visually-hidden">{label}</span>
      </Link>
    ) : null;
  return (
    <>
      <Figures>
        <Figure label={t('review.amount')} note={edit('amount', t('review.amount'))}>
          <ShownMoney value={quote.pay.amount} />
        </Figure>
        <Figure label={t('review.method')} note={edit('method', t('review.method'))}>
          {t(`method.${quote.method}`)}
        </Figure>
        <Figure label={t('review.fees')} note={<EachFee fees={quote.pay.fees} />}>
          <ShownMoney value={sumOfFees(quote.pay)} />
        </Figure>
        <Figure label={t('price.total')} strong>
          <span data-total>
            <ShownMoney value={quote.pay.total} />
          </span>
        </Figure>
        <ReceiveFigure quote={quote} />
        <Figure label={t('review.arrives')}>
          {estimateText(quote.estimate, t, { region, from: quote.createdAt })}
        </Figure>
      </Figures>
      <p className="text-sm text-muted">
        <span>{t('review.what', { provider: quote.provider.name })}</span>
        {isOpen ? (
          <span>
            {' '}
            <PriceEnd expiresAt={quote.expiresAt} />
          </span>
        ) : null}
      </p>
    </>
  );
}

/** The fees once more, folded: the step before showed each, and how it was worked out. */
function EachFee({ fees }: { fees: QuoteView['pay']['fees'] }) {
  const t = useText();
  return (
    <details>
      <summary className="link tap">{t('review.eachFee')}</summary>
      <ul>
        {fees.map((fee) => (
          <li key={`${fee.tier}-${fee.takenBy}`} className="flex justify-between gap-4 py-1">
            <span>{`${t(`fee.${fee.tier}`)}. ${takenByText(fee, t)}`}</span>
            <ShownMoney value={fee.amount} />
          </li>
        ))}
      </ul>
    </details>
  );
}

type Submit = ReturnType<typeof useSubmit>;

/** What the last press led to, where it did not lead to a transaction. */
function Result({ submit: { phase, result } }: { submit: Submit }) {
  const t = useText();
  if (!result || phase === 'sending') return null;
  switch (result.kind) {
    case 'refused':
      return <Note text={refusalText(result, t)} />;
    case 'not_arrived':
      return <Note text={t('review.notArrived')} />;
    case 'not_saved':
      return <Note tone="calm" text={t('review.back')} />;
    case 'renewed':
      return <Note tone="act" text={t('review.renewed')} />;
    case 'unknown':
      return <Note tone="act" text={t('review.unknown')} />;
    default:
      return unreachable(result);
  }
}

/** Confirms; or, while nobody knows whether a confirmation arrived, asks again and offers nothing else. */
function SubmitButton({
  submit: { phase, result, send, check },
  quote,
  isBlocked,
}: {
  submit: Submit;
  quote: QuoteView;
  isBlocked: boolean;
}) {
  const t = useText();
  const money = useMoneyText();
  const isSlow = useElapsed(phase !== 'resting', STILL_TRYING_MS);
  const amount = money(quote.pay.amount);
  const total = money(quote.pay.total);
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
          {t('review.submit', { amount, total })}
        </BusyButton>
      )}
      <p role="status" className="text-sm text-muted empty:hidden" data-still>
        {isSlow ? t('review.still') : ''}
      </p>
    </div>
  );
}
