import { unreachable } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import { Figure, Figures, Note, Waiting } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ShownMoney, WholeMoney } from '../../money/money.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { arrivalText } from '../../quote/arrival-text.ts';
import { sumOfFees, takenByText } from '../../quote/fee-text.ts';
import { PayBar } from '../../quote/pay-bar.tsx';
import { PriceChangeNote } from '../../quote/price-change-note.tsx';
import { PriceEnd, QuoteAbout, ReceiveFigure } from '../../quote/price-parts.tsx';
import { PriceProblem } from '../../quote/price-problem.tsx';
import { useIsLost } from '../../services/use-is-lost.ts';
import { ownId } from '../../transaction/own-id.ts';
import { placeText } from '../../transaction/place-text.ts';
import { FLOWS, type FlowName } from '../../wizard/flow.ts';
import type { useSubmit } from '../../wizard/use-submit.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { WithAbout } from '../../worth/about.tsx';
import { OtherAnswers } from '../other-answers.tsx';
import type { DraftPrice } from '../price-sheet.tsx';
import { SubmitButton } from './submit-button.tsx';
import { useHeld } from './use-held.ts';

/** An answer as it is shown before it is confirmed; it may still be changed at its own question. */
export interface ReviewedAnswer {
  /** The name of what was asked. */
  readonly answer: string;
  readonly label: string;
  readonly value: ReactNode;
  /** The question that it is changed at, where it was said besides another one. */
  readonly at?: string;
  /** On lines of its own, below its label. */
  readonly below?: boolean;
}

interface Reviewed {
  readonly wizard: FlowName;
  readonly draftId: string;
  /** What was answered, in the order of the questions. */
  readonly answers: readonly ReviewedAnswer[];
}

/** Everything once more, and the one button that confirms it. */
export function ReviewSheet({
  state: { sent, idempotencyKey },
  unsaved,
  price: { quote, refusal, change, retry },
  submit,
  answersOf,
  ...flow
}: Omit<Reviewed, 'answers'> & {
  readonly state: { readonly sent: boolean; readonly idempotencyKey: string | null };
  /** Some answer is not on the server yet. */
  readonly unsaved: boolean;
  readonly price: Pick<DraftPrice, 'quote' | 'refusal' | 'change' | 'retry'>;
  readonly submit: ReturnType<typeof useSubmit>;
  readonly answersOf: (quote: QuoteView) => readonly ReviewedAnswer[];
}) {
  const t = useText();
  const busy = submit.phase !== 'resting';
  const isLost = useIsLost() && !sent;
  // What is sent makes it sent, and not before that is known do its answers go.
  const isOpen = useHeld(!sent, submit.phase === 'sending');
  const problem = refusal ? (
    <PriceProblem refusal={refusal} wizard={flow.wizard} onRetry={retry}>
      <OtherAnswers {...flow} />
    </PriceProblem>
  ) : null;

  if (!quote) return problem ?? <Waiting rows={5} onRetry={retry} />;
  return (
    <div className="flex flex-col gap-6">
      <div inert={busy} className="flex flex-col gap-6">
        <Summary {...flow} quote={quote} answers={answersOf(quote)} isOpen={isOpen} />
        {change ? <PriceChangeNote change={change} /> : null}
        {quote.asksIdentity && !sent ? <Note tone="act" text={t('review.asksIdentity')} /> : null}
      </div>
      <Told phase={submit.phase} told={unsaved || isLost ? 'not_on_server' : submit.result} />
      {problem && !sent ? (
        problem
      ) : (
        <PayBar quote={quote}>
          <SubmitButton wizard={flow.wizard} submit={submit} quote={quote} isBlocked={unsaved} />
        </PayBar>
      )}
      {idempotencyKey === null ? null : <span hidden data-key={idempotencyKey} />}
    </div>
  );
}

