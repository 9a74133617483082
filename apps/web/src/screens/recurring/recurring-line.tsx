import type { CallRefusal } from '@diboas/client';
import type { RecurringActRequest, RecurringBuyView } from '@diboas/protocol';
import { Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useRef, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { YesOrNo } from '../../parts/yes-or-no.tsx';
import { useServices } from '../../services/services.ts';
import { formatNamedDay } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';
import { ChangeRecurring } from './change-recurring.tsx';

type Opened = 'change' | 'end' | null;

/** One of them: how it stands, when it buys next, and its acts. */
export function RecurringLine({ buy }: { buy: RecurringBuyView }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const [opened, setOpened] = useState<Opened>(null);
  // What was opened since the act began is not its own to close.
  const { act, busy, refusal } = useAct(buy, () => setOpened((now) => (now === opened ? null : now)));
  const line = useRef<HTMLLIElement>(null);
  const name = t('recurring.name', { coin: t(`asset.${buy.coin}`), amount: money(buy.amount) });
  const close = (): void => {
    setOpened(null);
    line.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <li ref={line} className="flex flex-col gap-2 border-b border-line py-4" data-recurring={buy.state}>
      <h2 className="text-lg font-semibold">{name}</h2>
      <p>{stateText(buy, { t, region })}</p>
      <p className="text-sm text-muted">
        {[
          t(`repeat.${buy.every}`),
          t('recurring.max', { total: money(buy.totalMax) }),
          lastText(buy, { t, region }),
        ]
          .filter((one) => one !== '')
          .join(' \u00b7 ')}
      </p>
      {buy.state === 'ended' ? null : (
        <Acts {...{ buy, name, opened, act }} onOpen={(what) => setOpened(opened === what ? null : what)} />
      )}
      {opened === 'change' ? <ChangeRecurring buy={buy} {...{ act, busy }} onNo={close} /> : null}
      {opened === 'end' ? (
        <div className="flex flex-col gap-3 py-2">
          <p>{t('recurring.end.what')}</p>
          <YesOrNo
            yes={t('recurring.end.yes')}
            busyText={t('wizard.saving')}
            busy={busy}
            refusal={null}
            onYes={() => act({ act: 'end' })}
            onNo={close}
          />
        </div>
      ) : null}
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

function Acts({
  buy: { state, next },
  name,
  opened,
  act,
  onOpen,
}: {
  buy: RecurringBuyView;
  name: string;
  opened: Opened;
  act: (body: RecurringActRequest) => void;
  onOpen: (what: NonNullable<Opened>) => void;
}) {
  const t = useText();
  const isActive = state === 'active';
  const acts = [
    ...(isActive && next && !next.buying
      ? [{ words: t('recurring.act.skip'), does: () => act({ act: 'skip', number: next.number }) }]
      : []),
    isActive
      ? { words: t('recurring.act.pause'), does: () => act({ act: 'pause' }) }
      : { words: t('recurring.act.resume'), does: () => act({ act: 'resume' }) },
    { words: t('recurring.act.change'), does: () => onOpen('change'), isOpen: opened === 'change' },
    { words: t('recurring.act.end'), does: () => onOpen('end'), isOpen: opened === 'end' },
  ];
  return (
    <span className="flex flex-wrap gap-x-5 text-sm">
      {acts.map(({ words, does, isOpen }) => (
        <button key={words} type="button" className="link tap" aria-expanded={isOpen} onClick={does}>
          <span>{words}</span>
          <span className="visually-hidden">{` ${name}`}</span>
        </button>
      ))}
    </span>
  );
}

/** Does something to one of them, and says that it was done. */
function useAct({ id }: RecurringBuyView, onDone: () => void) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const act = (body: RecurringActRequest): void =>
    run(async () => {
      const outcome = await call('actOnRecurringBuy', { params: { id }, body });
      setRefusal(outcome.ok ? null : outcome.refusal);
      await queryClient.invalidateQueries({ queryKey: keys.recurringBuys });
      if (!outcome.ok) return;
      announcer.say(t(`recurring.said.${body.act}`));
      onDone();
    });
  return { act, busy, refusal };
}

interface Said {
  readonly t: Text;
  readonly region: string;
}

function stateText({ state, pausedBy, next }: RecurringBuyView, { t, region }: Said): string {
  if (state === 'ended') return t('recurring.ended');
  if (state === 'paused' || next === null) return t(`recurring.paused.${pausedBy ?? 'person'}`);
  const day = formatNamedDay(next.on, region);
  if (next.buying) return t('recurring.buying');
  return t(next.announced ? 'recurring.announced' : 'recurring.next', { day });
}

function lastText({ last }: RecurringBuyView, { t, region }: Said): string {
  return last === null ? '' : t(`recurring.last.${last.end}`, { day: formatNamedDay(last.on, region) });
}
