import type { CallRefusal } from '@diboas/client';
import type { StatementView } from '@diboas/protocol';
import { BusyButton, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CallError, keys } from '../../api/queries.ts';
import { errorText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { formatMonth } from '../../time/format-time.ts';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { saveBytes } from './save-bytes.ts';
import { useStatementLanguage } from './use-statement-language.ts';

const FORMATS = ['pdf', 'csv'] as const;

/** One month: how far its statement goes, and what can be done about it. */
export function StatementLine({ statement }: { statement: StatementView }) {
  const t = useText();
  const month = formatMonth(statement.month, useRegion());
  const { make, save, busy, refusal } = useStatementActs(statement);
  useSaidWhenMade(statement, t('statements.made', { month }));
  const { state, whole } = statement;
  return (
    <li className="flex flex-col gap-3 border-b border-line py-4" data-statement={state}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_14rem]">
          <p className="font-semibold first-letter:uppercase">{month}</p>
          <StateText statement={statement} />
        </div>
        {state === 'made' ? (
          <span className="flex gap-x-5 text-sm">
            {FORMATS.map((format) => (
              <button key={format} type="button" className="link tap gap-1.5" onClick={() => save(format)}>
                <Download className="size-4" aria-hidden="true" />
                <span>{t(`statements.${format}`)}</span>
                <span className="visually-hidden">{` ${month}`}</span>
              </button>
            ))}
          </span>
        ) : null}
        {state === 'made' && whole ? null : (
          <BusyButton
            type="button"
            kind="quiet"
            busy={busy || state === 'being_made'}
            busyText={t('statements.making')}
            onClick={make}
          >
            <span>{t(state === 'made' ? 'statements.again' : 'statements.make')}</span>
            <span className="visually-hidden">{` ${month}`}</span>
          </BusyButton>
        )}
      </div>
      {refusal ? <Note text={errorText(new CallError(refusal), t)} /> : null}
    </li>
  );
}

function StateText({ statement: { state, until, whole } }: { statement: StatementView }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(30_000);
  if (state === 'refused') return <p className="text-sm text-loss">{t('statements.refused')}</p>;
  if (state !== 'made') return <p className="text-sm text-muted">{t(`statements.state.${state}`)}</p>;
  const words =
    whole || until === null
      ? t('statements.whole')
      : t('statements.upTo', { when: momentPhrase(until, t, { region, now }) });
  return <p className="text-sm text-muted">{words}</p>;
}

/** One act at a time, and what kept the last one from being done. */
function useStatementActs({ month }: StatementView) {
  const { call, queryClient } = useServices();
  const language = useStatementLanguage();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const make = () =>
    run(async () => {
      const made = await call('makeStatement', { body: { month, language } });
      setRefusal(made.ok ? null : made.refusal);
      await queryClient.invalidateQueries({ queryKey: keys.statements(language) });
    });
  const save = (format: (typeof FORMATS)[number]) =>
    run(async () => {
      const file = await call('statementFile', { params: { month, format }, query: { language } });
      setRefusal(file.ok ? null : file.refusal);
      if (file.ok) saveBytes(file.value);
    });
  return { make, save, busy, refusal };
}

/** Says that it is there to whoever waited for it, and to nobody else. */
function useSaidWhenMade({ state }: StatementView, words: string): void {
  const announcer = useAnnouncer();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'being_made' && state === 'made') announcer.say(words);
    before.current = state;
  }, [announcer, state, words]);
}