/** What is confirmed. Its answers may be changed only while no confirmation of it is out. */
function Summary({
  wizard,
  draftId,
  quote,
  answers,
  isOpen,
}: Reviewed & { quote: QuoteView; isOpen: boolean }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const general = `review.what.${wizard}`;
  const own = ownId(t, quote, general);
  const { asset, amount, fees: kept } = quote.receive;
  // They are paid on top, or kept of what arrives.
  const charged = kept ? { fees: kept, total: { asset, amount } } : quote.pay;
  const whatIsDone = {
    provider: quote.provider.name,
    total: money(quote.pay.total),
    receive: money({ asset, amount }),
    to: placeText(quote.to, t),
  };
  return (
    <>
      {/* What happens otherwise than with most is told before all figures, where no bar below stands over it. */}
      {own === general ? null : <p data-what>{t(own, whatIsDone)}</p>}
      <Figures>
        {answers.map(({ answer, at = answer, label, value, below = false }) => (
          <Figure
            key={answer}
            label={label}
            below={below}
            note={
              isOpen ? (
                <Link
                  className="link tap gap-x-1 text-sm"
                  to={FLOWS[wizard].path}
                  params={{ draftId, step: at }}
                >
                  <span>{t('review.change')}</span> <span className="visually-hidden">{label}</span>
                </Link>
              ) : null
            }
          >
            {value}
          </Figure>
        ))}
        {charged.fees.length > 0 ? (
          <Figure
            label={t(ownId(t, quote, 'review.fees'))}
            note={<EachFee fees={charged.fees} quote={quote} />}
          >
            <WithAbout value={sumOfFees(charged)}>
              <ShownMoney value={sumOfFees(charged)} />
            </WithAbout>
          </Figure>
        ) : (
          <Figure label={t('review.fees')}>{t('price.free')}</Figure>
        )}
        <Figure label={t(ownId(t, quote, 'price.total'))} strong>
          <span data-total>
            <WithAbout value={quote.pay.total}>
              <WholeMoney value={quote.pay.total} />
            </WithAbout>
          </span>
        </Figure>
        <ReceiveFigure quote={quote} />
        <Figure label={t(ownId(t, quote, 'review.arrives'))}>{arrivalText(quote, t, region)}</Figure>
      </Figures>
      <p className="text-sm text-muted">
        {own === general && t.has(general) ? <span>{t(general, whatIsDone)}</span> : null}
        {isOpen ? (
          <span>
            {' '}
            <PriceEnd quote={quote} />
          </span>
        ) : null}
      </p>
      <QuoteAbout quote={quote} />
    </>
  );
}

/** The fees once more, folded: the step before showed each, and how it was worked out. */
function EachFee({ fees, quote }: { fees: QuoteView['pay']['fees']; quote: QuoteView }) {
  const t = useText();
  return (
    <details>
      <summary className="link tap">{t('review.eachFee')}</summary>
      <ul>
        {fees.map((fee) => (
          <li key={`${fee.tier}-${fee.takenBy}`} className="flex justify-between gap-4 py-1">
            <span>{`${t(ownId(t, quote, `fee.${fee.tier}`))}. ${takenByText(fee, t)}`}</span>
            <ShownMoney value={fee.amount} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the last press led to, where it did not lead to a transaction. */
/** What became of what was pressed before, or why nothing can be pressed. */
type ToldNow = 'not_on_server' | ReturnType<typeof useSubmit>['result'];

/** While it is sent nothing of it is said any more, and its place stays: the button below must not move under the finger. */
function Told({ phase, told }: { phase: ReturnType<typeof useSubmit>['phase']; told: ToldNow }) {
  const isSending = phase === 'sending';
  const held = useHeld(told, isSending);
  return (
    <div className={isSending ? 'invisible empty:hidden' : 'empty:hidden'}>
      <ToldNote told={held} />
    </div>
  );
}

function ToldNote({ told }: { told: ToldNow }) {
  const t = useText();
  if (told === null) return null;
  if (told === 'not_on_server') return <Note text={t('review.notSaved')} />;
  switch (told.kind) {
    case 'refused':
      return <Note text={refusalText(told, t)} />;
    case 'not_arrived':
      return <Note text={t('review.notArrived')} />;
    case 'not_saved':
      return <Note tone="calm" text={t('review.back')} />;
    case 'renewed':
      return <Note tone="act" text={t('review.renewed')} />;
    case 'unknown':
      return <Note tone="act" text={t('review.unknown')} />;
    default:
      return unreachable(told);
  }
}
