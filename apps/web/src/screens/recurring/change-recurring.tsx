import type { CallRefusal } from '@diboas/client';
import {
  type BuyEveryView,
  buyEvery,
  type QuoteOf,
  type RecurringActRequest,
  type RecurringBuyView,
} from '@diboas/protocol';
import { BusyButton, ChoiceList, Note, useBusy } from '@diboas/ui';
import { type FormEvent, useState } from 'react';
import { formatShare } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { YesOrNo } from '../../parts/yes-or-no.tsx';
import { useServices } from '../../services/services.ts';
import { checkAmount } from '../../steps/amount-check.ts';
import { AmountField, asTyped } from '../../steps/amount-field.tsx';
import { useOperation } from '../../wizard/use-operation.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { useDollarNetwork } from '../trade/trade-step.ts';

const UNBOUNDED = { asset: 'USDC', maximum: null, available: null, limit: null } as const;

/** Other figures, agreed to anew: first what they come to, then the yes to that. */
export function ChangeRecurring({
  buy,
  act,
  busy,
  onNo,
}: {
  buy: RecurringBuyView;
  act: (body: RecurringActRequest) => void;
  busy: boolean;
  onNo: () => void;
}) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const { call } = useServices();
  const operation = useOperation('buy');
  const [typed, setTyped] = useState(() => asTyped(buy.amount.amount, region));
  const [every, setEvery] = useState<BuyEveryView>(buy.every);
  const [tried, setTried] = useState(false);
  const [asking, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [quote, setQuote] = useState<QuoteOf<'BUY_CRYPTO'> | null>(null);
  const read = checkAmount(typed, { region, bounds: { ...UNBOUNDED, minimum: operation?.minimum ?? null } });
  const network = useDollarNetwork();
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!read.ok) return;
    run(async () => {
      const outcome = await call('createQuote', {
        body: {
          ...{ operation: 'BUY_CRYPTO', amount: read.value.amount, asset: buy.coin },
          network,
          order: { type: 'market', toleranceBps: buy.toleranceBps },
          repeat: { every, zone: buy.zone },
        },
      });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (outcome.ok && outcome.value.operation === 'BUY_CRYPTO') setQuote(outcome.value);
    });
  };
  const forget = (): void => setQuote(null);
  return (
    <form noValidate onSubmit={ask} className="flex flex-col gap-5 py-2" data-change>
      <AmountField
        id={`amount-${buy.id}`}
        asset="USDC"
        label={t('recurring.change.amount')}
        hint=""
        typed={typed}
        read={read}
        fault={tried && !read.ok ? t('recurring.change.fault') : null}
        onType={(text) => {
          setTyped(text);
          forget();
        }}
      />
      <ChoiceList
        name={`every-${buy.id}`}
        legend={t('repeat.title')}
        choices={buyEvery.options.map((value) => ({ value, words: t(`repeat.${value}`) }))}
        chosen={every}
        fault={null}
        onChoose={(value) => {
          setEvery(value);
          forget();
        }}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      {quote?.repeat ? (
        <>
          <p data-consent>
            {t('recurring.change.what', {
              total: money(quote.repeat.totalMax),
              share: formatShare(buy.toleranceBps, region),
            })}
          </p>
          <YesOrNo
            yes={t('recurring.change.agree')}
            busyText={t('wizard.saving')}
            busy={busy}
            refusal={null}
            onYes={() => act({ act: 'change', quoteId: quote.id, every, nextOn: null })}
            onNo={onNo}
          />
        </>
      ) : (
        <BusyButton busy={asking} busyText={t('wizard.saving')} kind="quiet">
          {t('recurring.change.ask')}
        </BusyButton>
      )}
    </form>
  );
}
