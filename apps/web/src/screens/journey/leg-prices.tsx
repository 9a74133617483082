import type { QuoteOf, QuoteView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { ShownMoney } from '../../money/money.tsx';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { sumOfFees } from '../../quote/fee-text.ts';
import { estimateText } from '../../time/estimate-text.ts';
import { ownId } from '../../transaction/own-id.ts';
import { placeText } from '../../transaction/place-text.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

type Leg = QuoteOf<'JOURNEY'>['legs'][number];

/** Each part with what it takes at most, what it brings at least, what it costs and how long it usually takes. */
export function LegPrices({ quote }: { quote: QuoteView | null }) {
  const t = useText();
  if (quote?.operation !== 'JOURNEY') return null;
  return (
    <section aria-labelledby="parts-title" className="flex flex-col gap-3" data-leg-prices>
      <h2 id="parts-title" className="text-lg font-semibold">
        {t('legs.title', { count: quote.legs.length })}
      </h2>
      <Figures>
        {quote.legs.map((leg, index) => (
          <LegPrice key={leg.key} leg={leg} number={index + 1} />
        ))}
      </Figures>
      <p className="text-sm text-muted">{t('journey.ifFails')}</p>
    </section>
  );
}

function LegPrice({ leg, number }: { leg: Leg; number: number }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const { pay, receive, provider, estimate } = leg;
  const brings = { asset: receive.asset, amount: receive.amount };
  const charged = receive.fees ? { fees: receive.fees, total: brings } : pay;
  const fees = sumOfFees(charged);
  const places = { from: placeText(leg.from, t), to: placeText(leg.to, t), got: receive.asset };
  return (
    <Figure
      label={`${number}. ${t(ownId(t, leg, 'leg.what'), places)}`}
      note={t('journey.leg', {
        ...{ provider: provider.name, total: money(pay.total), estimate: estimateText(estimate, t, region) },
        fees: isZero(fees.amount) ? t('price.free') : money(fees),
      })}
    >
      <ShownMoney value={brings} />
    </Figure>
  );
}
