import type { QuoteView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { ExactMoney, ShownMoney, WholeMoney } from '../money/money.tsx';
import { minus } from '../money/money-text.ts';
import { useMoneyText } from '../money/use-money-text.ts';
import { useNow } from '../services/use-now.ts';
import { formatMoment } from '../time/format-time.ts';
import { momentPhrase } from '../time/moment-phrase.ts';
import { ownId } from '../transaction/own-id.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { AboutNote, WithAbout } from '../worth/about.tsx';
import { basisText, purposeText, takenByText } from './fee-text.ts';

/** Until when the price stands, or that it has ended. Of what is free there is nothing to tell. */
export function PriceEnd({ quote: { expiresAt, pay, receive } }: { quote: QuoteView }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(1_000);
  if (pay.fees.length === 0 && !receive.fees) return null;
  return (
    <span>
      {Date.parse(expiresAt) > now
        ? t('fees.until', { time: formatMoment(expiresAt, region, now) })
        : t('fees.ended', { at: momentPhrase(expiresAt, t, { region, now }) })}
    </span>
  );
}

/** What arrives, as large as what leaves. */
export function ReceiveFigure({ quote }: { quote: QuoteView }) {
  const t = useText();
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 border-t border-line py-3 text-xl font-semibold tracking-tight text-brand">
      <dt>{t(ownId(t, quote, 'price.receive'))}</dt>
      <dd className="ml-auto text-right" data-receive>
        <WithAbout value={quote.receive}>
          <ExactMoney value={{ asset: quote.receive.asset, amount: quote.receive.amount }} />
        </WithAbout>
      </dd>
    </div>
  );
}

/** What is paid and what arrives, with every part in between: who takes it, why, and how it was worked out. */
export function PriceParts({ quote }: { quote: QuoteView }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  return (
    <Figures>
      <Figure label={t('price.amount')}>
        <WithAbout value={quote.pay.amount}>
          <WholeMoney value={quote.pay.amount} />
        </WithAbout>
      </Figure>
      {quote.pay.fees.length === 0 && !quote.receive.fees ? (
        <Figure label={t('review.fees')}>{t('price.free')}</Figure>
      ) : null}
      {quote.pay.fees.map((fee) => (
        <Figure
          key={`${fee.tier}-${fee.takenBy}`}
          label={t(ownId(t, quote, `fee.${fee.tier}`))}
          note={[takenByText(fee, t), purposeText(fee, quote, t), basisText(fee, { t, region, money })].join(
            ' ',
          )}
        >
          <WithAbout value={fee.amount}>
            <ShownMoney value={fee.amount} />
          </WithAbout>
        </Figure>
      ))}
      <Figure label={t(ownId(t, quote, 'price.total'))} strong>
        <span data-total>
          <WithAbout value={quote.pay.total}>
            <WholeMoney value={quote.pay.total} />
          </WithAbout>
        </span>
      </Figure>
      <KeptParts quote={quote} />
      <ReceiveFigure quote={quote} />
    </Figures>
  );
}

/** What is kept of what arrives, each part as those that are paid on top; nothing where nothing is. */
function KeptParts({ quote }: { quote: QuoteView }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  return (quote.receive.fees ?? []).map((fee) => (
    <Figure
      key={`kept-${fee.tier}-${fee.takenBy}`}
      label={t('price.kept', { fee: t(ownId(t, quote, `fee.${fee.tier}`)) })}
      note={[takenByText(fee, t), basisText(fee, { t, region, money })].join(' ')}
    >
      <ShownMoney value={minus(fee.amount)} />
    </Figure>
  ));
}

/** Of when the prices are by which what a quote says is about so much in the person's own currency. */
export function QuoteAbout({ quote: { pay, receive } }: { quote: QuoteView }) {
  return <AboutNote values={[pay.total, receive, ...pay.fees.map(({ amount }) => amount)]} />;
}
