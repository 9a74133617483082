import type { CallRefusal } from '@diboas/client';
import type { ReceivedView } from '@diboas/protocol';
import { Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useState } from 'react';
import { lotsKey } from '../../lots/lots-query.ts';
import { WholeMoney } from '../../money/money.tsx';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { formatCalendarDay } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { TellCost } from './tell-cost.tsx';

/** What came from elsewhere, and what its person said that it cost. Nothing where nothing came. */
export function FromElsewhere({ received }: { received: readonly ReceivedView[] }) {
  const t = useText();
  if (received.length === 0) return null;
  return (
    <section aria-labelledby="received-lots" className="flex flex-col gap-3">
      <h2 id="received-lots" className="text-lg font-semibold">
        {t('taxes.received')}
      </h2>
      <p className="text-muted">{t('taxes.received.text')}</p>
      <ul className="statement-edge">
        {received.map((one) => (
          <ReceivedLine key={`${one.transactionId} ${one.quantity.asset}`} received={one} />
        ))}
      </ul>
    </section>
  );
}

function ReceivedLine({ received }: { received: ReceivedView }) {
  const t = useText();
  const region = useRegion();
  const announcer = useAnnouncer();
  const { call, queryClient } = useServices();
  const [isOpen, setOpen] = useState(false);
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const { transactionId: id, quantity, at, told } = received;
  const day = formatCalendarDay(at.slice(0, 10), region);
  const takeBack = () =>
    run(async () => {
      const outcome = await call('untellCost', { params: { id } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (outcome.ok) announcer.say(t('taxes.tell.takenBack'));
      await queryClient.invalidateQueries({ queryKey: lotsKey });
    });
  return (
    <li className="flex flex-col gap-2 border-b border-line py-4" data-received={told ? told.as : 'untold'}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <span className="font-semibold">
          <WholeMoney value={quantity} />
        </span>
        <span className="text-sm text-muted">{t('taxes.received.on', { day })}</span>
      </div>
      <ToldText told={told} />
      {isOpen ? (
        <TellCost received={received} onDone={() => setOpen(false)} />
      ) : (
        <span className="flex gap-x-5 text-sm">
          <button type="button" className="link tap" onClick={() => setOpen(true)}>
            <span>{t(told ? 'taxes.tell.other' : 'taxes.tell')}</span>
            <span className="visually-hidden">{` ${day}`}</span>
          </button>
          {told ? (
            <button type="button" className="link tap" onClick={takeBack}>
              <span>{t('taxes.tell.back')}</span>
              <span className="visually-hidden">{` ${day}`}</span>
            </button>
          ) : null}
        </span>
      )}
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

function ToldText({ told }: Pick<ReceivedView, 'told'>) {
  const t = useText();
  const money = useMoneyText();
  const region = useRegion();
  if (!told) return <p className="text-sm text-warn">{t('taxes.received.untold')}</p>;
  const cost = money(told.cost);
  const day = told.acquiredOn === null ? '' : formatCalendarDay(told.acquiredOn, region);
  const id = told.as === 'earned' ? 'earned' : day === '' ? 'bought' : 'boughtOn';
  return <p className="text-sm text-muted">{t(`taxes.received.${id}`, { cost, day })}</p>;
}
