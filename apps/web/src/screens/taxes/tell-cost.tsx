import type { CallRefusal } from '@diboas/client';
import type { ReceivedView } from '@diboas/protocol';
import { BusyButton, ChoiceList, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { type FormEvent, useId, useState } from 'react';
import { lotsKey } from '../../lots/lots-query.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { checkAmount } from '../../steps/amount-check.ts';
import { AmountField, asTyped } from '../../steps/amount-field.tsx';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

const WAYS = ['bought', 'earned'] as const;
const NO_BOUNDS = { asset: 'USD', minimum: null, maximum: null, available: null, limit: null } as const;

/** What something cost that came from elsewhere, or was worth as it was earned. */
export function TellCost({ received, onDone }: { received: ReceivedView; onDone: () => void }) {
  const t = useText();
  const region = useRegion();
  const id = useId();
  const announcer = useAnnouncer();
  const { call, queryClient } = useServices();
  const { told, at, transactionId } = received;
  const came = at.slice(0, 10);
  const [as, setAs] = useState<(typeof WAYS)[number]>(told?.as ?? 'bought');
  const [typed, setTyped] = useState(() => asTyped(told?.cost.amount ?? null, region));
  const [day, setDay] = useState(told?.acquiredOn ?? '');
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const cost = checkAmount(typed, { region, bounds: NO_BOUNDS });
  const dayFault = day > came ? t('taxes.tell.dayFault') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    if (!cost.ok || (as === 'bought' && dayFault !== null))
      return void document.getElementById(cost.ok ? `${id}-day` : `${id}-cost`)?.focus();
    run(async () => {
      const acquiredOn = as === 'earned' || day === '' ? null : day;
      const body = { as, cost: cost.value.amount, acquiredOn };
      const outcome = await call('tellCost', { params: { id: transactionId }, body });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      await queryClient.invalidateQueries({ queryKey: lotsKey });
      announcer.say(t('taxes.tell.saved'));
      onDone();
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5 pt-2">
      <ChoiceList
        name={`${id}-as`}
        legend={t('taxes.tell')}
        choices={WAYS.map((value) => ({ value, words: t(`taxes.tell.${value}`) }))}
        chosen={as}
        fault={null}
        onChoose={setAs}
      />
      <AmountField
        id={`${id}-cost`}
        label={t(as === 'bought' ? 'taxes.tell.cost' : 'taxes.tell.worth')}
        hint={t('taxes.tell.hint')}
        typed={typed}
        read={cost}
        fault={wasTried && !cost.ok ? t('taxes.tell.costFault') : null}
        onType={setTyped}
      />
      {as === 'bought' ? (
        <div className="flex flex-col gap-2">
          <label htmlFor={`${id}-day`} className="font-semibold">
            {t('taxes.tell.day')}
          </label>
          <p id={`${id}-day-hint`} className="text-sm text-muted">
            {t('taxes.tell.dayHint')}
          </p>
          <input
            id={`${id}-day`}
            type="date"
            max={came}
            className="min-h-12 w-full sm:w-auto rounded-(--radius-control) border border-control bg-surface px-4 text-lg aria-invalid:border-loss"
            value={day}
            onChange={({ target }) => setDay(target.value)}
            aria-invalid={wasTried && dayFault ? true : undefined}
            aria-describedby={wasTried && dayFault ? `${id}-day-fault ${id}-day-hint` : `${id}-day-hint`}
          />
          <p
            id={`${id}-day-fault`}
            className="text-sm font-semibold text-loss"
            hidden={!wasTried || dayFault === null}
          >
            {dayFault}
          </p>
        </div>
      ) : null}
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <span className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <BusyButton kind="quiet" busy={busy} busyText={t('wizard.saving')}>
          {t('taxes.tell.save')}
        </BusyButton>
        <button type="button" className="link tap" onClick={onDone}>
          {t('taxes.tell.leave')}
        </button>
      </span>
    </form>
  );
}
