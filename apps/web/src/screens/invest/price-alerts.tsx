import type { CallRefusal } from '@diboas/client';
import type { CoinView, PriceAlertView } from '@diboas/protocol';
import { BusyButton, ChoiceList, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { answerOf, keys } from '../../api/queries.ts';
import { useCurrency } from '../../money/currency.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { checkAmount } from '../../steps/amount-check.ts';
import { AmountField } from '../../steps/amount-field.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

const DIRECTIONS = ['above', 'below'] as const satisfies readonly PriceAlertView['direction'][];
const UNBOUNDED = { minimum: null, maximum: null, available: null, limit: null } as const;

/** Prices of one coin that somebody is told of when they are reached, and one more of them. */
export function PriceAlerts({ coin }: { coin: CoinView }) {
  const { call } = useServices();
  const t = useText();
  const { data } = useQuery({
    queryKey: keys.priceAlerts,
    queryFn: () => answerOf(call, 'listPriceAlerts', {}),
  });
  const opener = useRef<HTMLElement>(null);
  const own = data?.items.filter((one) => one.coin === coin) ?? [];
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-6" aria-labelledby="alerts-title">
      <h2 id="alerts-title" className="text-lg font-semibold">
        {t('alerts.title')}
      </h2>
      <p className="text-sm text-muted">{t('alerts.what')}</p>
      {own.length > 0 ? (
        <ul className="statement-edge" aria-labelledby="alerts-title">
          {own.map((one) => (
            <Waiting key={one.id} alert={one} onGone={() => opener.current?.focus()} />
          ))}
        </ul>
      ) : null}
      <details data-alert-form>
        <summary ref={opener} className="link tap">
          {t('alerts.more')}
        </summary>
        <AddAlert coin={coin} />
      </details>
    </section>
  );
}

function Waiting({ alert, onGone }: { alert: PriceAlertView; onGone: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const money = useMoneyText();
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const price = money({ asset: alert.currency, amount: alert.bound });
  const words = t(`alerts.at.${alert.direction}`, { price });
  const remove = async (): Promise<void> => {
    const outcome = await call('removePriceAlert', { params: { id: alert.id } });
    const isGone =
      !outcome.ok && outcome.refusal.kind === 'refused' && outcome.refusal.problem.code === 'not_found';
    if (!outcome.ok && !isGone) return setRefusal(outcome.refusal);
    announcer.say(t('alerts.removed', { price }));
    onGone();
    await queryClient.invalidateQueries({ queryKey: keys.priceAlerts });
  };
  return (
    <li className="border-b border-line" data-alert={alert.direction}>
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <span className="py-2">{words}</span>
        <button type="button" className="link tap ml-auto text-sm" onClick={() => run(remove)}>
          <span>{t('alerts.remove')}</span>
          <span className="visually-hidden">{` ${words}`}</span>
        </button>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

function AddAlert({ coin }: { coin: CoinView }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const region = useRegion();
  const currency = useCurrency();
  const [direction, setDirection] = useState<PriceAlertView['direction']>('above');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const read = checkAmount(typed, { region, bounds: { ...UNBOUNDED, asset: currency } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!read.ok) return;
    run(async () => {
      const body = { coin, currency, direction, bound: read.value.amount };
      const outcome = await call('addPriceAlert', { body });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      announcer.say(t('alerts.added'));
      setTyped((now) => (now === typed ? '' : now));
      setTried(false);
      await queryClient.invalidateQueries({ queryKey: keys.priceAlerts });
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5 pt-3">
      <ChoiceList
        name="direction"
        legend={t('alerts.title')}
        choices={DIRECTIONS.map((value) => ({ value, words: t(`alerts.direction.${value}`) }))}
        chosen={direction}
        fault={null}
        onChoose={setDirection}
      />
      <AmountField
        id="alert-price"
        asset={currency}
        label={t('alerts.price', { coin })}
        hint=""
        typed={typed}
        read={read}
        fault={tried && !read.ok ? t('alerts.fault') : null}
        onType={setTyped}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton busy={busy} busyText={t('wizard.saving')} kind="quiet" className="w-full">
        {t('alerts.add')}
      </BusyButton>
    </form>
  );
}
